import { shift_days } from '../../src/base/time/index.ts'
import { make_phone } from '../../demo/numbers.ts'
import type { Random } from '../../demo/random.ts'
import type { PersonAddress, PersonFacts, PersonNumber } from '../../src/standards/person-matching/index.ts'
import { make_person_name, pick_family, type Sex } from './names.ts'

/** A synthetic person with the key of who it really is. */
export type Someone = PersonFacts & { who: number; age: number }

const today = '2026-11-20'
const wards = 30
const hamlets = 12

const make_house = (random: Random): PersonAddress => {
  const province = random.chance(0.9) ? '24' : String(random.int(10, 60))
  return {
    line: `so ${random.int(1, 400)}`,
    hamlet: `thon ${random.int(1, hamlets)}`,
    ward: province === '24' ? `07${200 + random.int(1, wards)}` : `${province}${random.int(100, 300)}`,
    province,
  }
}

const birth_of = (random: Random, age: number): string => {
  const day = shift_days(today, -Math.round(age * 365.25) - random.int(0, 364))
  // Older people were registered by year, and programs write that as the first of January.
  if (age > 55 && random.chance(0.09)) return day.slice(0, 4)
  return age > 55 && random.chance(0.05) ? `${day.slice(0, 4)}-01-01` : day
}

const numbers_of = (random: Random, sex: Sex, birth: string, age: number): PersonNumber[] => {
  const year = Number(birth.slice(0, 4))
  const century = (Math.floor(year / 100) - 19) * 2 + (sex === 'female' ? 1 : 0)
  const place = random.weighted([
    ['024', 80],
    ['027', 7],
    ['019', 4],
    ['001', 9],
  ] as const)
  const cccd = `${place}${century}${String(year % 100).padStart(2, '0')}${random.digits(6)}`
  const insurance = `24${random.digits(8)}`
  return [
    ...(random.chance(age < 6 ? 0.75 : 0.97) ? [{ kind: 'cccd' as const, value: cccd }] : []),
    ...(age > 35 && random.chance(0.25) ? [{ kind: 'cmnd' as const, value: `12${random.digits(7)}` }] : []),
    ...(random.chance(0.92) ? [{ kind: 'bhyt' as const, value: `${age < 6 ? 'TE1' : 'GD4'}24${insurance}` }] : []),
  ]
}

type Wish = {
  who: number
  family: string
  sex: Sex
  age: number
  birth?: string
  house: PersonAddress
  phone: string
  kin: string
}

const make_someone = (random: Random, wish: Wish): Someone => {
  const birth_date = wish.birth ?? birth_of(random, wish.age)
  return {
    who: wish.who,
    age: wish.age,
    names: [make_person_name(random, wish.sex, wish.family)],
    birth_date,
    gender: wish.sex,
    numbers: numbers_of(random, wish.sex, birth_date, wish.age),
    phones: random.chance(0.9) ? [wish.phone] : [],
    address: wish.house,
    kin: random.chance(0.85) ? [wish.kin] : [],
  }
}

/** Two parents, children with the father's name, one phone and one house; sometimes twins, who share a birthday too. */
const make_family = (random: Random, first: number): Someone[] => {
  const house = make_house(random)
  const [phone, phone_2] = [make_phone(random), make_phone(random)]
  const family = pick_family(random)
  const age = random.int(24, 88)
  const kin = (name: string | undefined): string => name ?? ''
  const father = make_someone(random, { who: first, family, sex: 'male', age, house, phone, kin: '' })
  const mother = make_someone(random, {
    ...{ who: first + 1, family: pick_family(random), sex: 'female' as const, house },
    ...{
      age: Math.max(20, age - random.int(-2, 8)),
      phone: random.chance(0.7) ? phone_2 : phone,
      kin: kin(father.names[0]),
    },
  })
  father.kin = [kin(mother.names[0])]
  const people = [father, mother]
  const children = random.int(0, 3)
  for (let i = 0; i < children; i += 1) {
    const child_age = Math.max(0, age - random.int(22, 36))
    const wish = {
      family,
      age: child_age,
      house,
      phone: child_age > 16 ? make_phone(random) : phone,
      kin: kin(mother.names[0]),
    }
    const sex = (): Sex => (random.chance(0.51) ? 'male' : 'female')
    const child = make_someone(random, { ...wish, who: first + people.length, sex: sex() })
    people.push(child)
    if (random.chance(0.012) && child.birth_date)
      people.push(make_someone(random, { ...wish, who: first + people.length, sex: sex(), birth: child.birth_date }))
  }
  return people
}

/** Households until there are as many people. */
export const make_population = (random: Random, count: number): Someone[] => {
  const people: Someone[] = []
  while (people.length < count) people.push(...make_family(random, people.length))
  return people.slice(0, count)
}
