import { shift_days } from '../../src/base/time/index.ts'
import { make_phone } from '../../demo/numbers.ts'
import type { Random } from '../../demo/random.ts'
import { register_again } from '../matching/errors.ts'
import { make_person_name, pick_family } from '../matching/names.ts'
import { make_population, type Someone } from '../matching/population.ts'
import { as_typed } from './key-strokes.ts'

/** Shares of a province's registrations that households and clerks' errors of bench/matching do not have yet. */
export const shares = {
  newborn: 0.01,
  foreigner: 0.005,
  /** Of sons: named as the father is, as registered in the mountains. */
  father_name: 0.01,
  /** Of second registrations: keys that nothing made letters of, in one word or all. */
  key_strokes: 0.015,
  /** Of women told of again: at the parents' house. */
  maiden_address: 0.04,
} as const

const today = '2026-11-20'
const foreign_families =
  'Smith Johnson Müller Dupont Kim Lee Park Tanaka Sato Ivanov Rossi Garcia Silva Singh Khan Wang Zhang Chen'.split(' ')
const foreign_givens =
  'John Michael David Anna Maria Peter Thomas Laura Min-jun Ji-woo Haruto Yui Olga Marco Lucia Raj Wei Mei'.split(' ')

const make_foreigner = (random: Random, who: number): Someone => ({
  who,
  age: 40,
  names: [
    [
      random.pick(foreign_families),
      ...(random.chance(0.5) ? [random.pick(foreign_givens)] : []),
      random.pick(foreign_givens),
    ].join(' '),
  ],
  birth_date: shift_days(today, -random.int(20 * 365, 70 * 365)),
  gender: random.chance(0.5) ? 'male' : 'female',
  numbers: [{ kind: 'passport', value: `${random.pick([...'ABCEKLMNP'])}${random.digits(8)}` }],
  phones: random.chance(0.8) ? [make_phone(random)] : [],
  kin: [],
})

/** Named after the mother, whose phone and house it has. A third has its number from the first day on. */
const make_newborn = (random: Random, who: number, mother: Someone): Someone => {
  const gender = random.chance(0.51) ? 'male' : 'female'
  return {
    ...{
      who,
      age: 0,
      gender,
      names: [`Con bà ${mother.names[0]}`],
      phones: mother.phones,
      kin: [mother.names[0] ?? ''],
    },
    birth_date: shift_days(today, -random.int(0, 180)),
    numbers: random.chance(0.33)
      ? [{ kind: 'cccd', value: `024${gender === 'male' ? 2 : 3}26${random.digits(6)}` }]
      : [],
    ...(mother.address ? { address: mother.address } : {}),
  }
}

const is_child_of = (child: Someone, father: Someone): boolean =>
  child.address === father.address && child.gender === 'male' && child.age < father.age - 15

const name_sons = (random: Random, people: Someone[]): void => {
  for (const [at, son] of people.entries())
    for (const father of people.slice(Math.max(0, at - 3), at))
      if (father.gender === 'male' && is_child_of(son, father) && random.chance(shares.father_name))
        son.names = [...father.names]
}

export const make_province = (random: Random, count: number): Someone[] => {
  const newborns = Math.round(count * shares.newborn)
  const foreigners = Math.round(count * shares.foreigner)
  const people = make_population(random, count - newborns - foreigners)
  name_sons(random, people)
  const mothers = people.filter(({ gender, age }) => gender === 'female' && age >= 18 && age <= 45)
  for (let i = 0; i < newborns; i += 1) people.push(make_newborn(random, people.length, random.pick(mothers)))
  for (let i = 0; i < foreigners; i += 1) people.push(make_foreigner(random, people.length))
  return people
}

const is_nameless = (one: Someone): boolean => one.names[0]?.startsWith('Con bà') ?? false

/** By its second visit most newborns have a name, half of them a number. */
const name_newborn = (random: Random, one: Someone): Someone => {
  const given = make_person_name(random, one.gender ?? 'female', pick_family(random))
  return random.chance(0.4) ? one : { ...one, names: [given] }
}

/** A second registration of somebody, elsewhere and by another clerk. @param other whose number may be typed instead */
export const tell_again = (random: Random, one: Someone, other: Someone): Someone => {
  const again = register_again(random, is_nameless(one) ? name_newborn(random, one) : one, other)
  const name = again.names[0] ?? ''
  if (random.chance(shares.key_strokes)) {
    const only = random.chance(0.5) ? random.int(0, name.split(' ').length - 1) : undefined
    again.names = [as_typed(name, random.chance(0.7), only)]
  }
  if (again.gender === 'female' && again.age > 18 && random.chance(shares.maiden_address) && other.address)
    again.address = other.address
  return again
}
