import { fold } from '../src/base/text/index.ts'
import { canonical, code_system, identifier_system, type Resource } from '../src/standards/fhir/index.ts'
import { demo_departments, find_quiet_unit } from './facilities.ts'
import { make_name, type Gender } from './names.ts'
import { create_random, seed_of } from './random.ts'

export type DemoAccount = {
  id: string
  facility: string
  username: string
  name: string
  title: string
  role: string
  department: string | null
  practitioner: string
}

/** [username, name with title, title, role, department code or null] */
type Row = [username: string, name: string, title: string, role: string, department: string | null]

const doctor = 'Bác sĩ điều trị'
const head = 'Trưởng khoa'
const nurse = 'Điều dưỡng'
const administrator = 'Quản trị hệ thống'

const staff: Record<string, Row[]> = {
  '24SYT': [
    ['truc.kien', 'Nguyễn Trung Kiên', 'Vận hành trục liên thông', 'hub_operator', null],
    ['so.mai', 'ThS. Đào Thị Mai', 'Chuyên viên Sở Y tế', 'oversight', null],
    ['so.lanhdao', 'BSCKII. Lâm Quang Huy', 'Phó Giám đốc Sở Y tế', 'oversight_lead', null],
    ['so.thanhtra', 'Lương Thị Hồng Thắm', 'Thanh tra Sở Y tế', 'inspector', null],
  ],
  '24012': [
    ['td.hanh', 'Đỗ Thị Hạnh', 'Nhân viên tiếp đón', 'reception', 'K01'],
    ['bs.tuan', 'BS. Lê Minh Tuấn', doctor, 'doctor', 'K03'],
    ['bs.huong', 'BS. Nguyễn Thu Hương', doctor, 'doctor', 'K04'],
    ['bs.phuong', 'BS. Trần Mai Phương', doctor, 'doctor', 'K18'],
    ['bs.dung', 'BS. Phạm Quốc Dũng', doctor, 'doctor', 'K19'],
    ['bs.lien', 'BS. Hoàng Thị Liên', doctor, 'doctor', 'K27'],
    ['bs.son', 'BS. Vũ Hồng Sơn', doctor, 'doctor', 'K11'],
    ['bs.khanh', 'BS. Đinh Gia Khánh', doctor, 'doctor', 'K24'],
    ['bs.thao', 'BS. Lương Phương Thảo', doctor, 'doctor', 'K16'],
    ['bs.viet', 'BS. Trịnh Quốc Việt', doctor, 'doctor', 'K02'],
    ['bs.ngoc', 'BS. Nguyễn Bảo Ngọc', doctor, 'doctor', 'K30'],
    ['bs.tung', 'BS. Hoàng Thanh Tùng', doctor, 'doctor', 'K48'],
    ['tk.noi', 'BSCKII. Ngô Văn Thắng', head, 'head_of_department', 'K03'],
    ['tk.tim', 'BSCKII. Bùi Đức Thành', head, 'head_of_department', 'K04'],
    ['tk.ngoai', 'BSCKII. Dương Văn Hải', head, 'head_of_department', 'K19'],
    ['tk.hstc', 'BSCKII. Đặng Xuân Bình', head, 'head_of_department', 'K48'],
    ['tk.capcuu', 'BSCKI. Lã Văn Quyết', head, 'head_of_department', 'K02'],
    ['tk.nhiem', 'BSCKII. Phùng Thị Minh', head, 'head_of_department', 'K11'],
    ['tk.yhct', 'BSCKI. Nghiêm Đức Thọ', head, 'head_of_department', 'K16'],
    ['tk.nhi', 'BSCKII. Tô Thị Hằng', head, 'head_of_department', 'K18'],
    ['tk.ctch', 'BSCKII. Doãn Mạnh Hà', head, 'head_of_department', 'K24'],
    ['tk.san', 'BSCKII. Lưu Thị Bích', head, 'head_of_department', 'K27'],
    ['tk.mat', 'BSCKI. Khổng Văn Sáng', head, 'head_of_department', 'K30'],
    ['dd.nga', 'ĐD. Nguyễn Thị Nga', nurse, 'nurse', 'K03'],
    ['dd.yen', 'ĐD. Trịnh Hải Yến', nurse, 'nurse', 'K04'],
    ['dd.linh', 'ĐD. Phan Thùy Linh', nurse, 'nurse', 'K18'],
    ['dd.cuong', 'ĐD. Hà Mạnh Cường', nurse, 'nurse', 'K19'],
    ['ds.trang', 'DS. Vương Thu Trang', 'Dược sĩ cấp phát', 'pharmacist', null],
    ['lt.oanh', 'Chu Thị Oanh', 'Nhân viên lưu trữ hồ sơ', 'records_archive', null],
    ['pdl.van', 'Mạc Thị Hồng Vân', 'Phụ trách bảo vệ dữ liệu cá nhân', 'data_protection_officer', null],
    ['it.quang', 'Nguyễn Duy Quang', administrator, 'it_admin', null],
    ['gd.long', 'TS.BS. Nguyễn Hoàng Long', 'Giám đốc', 'director', null],
  ],
  '24160': [
    ['tyt.td.hoa', 'Thân Thị Hòa', 'Nhân viên tiếp đón', 'reception', 'K01'],
    ['tyt.bs.lan', 'BS. Giáp Thị Lan', 'Bác sĩ trạm y tế', 'doctor', 'K01'],
    ['tyt.dd.thu', 'ĐD. Nguyễn Hoài Thu', nurse, 'nurse', 'K01'],
    ['tyt.tt.minh', 'BS. Đồng Quang Minh', 'Trạm trưởng', 'director', 'K01'],
    ['tyt.it.hieu', 'Tống Minh Hiếu', administrator, 'it_admin', null],
  ],
  '01N01': [
    ['nt.ha', 'DS. Lê Thị Ngọc Hà', 'Dược sĩ bán thuốc', 'pharmacist', null],
    ['nt.it.son', 'Đào Thanh Sơn', administrator, 'it_admin', null],
  ],
  '01929': [
    ['bm.td.trang', 'Lê Huyền Trang', 'Nhân viên tiếp đón', 'reception', 'K01'],
    ['bm.bs.hoa', 'BS. Phạm Thanh Hoa', doctor, 'doctor', 'K03'],
    ['bm.bs.nam', 'BS. Trần Hoài Nam', doctor, 'doctor', 'K04'],
    ['bm.bs.anh', 'BS. Vũ Ngọc Anh', doctor, 'doctor', 'K18'],
    ['bm.bs.hung', 'BS. Nguyễn Việt Hùng', doctor, 'doctor', 'K19'],
    ['bm.bs.giang', 'BS. Đỗ Trường Giang', doctor, 'doctor', 'K11'],
    ['bm.bs.duc', 'BS. Mai Trọng Đức', doctor, 'doctor', 'K02'],
    ['bm.tk.noi', 'PGS.TS. Lại Quang Vinh', head, 'head_of_department', 'K03'],
    ['bm.tk.tim', 'PGS.TS. Cao Bá Trung', head, 'head_of_department', 'K04'],
    ['bm.tk.ngoai', 'TS.BS. Tạ Đình Phúc', head, 'head_of_department', 'K19'],
    ['bm.tk.hstc', 'PGS.TS. Lưu Thế Kiên', head, 'head_of_department', 'K48'],
    ['bm.tk.a9', 'PGS.TS. Ninh Văn Đoàn', head, 'head_of_department', 'K02'],
    ['bm.tk.nhietdoi', 'PGS.TS. Đàm Thị Thu', head, 'head_of_department', 'K11'],
    ['bm.tk.nhi', 'TS.BS. Triệu Ngọc Diệp', head, 'head_of_department', 'K18'],
    ['bm.dd.mai', 'ĐD. Hoàng Tuyết Mai', nurse, 'nurse', 'K03'],
    ['bm.dd.ha', 'ĐD. Nguyễn Ngọc Hà', nurse, 'nurse', 'K04'],
    ['bm.dd.tam', 'ĐD. Phùng Minh Tâm', nurse, 'nurse', 'K18'],
    ['bm.dd.viet', 'ĐD. Đoàn Quốc Việt', nurse, 'nurse', 'K48'],
    ['bm.lt.loan', 'Kiều Thanh Loan', 'Nhân viên lưu trữ hồ sơ', 'records_archive', null],
    ['bm.pdl.duy', 'Ninh Khánh Duy', 'Phụ trách bảo vệ dữ liệu cá nhân', 'data_protection_officer', null],
    ['bm.it.phong', 'Trương Tuấn Phong', administrator, 'it_admin', null],
    ['bm.gd.thinh', 'PGS.TS. Nguyễn Phú Thịnh', 'Giám đốc', 'director', null],
    ['bm.ds.nhung', 'DS. Cao Hồng Nhung', 'Dược sĩ cấp phát', 'pharmacist', null],
  ],
}

