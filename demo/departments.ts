import type { UnitKind } from './province.ts'

/** [code, name, beds, floor of the rooms]; codes as in src/platform/terminology/starter/department.json and QĐ 4210/2017. */
export type DepartmentRow = [code: string, name: string, beds: number, floor: number]

/** Houses with wards, beds and patients. */
export const ward_departments: Record<string, DepartmentRow[]> = {
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

type Department = [code: string, name: string]

const door: Department[] = [
  ['K01', 'Khoa Khám bệnh'],
  ['K02', 'Khoa Hồi sức cấp cứu'],
]
const services: Department[] = [
  ['K39', 'Khoa Chẩn đoán hình ảnh'],
  ['K44', 'Khoa Dược'],
  ['K47', 'Khoa Xét nghiệm'],
]

/** What a house of this kind has, without beds: its administrator lays them out on the screen “Khoa, phòng, giường”. */
const departments_by_kind: Record<UnitKind, Department[]> = {
  general: [],
  district: [
    ['K03', 'Khoa Nội tổng hợp'],
    ['K11', 'Khoa Truyền nhiễm'],
    ['K16', 'Khoa Y học cổ truyền'],
    ['K18', 'Khoa Nhi'],
    ['K19', 'Khoa Ngoại tổng hợp'],
    ['K27', 'Khoa Phụ sản'],
  ],
  oncology: [
    ['K03', 'Khoa Nội ung bướu'],
    ['K19', 'Khoa Ngoại ung bướu'],
    ['K33', 'Khoa Xạ trị'],
  ],
  'women-children': [
    ['K18', 'Khoa Nhi'],
    ['K26', 'Khoa Phẫu thuật - Gây mê hồi sức'],
    ['K27', 'Khoa Phụ sản'],
  ],
  traditional: [
    ['K03', 'Khoa Nội'],
    ['K16', 'Khoa Châm cứu dưỡng sinh'],
    ['K31', 'Khoa Phục hồi chức năng'],
  ],
  lung: [
    ['K03', 'Khoa Nội hô hấp'],
    ['K12', 'Khoa Lao'],
  ],
  endocrine: [
    ['K03', 'Khoa Nội tổng hợp'],
    ['K08', 'Khoa Nội tiết'],
  ],
  rehabilitation: [
    ['K16', 'Khoa Y học cổ truyền'],
    ['K31', 'Khoa Phục hồi chức năng'],
  ],
  psychiatric: [
    ['K14', 'Khoa Thần kinh'],
    ['K15', 'Khoa Tâm thần'],
  ],
}

export const departments_of_kind = (kind: UnitKind): DepartmentRow[] =>
  [...door, ...departments_by_kind[kind], ...services].map(([code, name]) => [code, name, 0, 1])
