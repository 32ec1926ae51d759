import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { evict } from '../../../standards/print/index.ts'
import { list_sheets, read_table } from '../../../standards/spreadsheet/index.ts'
import { builtin_templates } from '../builtin.ts'
import { figure_catalogue, figure_names, table_catalogue, table_names } from '../catalogue.ts'
import type { Origin, Snapshot, Value } from '../contract.ts'
import { to_document } from '../document.ts'
import { read_period } from '../period.ts'
import { parse_line, parse_template } from '../template/parse.ts'
import { to_docx } from './to-docx.ts'
import { to_pages, to_pdf } from './to-pdf.ts'
import { to_xlsx } from './to-xlsx.ts'

after(evict)

const letterhead = { superior: 'UBND tỉnh Bắc Ninh', unit: 'Sở Y tế', place: 'Bắc Ninh' }
const templates = builtin_templates(letterhead)
const known: Origin = {
  ...{ source: 'Biên nhận của trục', query: 'monitor/totals', at: '2026-11-22T01:00:00.000Z', why: '' },
  path: '/so/bao-cao/so-lieu/trien_khai.van_hanh_ty_le?tu=2026-10-15&den=2026-11-14',
}
const unknown: Origin = { source: '', query: '', at: '', why: 'Chưa có phần nào của hệ thống cung cấp số liệu này' }

const units = [
  'Bệnh viện Ung bướu',
  'Bệnh viện Sản Nhi',
  'TTYT huyện Sơn Động',
  'Bệnh viện Đa khoa tỉnh',
  'TTYT huyện Lục Ngạn',
]
const rows: Record<string, Value[][]> = {
  tien_do: units.map((name, i) => [name, 100, 100, 100, 100, 100, 80 - i * 10, 50, i * 5, 0]),
  lien_thong: [
    ['Phiếu chuyển cơ sở', 120, 118, 2, 1, 0, 97],
    ['Sổ sức khỏe điện tử', 12345, 12300, 45, 7, 12, null],
  ],
  kinh_phi: units.map((name, i) => [name, 3_135_000_000 + i, 0, 0, 3_135_000_000, null, 1_234_500_000]),
  so_skdt: ['Khám bệnh ngoại trú', 'Điều trị nội trú'].map((name) => [name, null, null, null, null, null, null]),
  thieu: [],
}
const values: Record<string, Value> = { 'ky.ten': 'tháng 11 năm 2026', 'ky.chot': '2026-11-14', 'trien_khai.tre': 0 }

export const snapshot_of = (slug: string): Snapshot => {
  const template = templates.find((one) => one.slug === slug)
  assert.ok(template)
  return {
    ...{ edition: '1', template: slug, version: 0, head: template.head, body: template.body, number: '7' },
    period: read_period({ kind: 'month', year: 2026, number: 11 }, 'nd09', '2026-11-22'),
    figures: figure_catalogue.map((facts) => {
      const value =
        facts.name in values
          ? (values[facts.name] ?? null)
          : facts.kind === 'money'
            ? 90_597_000_000
            : facts.kind === 'number'
              ? 12
              : facts.kind === 'percent'
                ? 98.56
                : null
      return { ...facts, ...(value === null ? unknown : known), value }
    }),
    tables: table_catalogue.map((facts) => ({
      ...facts,
      ...(facts.name in rows ? known : unknown),
      ...{
        rows: rows[facts.name] ?? [],
        total: facts.name === 'lien_thong' ? ['Cộng', 12465, 12418, 47, 8, 12, 97] : null,
      },
    })),
    ...{ dated: '2026-11-22', made_at: '2026-11-22T01:05:00.000Z', made_name: 'Nguyễn Thị Chuyên Viên' },
  }
}

const text_of = (xml: string): string =>
  xml
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')

test('a sentence none of whose figures has a source names them once, and never says “chưa có nguồn giấy tờ”', () => {
  const snapshot = snapshot_of('tien-do-ubnd')
  for (const figure of snapshot.figures)
    if (figure.name.startsWith('lien_thong.') || figure.name === 'kinh_phi.hop_dong') figure.value = null
  const said = to_document(snapshot).blocks.flatMap((block) =>
    block.kind === 'table' ? [] : [block.runs.map(({ text }) => text).join('')],
  )
  assert.ok(said.includes('Chưa có nguồn: giấy tờ phải gửi; giấy tờ đã tới nơi; tỷ lệ liên thông; lần gửi bị từ chối.'))
  assert.ok(said.includes('Chưa có nguồn: cơ sở mất tín hiệu.'), 'the day of the period is no source')
  assert.ok(!said.some((text) => text.includes('chưa có nguồn giấy tờ')))
  assert.ok(said.some((text) => text.includes('Đã ký hợp đồng chưa có nguồn triệu đồng; đã giải ngân 90.597')))
  const sources = to_document(snapshot).sources.map(({ label }) => label)
  assert.ok(sources.includes('Giấy tờ phải gửi (giấy)'), 'what has no source stands in the annex too')
})

