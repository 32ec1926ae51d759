import { canonical, code_system, identifier_system, type Resource } from '../src/standards/fhir/index.ts'

export type DemoFacility = {
  code: string
  name: string
  authority: string
  kind: 'hospital' | 'station'
  patients: number
  inpatients: number
}
export type DemoDepartment = { id: string; code: string; name: string; beds: number }
export type DemoBed = { id: string; name: string; room: string; department: string }

/** The province was merged into Bắc Ninh on 1/7/2025: the facilities keep their codes, their Sở Y tế is the new one. */
export const demo_facilities: DemoFacility[] = [
  {
    code: '24012',
    name: 'Bệnh viện Đa khoa tỉnh Bắc Giang',
    authority: 'Sở Y tế Bắc Ninh',
    kind: 'hospital',
    patients: 320,
    inpatients: 90,
  },
  {
    code: '24160',
    name: 'Trạm Y tế phường Bắc Giang',
    authority: 'Sở Y tế Bắc Ninh',
    kind: 'station',
    patients: 60,
    inpatients: 0,
  },
  { code: '01929', name: 'Bệnh viện Bạch Mai', authority: 'Bộ Y tế', kind: 'hospital', patients: 120, inpatients: 34 },
]

/** [code, name, beds, floor of the rooms]; codes K01–K48 as in src/platform/terminology/starter/department.json. */
type Row = [code: string, name: string, beds: number, floor: number]

const departments: Record<string, Row[]> = {
  '24012': [
    ['K01', 'Khoa Khám bệnh', 0, 1],
    ['K02', 'Khoa Cấp cứu', 6, 1],
    ['K03', 'Khoa Nội tổng hợp', 24, 3],
    ['K04', 'Khoa Nội tim mạch', 18, 4],
    ['K11', 'Khoa Truyền nhiễm', 14, 2],
    ['K16', 'Khoa Y học cổ truyền', 12, 7],
    ['K18', 'Khoa Nhi', 20, 5],
    ['K19', 'Khoa Ngoại tổng hợp', 20, 6],
    ['K24', 'Khoa Chấn thương chỉnh hình', 14, 8],
    ['K27', 'Khoa Phụ sản', 18, 9],
    ['K30', 'Khoa Mắt', 6, 10],
    ['K48', 'Khoa Hồi sức tích cực', 10, 11],
  ],
  '24160': [['K01', 'Phòng khám bệnh', 0, 1]],
  '01929': [
    ['K01', 'Khoa Khám bệnh', 0, 1],
    ['K02', 'Trung tâm Cấp cứu A9', 8, 1],
    ['K03', 'Khoa Nội tổng hợp', 16, 3],
    ['K04', 'Viện Tim mạch', 16, 4],
    ['K11', 'Trung tâm Bệnh nhiệt đới', 8, 5],
    ['K18', 'Trung tâm Nhi khoa', 10, 6],
    ['K19', 'Khoa Phẫu thuật tiêu hóa', 12, 7],
    ['K48', 'Trung tâm Hồi sức tích cực', 8, 2],
  ],
}

const beds_per_room = 4
const tagged = { meta: { tag: [canonical.synthetic_tag] } }

export const find_demo_facility = (code: string): DemoFacility => {
  const facility = demo_facilities.find((one) => one.code === code)
  if (!facility) throw new Error(`demo: no facility ${code}`)
  return facility
}

export const demo_departments = (facility: string): DemoDepartment[] =>
  (departments[facility] ?? []).map(([code, name, beds]) => ({ id: `${facility}-${code}`, code, name, beds }))

const room_number = (floor: number, room: number): string => `P${floor}${String(room + 1).padStart(2, '0')}`

export const demo_beds = (facility: string): DemoBed[] =>
  (departments[facility] ?? []).flatMap(([code, , beds, floor]) =>
    Array.from({ length: beds }, (_, i) => ({
      id: `${facility}-${code}-G${String(i + 1).padStart(2, '0')}`,
      name: `G${String(i + 1).padStart(2, '0')}`,
      room: room_number(floor, Math.floor(i / beds_per_room)),
      department: `${facility}-${code}`,
    })),
  )

const organization_type = (code: string, display: string) => ({
  coding: [{ system: code_system.organization_type, code, display }],
})

const to_location = (id: string, name: string, kind: 'ro' | 'bd', department: string, room?: string): Resource => ({
  resourceType: 'Location',
  id,
  ...tagged,
  status: 'active',
  name,
  physicalType: {
    coding: [{ system: code_system.location_physical_type, code: kind, display: kind === 'ro' ? 'Room' : 'Bed' }],
  },
  managingOrganization: { reference: `Organization/${department}` },
  ...(room ? { partOf: { reference: `Location/${room}` } } : {}),
})

/** Facility, departments, rooms, beds: each after what it points at. */
export const to_places = (code: string): Resource[] => {
  const facility = find_demo_facility(code)
  const rooms = new Set<string>()
  return [
    {
      resourceType: 'Organization',
      id: code,
      ...tagged,
      identifier: [{ system: identifier_system.facility, value: code }],
      active: true,
      type: [organization_type('prov', 'Healthcare Provider')],
      name: facility.name,
    },
    ...demo_departments(code).map((department) => ({
      resourceType: 'Organization',
      id: department.id,
      ...tagged,
      identifier: [{ system: identifier_system.department, value: department.code }],
      active: true,
      type: [organization_type('dept', 'Hospital Department')],
      name: department.name,
      partOf: { reference: `Organization/${code}` },
    })),
    ...demo_beds(code).flatMap((bed) => {
      const room = `${bed.department}-${bed.room}`
      const is_new = !rooms.has(room)
      rooms.add(room)
      return [
        ...(is_new ? [to_location(room, bed.room, 'ro', bed.department)] : []),
        to_location(bed.id, bed.name, 'bd', bed.department, room),
      ]
    }),
  ]
}
