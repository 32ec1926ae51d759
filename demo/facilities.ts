import { departments_of_kind, ward_departments, type DepartmentRow } from './departments.ts'
import { province_units, type ProvinceUnit } from './province.ts'

/** Cấp chuyên môn kỹ thuật (Luật KCB 15/2023 Điều 104): 1 ban đầu, 2 cơ bản, 3 chuyên sâu. */
export type FacilityLevel = '1' | '2' | '3'

export type DemoFacility = {
  code: string
  name: string
  authority: string
  kind: 'hospital' | 'station'
  level: FacilityLevel
  /** Giường kế hoạch. */
  beds: number
  address: { line?: string; ward: string; province: string }
  patients: number
  inpatients: number
}
export type DemoDepartment = { id: string; code: string; name: string; beds: number }
export type DemoBed = { id: string; name: string; room: string; department: string }

/** The province was merged into Bắc Ninh on 1/7/2025: the facilities keep their codes, their Sở Y tế is the new one. */
const province = { authority: 'Sở Y tế Bắc Ninh', province: 'Tỉnh Bắc Ninh' }

const count_beds = (rows: DepartmentRow[] | undefined): number =>
  (rows ?? []).reduce((sum, [, , beds]) => sum + beds, 0)

/** The three that live: wards, patients, every role. Levels, as codes and beds, are assumptions of the demonstration. */
const living: DemoFacility[] = [
  {
    code: '24012',
    name: 'Bệnh viện Đa khoa tỉnh Bắc Giang',
    authority: province.authority,
    kind: 'hospital',
    level: '2',
    beds: count_beds(ward_departments['24012']),
    address: { line: 'Đường Lê Lợi', ward: 'Phường Bắc Giang', province: province.province },
    patients: 320,
    inpatients: 90,
  },
  {
    code: '24160',
    name: 'Trạm Y tế phường Bắc Giang',
    authority: province.authority,
    kind: 'station',
    level: '1',
    beds: 0,
    address: { ward: 'Phường Bắc Giang', province: province.province },
    patients: 60,
    inpatients: 0,
  },
  {
    code: '01929',
    name: 'Bệnh viện Bạch Mai',
    authority: 'Bộ Y tế',
    kind: 'hospital',
    level: '3',
    beds: count_beds(ward_departments['01929']),
    address: { line: '78 đường Giải Phóng', ward: 'Phường Kim Liên', province: 'Thành phố Hà Nội' },
    patients: 120,
    inpatients: 34,
  },
]

const living_codes = new Set(living.map(({ code }) => code))

const to_facility = (unit: ProvinceUnit): DemoFacility => ({
  code: unit.code,
  name: unit.name,
  authority: province.authority,
  kind: 'hospital',
  level: '2',
  beds: unit.beds ?? 0,
  address: { ward: unit.ward, province: province.province },
  patients: 0,
  inpatients: 0,
})

/** The other public units of the province's plan: there, with departments and accounts, and nobody in bed yet. */
const quiet_units = province_units.filter(({ code }) => !living_codes.has(code))

export const demo_facilities: DemoFacility[] = [...living, ...quiet_units.map(to_facility)]

export const find_demo_facility = (code: string): DemoFacility => {
  const facility = demo_facilities.find((one) => one.code === code)
  if (!facility) throw new Error(`demo: no facility ${code}`)
  return facility
}

export const find_quiet_unit = (code: string): ProvinceUnit | undefined => quiet_units.find((one) => one.code === code)

const rows_of = (facility: string): DepartmentRow[] => {
  const unit = find_quiet_unit(facility)
  return unit ? departments_of_kind(unit.kind) : (ward_departments[facility] ?? [])
}

export const demo_departments = (facility: string): DemoDepartment[] =>
  rows_of(facility).map(([code, name, beds]) => ({ id: `${facility}-${code}`, code, name, beds }))

const beds_per_room = 4
const room_number = (floor: number, room: number): string => `P${floor}${String(room + 1).padStart(2, '0')}`

export const demo_beds = (facility: string): DemoBed[] =>
  rows_of(facility).flatMap(([code, , beds, floor]) =>
    Array.from({ length: beds }, (_, i) => ({
      id: `${facility}-${code}-G${String(i + 1).padStart(2, '0')}`,
      name: `G${String(i + 1).padStart(2, '0')}`,
      room: room_number(floor, Math.floor(i / beds_per_room)),
      department: `${facility}-${code}`,
    })),
  )

/** A pharmacy that only dispenses, in the central hospital's installation; its code and name are made up. */
export const demo_pharmacy = {
  code: '01N01',
  name: 'Nhà thuốc Giải Phóng',
  authority: 'Sở Y tế Hà Nội',
  kind: 'pharmacy',
} as const

/** The province's hub. Its code is made up: the Sở is no facility that examines or treats. */
export const demo_hub = {
  code: '24SYT',
  name: 'Sở Y tế Bắc Ninh – Trục liên thông',
  authority: 'UBND tỉnh Bắc Ninh',
} as const