const quiet_staff_seed = 17_022_025

/** A unit without patients yet has who will set it up and who will write in it. */
const quiet_staff = (facility: string): Row[] => {
  const unit = find_quiet_unit(facility)
  if (!unit?.user) return []
  const random = create_random(seed_of(facility, quiet_staff_seed))
  const name = (): string => make_name(random, random.pick<Gender>(['female', 'male']))
  const ward = demo_departments(facility).find(({ code }) => code !== 'K01' && code !== 'K02')
  return [
    [`${unit.user}.bs`, `BS. ${name()}`, doctor, 'doctor', ward?.code ?? null],
    [`${unit.user}.it`, name(), administrator, 'it_admin', null],
  ]
}

const to_account =
  (facility: string) =>
  ([username, name, title, role, department]: Row): DemoAccount => {
    const id = `${facility}-${fold(username).replaceAll('.', '-')}`
    return {
      id,
      facility,
      username,
      name,
      title,
      role,
      department: department ? `${facility}-${department}` : null,
      practitioner: id,
    }
  }

export const demo_staff = (facility: string): DemoAccount[] =>
  (staff[facility] ?? quiet_staff(facility)).map(to_account(facility))

/** A member's own people at the hub: they see and write their house's rows of the board, and no paper. */
const at_the_hub: Record<string, Row[]> = {
  '24012': [
    ['truc.gd.long', 'TS.BS. Nguyễn Hoàng Long', 'Giám đốc', 'member_director', null],
    ['truc.it.quang', 'Nguyễn Duy Quang', administrator, 'member_it', null],
  ],
}

