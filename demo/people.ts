import { shift_days } from '../src/base/time/index.ts'
import type { Registration } from '../src/chart/patients/contract.ts'
import type { Random } from './random.ts'

const families = [
  ['Nguyễn', 36],
  ['Trần', 11],
  ['Lê', 9],
  ['Phạm', 7],
  ['Hoàng', 5],
  ['Vũ', 4],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 3],
  ['Ngô', 2],
  ['Dương', 3],
  ['Thân', 2],
  ['Giáp', 2],
  ['Nông', 1],
  ['Lý', 1],
  ['Hà', 2],
  ['Lương', 2],
  ['Đinh', 1],
  ['Chu', 1],
  ['Trịnh', 1],
  ['Phan', 2],
  ['Tạ', 1],
  ['Đào', 1],
  ['Lưu', 1],
  ['Vi', 1],
  ['Hứa', 1],
  ['Quách', 1],
  ['Mai', 1],
] as const
const middles = {
  male: [
    'Văn',
    'Văn',
    'Văn',
    'Đức',
    'Hữu',
    'Minh',
    'Quang',
    'Xuân',
    'Công',
    'Duy',
    'Mạnh',
    'Gia',
    'Trọng',
    'Tiến',
    'Bá',
    'Đình',
  ],
  female: [
    'Thị',
    'Thị',
    'Thị',
    'Thị',
    'Thu',
    'Thanh',
    'Ngọc',
    'Minh',
    'Phương',
    'Hồng',
    'Khánh',
    'Bích',
    'Thúy',
    'Hải',
  ],
}
const givens = {
  male: [
    'Hùng',
    'Dũng',
    'Tuấn',
    'Nam',
    'Sơn',
    'Cường',
    'Thắng',
    'Hải',
    'Long',
    'Minh',
    'Quân',
    'Đạt',
    'Khoa',
    'Bình',
    'Hòa',
    'Thành',
    'Trung',
    'Kiên',
    'Phúc',
    'Lâm',
    'Toàn',
    'Tú',
    'Huy',
    'Hưng',
    'Việt',
    'Đông',
    'Nghĩa',
    'Khánh',
    'Thịnh',
    'Vinh',
  ],
  female: [
    'Lan',
    'Hoa',
    'Hương',
    'Mai',
    'Linh',
    'Hạnh',
    'Ngân',
    'Thảo',
    'Trang',
    'Hà',
    'Yến',
    'Nga',
    'Loan',
    'Phượng',
    'Hiền',
    'Oanh',
    'Nhung',
    'Dung',
    'Thúy',
    'Liên',
    'Vân',
    'Anh',
    'Chi',
    'Quỳnh',
    'Tâm',
    'Xuân',
    'Ánh',
    'Bích',
    'Đào',
    'Uyên',
  ],
}

