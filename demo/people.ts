import { shift_days } from '../src/base/time/index.ts'
import type { Registration } from '../src/chart/patients/contract.ts'
import { make_address } from './addresses.ts'
import { make_name, type Gender } from './names.ts'
import { make_card, make_cccd, make_phone } from './numbers.ts'
import type { Random } from './random.ts'

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

const ethnicities = [
  ['01', 'Kinh', 86],
  ['07', 'Nùng', 5],
  ['02', 'Tày', 4],
  ['18', 'Sán Dìu', 2],
  ['15', 'Sán Chay', 2],
  ['04', 'Hoa', 1],
  ['09', 'Dao', 1],
] as const

export type Person = Registration & { gender: Gender | 'unknown' }

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
