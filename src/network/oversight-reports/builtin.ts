import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Head, PeriodKind, Template } from './contract.ts'

/** Whose paper it is; the rest of a head is each template's own. */
export type Letterhead = { superior: string; unit: string; place: string }

type Shipped = { slug: string; file: string; name: string; subject: string; to: string[]; kinds: PeriodKind[] }

const periodic: PeriodKind[] = ['week', 'month', 'quarter', 'half', 'year']

const shipped: Shipped[] = [
  {
    ...{ slug: 'tien-do-ubnd', file: 'tien-do.txt', name: 'Tiến độ triển khai, gửi UBND tỉnh', kinds: periodic },
    subject: 'Kết quả triển khai hồ sơ bệnh án điện tử và liên thông dữ liệu {{ky.ten}}',
    to: ['Ủy ban nhân dân tỉnh'],
  },
  {
    ...{ slug: 'tien-do-byt', file: 'tien-do.txt', name: 'Tiến độ triển khai, gửi Bộ Y tế', kinds: periodic },
    subject: 'Kết quả triển khai hồ sơ bệnh án điện tử và liên thông dữ liệu {{ky.ten}}',
    to: ['Bộ Y tế'],
  },
  {
    ...{ slug: 'so-skdt', file: 'so-skdt.txt', name: 'Sổ sức khỏe điện tử 6 tháng (QĐ 2733)', kinds: ['half'] },
    subject: 'Kết quả liên thông dữ liệu sổ sức khỏe điện tử {{ky.ten}}',
    to: ['Bộ Y tế'],
  },
  {
    ...{ slug: 'muc-cntt', file: 'muc-cntt.txt', name: 'Mức ứng dụng CNTT hằng năm (TT 54/2017)', kinds: ['year'] },
    subject: 'Tổng hợp mức ứng dụng công nghệ thông tin {{ky.ten}}',
    to: ['Bộ Y tế'],
  },
  {
    ...{ slug: 'hoat-dong', file: 'hoat-dong.txt', name: 'Hoạt động khám bệnh, chữa bệnh', kinds: periodic },
    subject: 'Hoạt động khám bệnh, chữa bệnh {{ky.ten}}',
    to: ['Ủy ban nhân dân tỉnh'],
  },
  {
    ...{ slug: 'dot-xuat', file: 'dot-xuat.txt', name: 'Báo cáo đột xuất', kinds: ['adhoc'] },
    subject: 'Tình hình triển khai bệnh án điện tử và liên thông dữ liệu',
    to: ['Ủy ban nhân dân tỉnh'],
  },
]

const head_of = ({ name, subject, to, kinds }: Shipped, letterhead: Letterhead): Head => ({
  ...letterhead,
  ...{ symbol: 'BC-SYT', kind: 'BÁO CÁO', subject, addressees: to, name, period_kinds: kinds, closing: 'nd09' },
  recipients: ['Như trên', 'Giám đốc, các Phó Giám đốc Sở', 'Lưu: VT, NVY'],
  ...{ authority: ['GIÁM ĐỐC'], signer: '' },
})

/** The templates that come with the program; the first change by the Sở makes version 1 of its own. */
export const builtin_templates = (letterhead: Letterhead): Template[] =>
  shipped.map((one) => ({
    ...{ slug: one.slug, version: 0, head: head_of(one, letterhead), note: '', changed_name: '', at: null },
    body: readFileSync(join(import.meta.dirname, 'builtin', one.file), 'utf8'),
  }))