/** Wards of the new province Bắc Ninh (codes of QĐ 19/2025/QĐ-TTg), the nearer ones oftener. */
const wards = [
  ['07210', 'Phường Bắc Giang', 10],
  ['07228', 'Phường Đa Mai', 6],
  ['07696', 'Phường Tiền Phong', 4],
  ['07682', 'Phường Tân An', 3],
  ['07681', 'Phường Yên Dũng', 4],
  ['07699', 'Phường Tân Tiến', 3],
  ['07777', 'Phường Việt Yên', 4],
  ['07795', 'Phường Nếnh', 3],
  ['07375', 'Xã Lạng Giang', 4],
  ['07399', 'Xã Kép', 3],
  ['07339', 'Xã Tân Yên', 3],
  ['07306', 'Xã Nhã Nam', 2],
  ['07444', 'Xã Lục Nam', 3],
  ['07288', 'Xã Yên Thế', 2],
  ['07840', 'Xã Hiệp Hoà', 3],
  ['07525', 'Phường Chũ', 2],
  ['07582', 'Xã Lục Ngạn', 2],
  ['07615', 'Xã Sơn Động', 2],
  ['07621', 'Xã Vân Sơn', 1],
  ['09169', 'Phường Vũ Ninh', 1],
  ['09187', 'Phường Kinh Bắc', 1],
  ['09247', 'Phường Quế Võ', 1],
] as const
const old_places = [
  ['Xã Song Mai', 'Thành phố Bắc Giang'],
  ['Xã Tân Hưng', 'Huyện Lạng Giang'],
  ['Xã Ngọc Châu', 'Huyện Tân Yên'],
  ['Xã Tiên Sơn', 'Huyện Việt Yên'],
  ['Thị trấn Vôi', 'Huyện Lạng Giang'],
  ['Xã Đông Hưng', 'Huyện Lục Nam'],
  ['Xã Danh Thắng', 'Huyện Hiệp Hòa'],
  ['Xã Quý Sơn', 'Huyện Lục Ngạn'],
] as const
const far_provinces = [
  ['01', 'Thành phố Hà Nội'],
  ['33', 'Tỉnh Hưng Yên'],
  ['37', 'Tỉnh Ninh Bình'],
  ['38', 'Tỉnh Thanh Hoá'],
  ['40', 'Tỉnh Nghệ An'],
  ['25', 'Tỉnh Phú Thọ'],
  ['20', 'Tỉnh Lạng Sơn'],
] as const
const far_wards = ['Xã Tân Tiến', 'Xã Hợp Thành', 'Xã Bình Minh', 'Phường Trung Tâm', 'Xã Đại Đồng', 'Xã Quang Trung']
const streets = [
  'Lê Lợi',
  'Hùng Vương',
  'Nguyễn Thị Lưu',
  'Xương Giang',
  'Thân Nhân Trung',
  'Hoàng Văn Thụ',
  'Nguyễn Công Hãng',
  'Lý Thái Tổ',
]
const hamlets = [
  'Thôn Đông',
  'Thôn Tân Thành',
  'Thôn Hạ',
  'Thôn Trung',
  'Thôn Ao Giời',
  'Thôn Bãi Cả',
  'Tổ dân phố số 3',
  'Tổ dân phố Vĩnh Ninh',
  'Thôn Yên Khê',
]
const workplaces = [
  'Khu công nghiệp Đình Trám',
  'Khu công nghiệp Quang Châu',
  'Công ty may Bắc Giang',
  'Trường Tiểu học Lê Lợi',
  'Trường THPT Ngô Sĩ Liên',
  'Chợ Thương',
  'Hợp tác xã vải thiều',
  'Ủy ban nhân dân phường',
]
const mobile_heads = ['032', '035', '038', '070', '077', '081', '085', '090', '091', '096', '097', '098']
const ethnicities = [
  ['01', 'Kinh', 86],
  ['07', 'Nùng', 5],
  ['02', 'Tày', 4],
  ['18', 'Sán Dìu', 2],
  ['15', 'Sán Chay', 2],
  ['04', 'Hoa', 1],
  ['09', 'Dao', 1],
] as const
/** Old province numbers inside the 12 digits: they stay after the merger. */
const birth_provinces = [
  ['024', 80],
  ['027', 7],
  ['019', 4],
  ['020', 4],
  ['001', 3],
  ['034', 2],
] as const

export type Gender = 'male' | 'female'
export type Person = Registration & { gender: Gender | 'unknown' }

export const make_name = (
  random: Random,
  gender: Gender,
  family = random.weighted(families.map(([name, weight]) => [name, weight] as const)),
): string =>
  [
    family,
    random.pick(middles[gender]),
    ...(random.chance(gender === 'female' ? 0.25 : 0.12) ? [random.pick(givens[gender])] : []),
    random.pick(givens[gender]),
  ].join(' ')