test('every template that comes with the program uses known names only', () => {
  for (const { slug, head, body } of templates) {
    const names = { figures: figure_names, tables: table_names }
    assert.deepEqual(parse_template(body, names).faults, [], slug)
    assert.deepEqual(parse_line(head.subject, names).faults, [], slug)
  }
})

test('DOCX: A4 with the margins of NĐ 30/2020, its parts, the numbers, “chưa có nguồn” and the annex', async () => {
  const bytes = await to_docx(to_document(snapshot_of('tien-do-ubnd')))
  if (process.env['KEEP']) writeFileSync(`${process.env['KEEP']}/a.docx`, bytes)
  const files = unzipSync(bytes)
  const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array())
  assert.match(xml, /<w:pgSz w:w="11906" w:h="16838"/)
  assert.match(xml, /<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/)
  const text = text_of(xml)
  for (const said of [
    'UBND TỈNH BẮC NINH',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 07/BC-SYT',
    'Bắc Ninh, ngày 22 tháng 11 năm 2026',
    'Kính gửi: Ủy ban nhân dân tỉnh',
    'Nơi nhận:',
    'GIÁM ĐỐC',
    'NGUỒN SỐ LIỆU',
    'Số liệu tính đến hết ngày 14/11/2026.',
  ])
    assert.ok(text.includes(said), said)
  assert.match(text, /Tổng kinh phí 90\.597 triệu đồng/)
  assert.match(text, /đạt 98,6 %/)
  assert.match(text, /Hạn hoàn thành theo kế hoạch là ngày chưa có nguồn/)
  assert.match(text, /Không có bước nào quá hạn/)
  assert.ok(!/\{\{|\[\[/.test(text))
  assert.ok(text.includes(known.path ?? ''), 'the way to the rows')
  assert.match(strFromU8(files['word/styles.xml'] ?? new Uint8Array()), /Times New Roman/)
})

test('XLSX opens again: numbers are numbers, every one with its source on the last sheet', async () => {
  const bytes = await to_xlsx(to_document(snapshot_of('tien-do-ubnd')))
  if (process.env['KEEP']) writeFileSync(`${process.env['KEEP']}/a.xlsx`, bytes)
  const sheets = list_sheets(bytes)
  assert.deepEqual([sheets[0], sheets.at(-1)], ['Báo cáo', 'Nguồn số liệu'])
  const money = read_table(bytes, 'a.xlsx', { sheet: sheets.find((name) => name.includes('Kinh phí')) ?? '' })
  assert.deepEqual(money.rows[0]?.cells.slice(0, 2), ['Bệnh viện Ung bướu', '3135'])
  const sources = read_table(bytes, 'a.xlsx', { sheet: 'Nguồn số liệu' })
  const one = sources.rows.find(({ cells }) => cells[1]?.startsWith('Tổng kinh phí'))
  assert.deepEqual(one?.cells.slice(4), ['Biên nhận của trục; monitor/totals', '08:00 22/11/2026', known.path])
  assert.ok(sources.rows.some(({ cells }) => cells[2] === 'chưa có nguồn'))
})

test('PDF, and pages for the screen', async () => {
  const pdf = await to_pdf(to_document(snapshot_of('tien-do-ubnd')))
  if (process.env['KEEP']) writeFileSync(`${process.env['KEEP']}/a.pdf`, pdf)
  assert.equal(strFromU8(pdf.slice(0, 5)), '%PDF-')
  const { page_count } = await to_pages(to_document(snapshot_of('so-skdt')))
  assert.ok(page_count >= 2)
})

test('the same snapshot gives the same bytes, now and a second later', async () => {
  const make = async (): Promise<Uint8Array[]> => {
    const document = to_document(snapshot_of('so-skdt'))
    return [await to_docx(document), await to_xlsx(document), await to_pdf(document)]
  }
  const first = await make()
  await new Promise((done) => {
    setTimeout(done, 2_100)
  })
  const second = await make()
  for (const [i, bytes] of first.entries())
    assert.ok(Buffer.from(bytes).equals(second[i] ?? new Uint8Array()), `form ${i}`)
})
