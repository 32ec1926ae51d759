import { check_facility_code, check_gln } from '../../base/identity-numbers/index.ts'
import { is_real_date } from '../../base/time/index.ts'
import { read_table } from '../../standards/spreadsheet/index.ts'
import type { FacilityKind, NewFacility } from './facilities.ts'
import { facility_kinds } from './facility-kinds.ts'

/** Names of columns as people write them, without marks or case kept by the file. */
const columns = {
  code: ['code', 'mã', 'mã cskcb'],
  name: ['name', 'tên', 'tên cơ sở'],
  kind: ['kind', 'loại', 'loại cơ sở'],
  gln: ['gln'],
  level: ['level', 'cấp'],
  authority: ['authority', 'cơ quan chủ quản'],
  province: ['province', 'tỉnh'],
  ward: ['ward', 'xã', 'xã, phường'],
  line: ['address', 'địa chỉ'],
  valid_from: ['valid_from', 'từ ngày'],
}
type Column = keyof typeof columns

const find_kind = (text: string): FacilityKind | undefined =>
  facility_kinds.find(({ id, name, also }) => [id, name, ...also].includes(text.toLowerCase().normalize('NFC')))?.id

const day_of = (text: string): string | null => {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? []
  return is_real_date(Number(y), Number(m), Number(d)) ? iso : null
}

type Cells = (column: Column) => string

const read_row = (cell: Cells): { facility?: NewFacility; faults: string[] } => {
  const [code, gln, from] = [cell('code').toUpperCase(), cell('gln'), cell('valid_from')]
  const kind = find_kind(cell('kind'))
  const valid_from = from === '' ? null : day_of(from)
  const faults = [
    check_facility_code(code).ok ? '' : `mã cơ sở “${code}” không đúng (5 ký tự, QĐ 384/2019)`,
    cell('name') === '' ? 'thiếu tên' : '',
    kind ? '' : `loại “${cell('kind')}” phải là một trong: ${facility_kinds.map(({ name }) => name).join(', ')}`,
    gln === '' || check_gln(gln).ok ? '' : `GLN “${gln}” không đúng (13 chữ số)`,
    from !== '' && valid_from === null ? `ngày “${from}” không có thật` : '',
  ].filter(Boolean)
  if (!kind || faults.length > 0) return { faults }
  const [province, ward, line] = [cell('province'), cell('ward'), cell('line')]
  const address = { ...(line ? { line } : {}), ...(ward ? { ward } : {}), ...(province ? { province } : {}) }
  return {
    facility: {
      ...{ code, name: cell('name').normalize('NFC'), kind, gln: gln || null, level: cell('level') || null },
      ...{ authority: cell('authority'), province: province || null, address, valid_from },
    },
    faults,
  }
}

export type DirectoryTable = { facilities: NewFacility[]; faults: string[] }

/** A list of facilities (CSV or Excel) with one header line; every fault is told with its line. @throws 400 no table */
export const read_directory_table = (bytes: Uint8Array, filename: string): DirectoryTable => {
  const { header, rows } = read_table(bytes, filename)
  const names = header.map((name) => name.toLowerCase())
  const place = (column: Column): number => names.findIndex((name) => columns[column].includes(name))
  const missing = (['code', 'name', 'kind'] as const).filter((column) => place(column) < 0)
  if (missing.length > 0)
    return {
      facilities: [],
      faults: [`Thiếu cột: ${missing.map((column) => columns[column].join(' hoặc ')).join('; ')}`],
    }
  const read = rows.map(({ line, cells }) => ({ line, ...read_row((column) => cells[place(column)] ?? '') }))
  const codes = read.map(({ facility }) => facility?.code)
  const twice = read.filter(({ facility }, i) => facility && codes.indexOf(facility.code) !== i)
  return {
    facilities: read.flatMap(({ facility }) => facility ?? []),
    faults: [
      ...read.flatMap(({ line, faults }) => faults.map((fault) => `Dòng ${line}: ${fault}`)),
      ...twice.map(({ line, facility }) => `Dòng ${line}: mã ${facility?.code ?? ''} đã có ở dòng trên`),
    ],
  }
}