/** 3 digits of the province of birth, century and sex, two of the year, six by chance (NĐ 137/2015 Điều 13). */
export const make_cccd = (random: Random, gender: Gender, birth_year: number): string =>
  random.weighted(birth_provinces) +
  String((Math.floor(birth_year / 100) - 19) * 2 + (gender === 'female' ? 1 : 0)) +
  String(birth_year % 100).padStart(2, '0') +
  random.digits(6)

const make_phone = (random: Random): string => random.pick(mobile_heads) + random.digits(7)

const occupation_of = (random: Random, age: number): { code: string; display: string } => {
  if (age < 6) return { code: '01', display: 'Trẻ dưới 6 tuổi đi học, dưới 15 tuổi không đi học' }
  if (age < 19) return { code: '02', display: 'Sinh viên, học sinh' }
  if (age > 60 && random.chance(0.7)) return { code: '03', display: 'Hưu và trên 60 tuổi' }
  return random.weighted([
    [{ code: '05', display: 'Nông dân' }, 38],
    [{ code: '04', display: 'Công nhân' }, 30],
    [{ code: '10', display: 'Dịch vụ' }, 18],
    [{ code: '08', display: 'Hành chính, sự nghiệp' }, 8],
    [{ code: '07', display: 'Trí thức' }, 4],
    [{ code: '09', display: 'Y tế' }, 2],
  ])
}

const card_category = (age: number, occupation: string): [string, string] => {
  if (age < 6) return ['TE', '1']
  if (occupation === '02') return ['HS', '4']
  if (occupation === '03') return ['HT', '3']
  if (occupation === '04' || occupation === '10') return ['DN', '4']
  if (occupation === '08' || occupation === '07' || occupation === '09') return ['HC', '4']
  return ['GD', '4']
}

/** The card in its three shapes: 15 characters, 10 digits, or (from 15/8/2025) the 12-digit ID itself. */
const make_card = (
  random: Random,
  age: number,
  occupation: string,
  cccd: string | undefined,
  today: string,
  facility: string,
) => {
  const [category, benefit] = card_category(age, occupation)
  const percent = { '1': 100, '3': 95, '4': 80 }[benefit] ?? 80
  const shape = random.weighted([
    ['card', 45],
    ['insurance', 25],
    ['citizen', cccd ? 30 : 0],
  ] as const)
  const number =
    shape === 'citizen' && cccd
      ? cccd
      : shape === 'insurance'
        ? `24${random.digits(8)}`
        : `${category}${benefit}24${`24${random.digits(8)}`}`
  const year = today.slice(0, 4)
  return { number, from: `${year}-01-01`, to: `${year}-12-31`, facility, benefit_percent: percent }
}

const make_address = (random: Random, is_far: boolean): NonNullable<Registration['address']> => {
  const line = `Số ${random.int(1, 380)}${random.chance(0.4) ? ` đường ${random.pick(streets)}` : ''}`
  const hamlet = random.pick(hamlets)
  if (is_far) {
    const [code, display] = random.pick(far_provinces)
    return {
      line,
      hamlet,
      ward: { code: `${code}${random.int(100, 999)}`, display: random.pick(far_wards) },
      province: { code, display },
    }
  }
  if (random.chance(0.12)) {
    const [ward, district] = random.pick(old_places)
    return {
      hamlet,
      ward: { code: `072${random.int(10, 99)}`, display: ward },
      district,
      province: { code: '24', display: 'Tỉnh Bắc Giang' },
    }
  }
  const [code, display] = random.weighted(wards.map(([ward, name, weight]) => [[ward, name] as const, weight] as const))
  return { line, hamlet, ward: { code, display }, province: { code: '24', display: 'Tỉnh Bắc Ninh' } }
}

const years_ago = (today: string, years: number): string => shift_days(today.slice(0, 10), -Math.round(years * 365.25))