/** Everybody who signs in at the hub: its own staff, the Sở's, and the members'. */
export const demo_hub_staff = (hub: string): DemoAccount[] => [
  ...demo_staff(hub),
  ...Object.entries(at_the_hub).flatMap(([facility, rows]) => rows.map(to_account(facility))),
]

/** Who writes in a department: its own doctor, else its head, else any doctor of the house. */
export const doctor_of = (facility: string, department: string): DemoAccount => {
  const all = demo_staff(facility)
  const writers = all.filter(({ role }) => role === 'doctor' || role === 'head_of_department')
  const found = writers.find((one) => one.department === department) ?? writers[0]
  if (!found) throw new Error(`demo: ${facility} has no doctor`)
  return found
}

/**
 * The ward of the first doctor, whom the READY line names. Its papers are signed as a ward's are; in the others the
 * signatures wait, since each one is made in earnest and takes its time.
 */
export const signing_ward = (facility: string): string | null =>
  demo_staff(facility).find(({ role }) => role === 'doctor')?.department ?? null

export const head_of = (facility: string, department: string): DemoAccount | undefined =>
  demo_staff(facility).find((one) => one.role === 'head_of_department' && one.department === department)

export const first_of_role = (facility: string, wanted: string): DemoAccount | undefined =>
  demo_staff(facility).find(({ role }) => role === wanted)

const without_title = (name: string): string => name.replace(/^\S+\. /, '')

const licence = (i: number, facility: string): string =>
  `${String(1_001 + i * 37).padStart(6, '0')}/${facility === '01929' ? 'BYT' : 'BG'}-CCHN`

const has_licence = (role: string): boolean => ['doctor', 'head_of_department', 'nurse', 'director'].includes(role)

const to_practitioner = (account: DemoAccount, i: number): Resource => {
  const text = without_title(account.name)
  const [family = text, ...given] = text.split(' ')
  return {
    resourceType: 'Practitioner',
    id: account.practitioner,
    meta: { tag: [canonical.synthetic_tag] },
    ...(has_licence(account.role)
      ? { identifier: [{ system: identifier_system.cchn, value: licence(i, account.facility) }] }
      : {}),
    active: true,
    name: [
      {
        use: 'official',
        text,
        family,
        given,
        ...(text === account.name ? {} : { prefix: [account.name.split(' ')[0]] }),
      },
    ],
  }
}

const to_role = (account: DemoAccount): Resource => ({
  resourceType: 'PractitionerRole',
  id: `${account.practitioner}-role`,
  meta: { tag: [canonical.synthetic_tag] },
  active: true,
  practitioner: { reference: `Practitioner/${account.practitioner}` },
  organization: { reference: `Organization/${account.department ?? account.facility}` },
  code: [{ coding: [{ system: code_system.staff_role, code: account.role, display: account.title }] }],
})

export const to_staff = (facility: string): Resource[] => {
  const all = demo_staff(facility)
  return [...all.map(to_practitioner), ...all.map(to_role)]
}
