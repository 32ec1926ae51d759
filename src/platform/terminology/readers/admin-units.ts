import { fail } from '../../../base/outcome/index.ts'
import { tidy_spaces } from '../../../base/text/index.ts'
import type { Table } from '../../../standards/spreadsheet/index.ts'
import { cell_reader, padded_code } from './columns.ts'
import type { Draft, Problem, Reading } from './draft.ts'

/** Statistics codes of units: 2 digits a province, 3 a district (until 30/6/2025), 5 a ward. */
const width = { province: 2, district: 3, ward: 5 } as const

const record_of = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const text_at = (record: Record<string, unknown>, name: string): string => {
  const value = record[name]
  return typeof value === 'string' ? tidy_spaces(value) : typeof value === 'number' ? String(value) : ''
}

export const is_units_json = (value: unknown): boolean =>
  Array.isArray(value) &&
  text_at(record_of(value[0]), 'Type') === 'province' &&
  Array.isArray(record_of(value[0])['Wards'])

const unit_draft = (value: unknown, catalogue: 'province' | 'ward', parent?: string): Draft => {
  const unit = record_of(value)
  return {
    catalogue,
    code: padded_code(text_at(unit, 'Code'), width[catalogue]),
    display: text_at(unit, 'FullName') || text_at(unit, 'Name'),
    ...(parent === undefined ? {} : { parent }),
    properties: { name: text_at(unit, 'Name'), english: text_at(unit, 'FullNameEn') },
  }
}

/** Two-level units since 1/7/2025 as nested JSON: provinces with their wards. */
export const read_units_json = (value: unknown): Reading => {
  if (!Array.isArray(value)) throw fail.value('Tệp đơn vị hành chính không đúng cấu trúc')
  const drafts = value.flatMap((province: unknown) => {
    const draft = unit_draft(province, 'province')
    const wards = record_of(province)['Wards']
    return [draft, ...(Array.isArray(wards) ? wards.map((ward: unknown) => unit_draft(ward, 'ward', draft.code)) : [])]
  })
  return { drafts, problems: [] }
}

const column_sets = [
  {
    ward: 'Mã',
    ward_name: 'Tên',
    district: 'Mã QH',
    district_name: 'Quận Huyện',
    province: 'Mã TP',
    province_name: 'Tỉnh / Thành Phố',
  },
  {
    ward: 'maxa',
    ward_name: 'tenxa',
    district: 'mahuyen',
    district_name: 'tenhuyen',
    province: 'matinh',
    province_name: 'tentinh',
  },
]
const columns_of = (header: string[]) =>
  column_sets.find((set) => Object.values(set).every((name) => header.includes(name)))

export const is_three_level = (header: string[]): boolean => columns_of(header) !== undefined

/** Three-level list before 1/7/2025: one line a ward, with district and province. Kept for birthplaces and old cards. */
export const read_three_level = ({ header, rows }: Table): Reading => {
  const columns = columns_of(header)
  if (!columns) throw fail.value('Tệp không phải là danh sách đơn vị hành chính ba cấp')
  const cell = cell_reader(header)
  const short_at = header.indexOf('viettat')
  const uppers = new Map<string, Draft>()
  const wards: Draft[] = []
  const problems: Problem[] = []
  for (const { line, cells } of rows) {
    const at = (name: string): string => cell(cells, name)
    const province = padded_code(at(columns.province), width.province)
    const district = padded_code(at(columns.district), width.district)
    const names = { district: at(columns.district_name), province: at(columns.province_name) }
    uppers.set(`p${province}`, { catalogue: 'province', code: province, display: names.province })
    uppers.set(`d${district}`, { catalogue: 'district', code: district, display: names.district, parent: province })
    const short = short_at < 0 ? '' : (cells[short_at] ?? '')
    if (at(columns.ward) === '') {
      problems.push({
        severity: 'warning',
        line,
        message: `${names.district}, ${names.province}: không có mã xã, chỉ nhận mã huyện`,
      })
      continue
    }
    const ward = padded_code(at(columns.ward), width.ward)
    const properties = { district_name: names.district, province_name: names.province, ...(short ? { short } : {}) }
    const draft: Draft = {
      catalogue: 'ward',
      code: ward,
      display: at(columns.ward_name),
      parent: district,
      line,
      properties,
    }
    wards.push(short ? { ...draft, other_names: [short] } : draft)
  }
  return { drafts: [...uppers.values(), ...wards], problems }
}

export const is_ward_map = (header: string[]): boolean => header.includes('wardCode') && header.includes('newWardCode')

/**
 * Old ward → new wards of 1/7/2025, as catalogue `ward-map`: the concept is the old ward, `properties.now` the wards it
 * went to (several when it was divided).
 */
export const read_ward_map = ({ header, rows }: Table): Reading => {
  const cell = cell_reader(header)
  const problems: Problem[] = []
  const drafts = new Map<string, Draft & { properties: { now: Record<string, string>[] } }>()
  for (const { line, cells } of rows) {
    const at = (name: string): string => cell(cells, name)
    const district = padded_code(at('districtCode'), width.district)
    if (at('wardCode') === '') {
      problems.push({
        severity: 'warning',
        line,
        message: `${at('district')}, ${at('province')}: không có mã xã cũ, bỏ qua`,
      })
      continue
    }
    const code = padded_code(at('wardCode'), width.ward)
    const now = {
      code: padded_code(at('newWardCode'), width.ward),
      display: at('newWard'),
      province: at('newProvinceCode'),
    }
    const display = [at('ward'), at('district'), at('province')].filter(Boolean).join(', ')
    const known = drafts.get(code)
    if (!known) {
      drafts.set(code, { catalogue: 'ward-map', code, display, parent: district, line, properties: { now: [now] } })
    } else if (known.display !== display) {
      const message = `Mã xã cũ ${code} là “${known.display}” ở dòng ${known.line ?? '?'} và “${display}” ở dòng này`
      problems.push({ severity: 'error', line, message })
    } else if (known.properties.now.some((one) => one['code'] === now.code)) {
      problems.push({ severity: 'warning', line, message: `Cặp ${code} → ${now.code} lặp lại` })
    } else known.properties.now.push(now)
  }
  return { drafts: [...drafts.values()], problems }
}
