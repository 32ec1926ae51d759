import { words_of } from '../../../base/ui/index.ts'

const vi = {
  title: 'Tài khoản',
  count: (people: number) => `${people} người`,
  note: 'Tạo tài khoản, đặt lại mật khẩu: npx benhan account, trên máy chủ.',
  find: 'Lọc theo tên, vai trò, chứng chỉ',
  name: 'Họ tên',
  role: 'Vai trò',
  department: 'Khoa',
  username: 'Tên đăng nhập',
  licence: 'Chứng chỉ hành nghề',
  licence_hint: 'Đúng như trên giấy, ví dụ 001234/BG-CCHN',
  scope: 'Phạm vi hành nghề',
  scope_hint: 'Như ghi trong chứng chỉ, ví dụ “Khám bệnh, chữa bệnh nội khoa”',
  personal_id: 'Số định danh cá nhân',
  personal_id_hint: '12 số trên căn cước; chỉ để đối chiếu, không gửi danh bạ',
  bhxh_signer: 'Mã người ký BHXH',
  bhxh_signer_hint: 'Trên hệ thống giám định BHYT; không phải số chứng chỉ, không phải mã đơn thuốc',
  whole_house: 'Cả cơ sở',
  none: 'Không ai khớp với chữ đã gõ',
  save: 'Lưu',
  saved: 'Đã lưu; danh bạ của trục được báo trong ngày',
  back: 'Mọi tài khoản',
  practising: 'Hành nghề',
  practising_note:
    'Ghi trên phiếu ký và báo cho danh bạ người hành nghề của trục liên thông. Họ tên nằm trong chứng thư ký số, đổi thì cấp chứng thư mới.',
  roles: {
    reception: 'Tiếp đón',
    doctor: 'Bác sĩ điều trị',
    head_of_department: 'Trưởng khoa',
    nurse: 'Điều dưỡng',
    records_archive: 'Lưu trữ hồ sơ',
    it_admin: 'Quản trị CNTT',
    director: 'Lãnh đạo',
    pharmacist: 'Dược sĩ',
  } as Record<string, string>,
}

type StaffWords = typeof vi

const en: StaffWords = {
  title: 'Accounts',
  count: (people) => `${people} people`,
  note: 'New accounts and passwords: npx benhan account, on the server.',
  find: 'Filter by name, role, licence',
  name: 'Name',
  role: 'Role',
  department: 'Department',
  username: 'Username',
  licence: 'Licence to practise',
  licence_hint: 'As on the paper, e.g. 001234/BG-CCHN',
  scope: 'Scope of practice',
  scope_hint: 'As the licence says, e.g. “internal medicine”',
  personal_id: 'Personal ID',
  personal_id_hint: '12 digits of the identity card; to compare only, not told to the directory',
  bhxh_signer: 'Insurance signer’s code',
  bhxh_signer_hint: 'On the insurance’s assessment system; neither the licence nor the code of prescriptions',
  whole_house: 'Whole facility',
  none: 'Nobody fits what was typed',
  save: 'Save',
  saved: 'Saved; the hub’s directory is told within the day',
  back: 'All accounts',
  practising: 'Practice',
  practising_note:
    'Stands on signed sheets and goes to the hub’s directory of practitioners. The name stands in the signing certificate; changing it takes a new one.',
  roles: {
    reception: 'Reception',
    doctor: 'Doctor',
    head_of_department: 'Head of department',
    nurse: 'Nurse',
    records_archive: 'Records office',
    it_admin: 'IT administrator',
    director: 'Director',
    pharmacist: 'Pharmacist',
  },
}

export const use_words = words_of<StaffWords>(vi, en)