const identity_of = (
  random: Random,
  gender: Gender,
  birth: string,
  age: number,
): Pick<Registration, 'identity' | 'reason_without_id'> => {
  const roll = random.next()
  if (roll < 0.03 && age >= 18) return { identity: { kind: 'passport', value: `C${random.digits(7)}` } }
  if (roll < 0.05 && age >= 60) return { identity: { kind: 'cmnd', value: `12${random.digits(7)}` } }
  if (roll > (age < 6 ? 0.7 : 0.97)) return { identity: { kind: 'none', value: '' }, reason_without_id: 'other' }
  return { identity: { kind: 'cccd', value: make_cccd(random, gender, Number(birth.slice(0, 4))) } }
}

export type PersonWish = { gender: Gender; age: [number, number]; today: string; facility: string; far?: boolean }

/** A synthetic person; age in years on `today`, both ends included. */
export const make_person = (random: Random, wish: PersonWish): Person => {
  const { gender } = wish
  const age = wish.age[0] + random.next() * (wish.age[1] - wish.age[0])
  const full = years_ago(wish.today, age)
  const birth_date = age > 50 && random.chance(0.09) ? full.slice(0, 4) : full
  const { identity, reason_without_id } = identity_of(random, gender, birth_date, age)
  const occupation = occupation_of(random, age)
  const [code, display] = random.weighted(
    ethnicities.map(([one, name, weight]) => [[one, name] as const, weight] as const),
  )
  const insured = random.chance(age < 6 || age > 60 ? 0.97 : 0.88)
  const address = make_address(random, wish.far ?? false)
  const kin = make_name(random, random.chance(0.5) ? 'male' : 'female')
  return {
    name: make_name(random, gender),
    gender,
    birth_date,
    identity,
    ...(reason_without_id ? { reason_without_id } : {}),
    ...(insured
      ? {
          insurance: make_card(
            random,
            age,
            occupation.code,
            identity.kind === 'cccd' ? identity.value : undefined,
            wish.today,
            wish.facility,
          ),
        }
      : {}),
    ...(age >= 14 && random.chance(0.85) ? { phone: make_phone(random) } : {}),
    ethnicity: { code, display },
    occupation,
    nationality: { code: 'VN', display: 'Việt Nam' },
    address,
    ...(age > 18 && age < 60 && random.chance(0.35) ? { workplace: random.pick(workplaces) } : {}),
    contact: {
      name: kin,
      phone: make_phone(random),
      address: [address.hamlet, address.ward?.display, address.province?.display].filter(Boolean).join(', '),
      relationship: age < 16 ? 'Bố/mẹ' : random.pick(['Vợ/chồng', 'Con', 'Anh/chị/em']),
    },
  }
}

/** A child of the ward's own: no paper, tied to the mother, told apart by sex and order. */
export const make_newborn = (random: Random, mother: { id: string; person: Person }, birth_date: string): Person => {
  const gender: Gender = random.chance(0.51) ? 'male' : 'female'
  return {
    name: `Con Bà ${mother.person.name}`,
    gender,
    birth_date,
    identity: { kind: 'none', value: '' },
    reason_without_id: 'newborn',
    mother: mother.id,
    ...(mother.person.ethnicity ? { ethnicity: mother.person.ethnicity } : {}),
    occupation: { code: '01', display: 'Trẻ dưới 6 tuổi đi học, dưới 15 tuổi không đi học' },
    nationality: { code: 'VN', display: 'Việt Nam' },
    ...(mother.person.address ? { address: mother.person.address } : {}),
    contact: {
      name: mother.person.name,
      relationship: 'Mẹ',
      ...(mother.person.phone ? { phone: mother.person.phone } : {}),
    },
  }
}

/** Brought in without a name, paper or kin. */
export const make_unknown = (): Person => ({
  name: 'Nam Giới Chưa Rõ Danh Tính',
  gender: 'male',
  birth_date: '',
  identity: { kind: 'none', value: '' },
  reason_without_id: 'unknown-emergency',
})
