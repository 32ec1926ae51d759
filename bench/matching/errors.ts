import { fold } from '../../src/base/text/index.ts'
import { is_real_date } from '../../src/base/time/index.ts'
import { make_phone } from '../../demo/numbers.ts'
import type { Random } from '../../demo/random.ts'
import type { PersonAddress, PersonNumber } from '../../src/standards/person-matching/index.ts'
import { make_person_name } from './names.ts'
import type { Someone } from './population.ts'

/** Shares of second registrations with each kind of error; several may meet in one record. */
export const error_shares = {
  name_without_marks: 0.12,
  name_mark_wrong: 0.04,
  name_by_ear: 0.05,
  name_slip: 0.06,
  name_middle_left_out: 0.05,
  name_order: 0.015,
  name_middle_initial: 0.01,
  birth_year_only: 0.06,
  birth_exchanged: 0.03,
  birth_slip: 0.03,
  birth_year_beside: 0.02,
  birth_missing: 0.005,
  gender_wrong: 0.008,
  phone_other: 0.25,
  phone_missing: 0.15,
  moved: 0.12,
  ward_of_before_2025: 0.12,
  hamlet_left_out: 0.25,
  line_left_out: 0.35,
  kin_other: 0.3,
  kin_left_out: 0.25,
  number_left_out: 0.06,
  number_slip: 0.012,
  number_of_another: 0.003,
  card_other_shape: 0.3,
} as const

const by_ear: [RegExp, string][] = [
  [/^Tr/, 'Ch'],
  [/^Ch/, 'Tr'],
  [/^S/, 'X'],
  [/^X/, 'S'],
  [/^L/, 'N'],
  [/^N(?!g|h)/, 'L'],
  [/^D/, 'Gi'],
  [/^Gi/, 'D'],
  [/^R/, 'D'],
  [/ý$/, 'í'],
  [/ỳ$/, 'ì'],
  [/y$/, 'i'],
]
const marks = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const letters = 'aeiounhgtcm'

const change_word = (random: Random, name: string, change: (word: string) => string): string => {
  const words = name.split(' ')
  const at = random.chance(0.6) ? words.length - 1 : random.int(0, words.length - 1)
  return words.map((word, i) => (i === at ? change(word) : word)).join(' ')
}

const other_mark = (random: Random, word: string): string => {
  const bare = word.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
  return bare.replace(/([aeiouyăâêôơư]\p{M}*)(?!.*[aeiouyăâêôơư])/iu, `$1${random.pick(marks)}`).normalize('NFC')
}

const slip = (random: Random, word: string): string => {
  if (word.length < 2) return word
  const at = random.int(1, word.length - 1)
  const [head, letter, tail] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
  return random.pick([
    head + tail,
    head + letter + letter + tail,
    head + random.pick([...letters]) + tail,
    head.slice(0, -1) + letter + head.slice(-1) + tail,
  ])
}

const figure_slip = (random: Random, text: string, from = 0): string => {
  const at = random.int(from, text.length - 2)
  if (random.chance(0.4)) return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
  return text.slice(0, at) + String(random.int(0, 9)) + text.slice(at + 1)
}

type Chance = (share: keyof typeof error_shares) => boolean

const change_name = (random: Random, given: string, chance: Chance): string => {
  let name = given
  const words = (): string[] => name.split(' ')
  if (chance('name_mark_wrong')) name = change_word(random, name, (word) => other_mark(random, word))
  if (chance('name_by_ear'))
    name = change_word(random, name, (word) => {
      const rule = by_ear.find(([from]) => from.test(word))
      return rule ? word.replace(rule[0], rule[1]) : word
    })
  if (chance('name_slip')) name = change_word(random, name, (word) => slip(random, word))
  if (chance('name_middle_left_out') && words().length > 2) name = [words()[0], words().at(-1)].join(' ')
  if (chance('name_middle_initial') && words().length > 2)
    name = words()
      .map((word, i, all) => (i === 0 || i === all.length - 1 ? word : (word[0] ?? '')))
      .join(' ')
  if (chance('name_order')) name = [words().at(-1), ...words().slice(0, -1)].join(' ')
  return chance('name_without_marks') ? fold(name).toUpperCase() : name
}

const change_birth = (random: Random, birth: string | undefined, chance: Chance): string | undefined => {
  if (birth === undefined || chance('birth_missing')) return undefined
  const [year, month, day] = birth.split('-')
  if (month === undefined || day === undefined) return birth
  if (chance('birth_year_only')) return year
  if (chance('birth_exchanged') && Number(day) <= 12) return `${year}-${day}-${month}`
  if (chance('birth_year_beside')) return `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${day}`
  if (!chance('birth_slip')) return birth
  const wrong = figure_slip(random, birth, 2)
  const [y, m, d] = wrong.split('-').map(Number)
  return /^\d{4}-\d\d-\d\d$/.test(wrong) && is_real_date(y ?? 0, m ?? 0, d ?? 0) ? wrong : birth
}

const change_address = (
  random: Random,
  address: PersonAddress | undefined,
  chance: Chance,
): PersonAddress | undefined => {
  if (!address) return undefined
  const next: PersonAddress = chance('moved')
    ? {
        province: '24',
        ward: `07${200 + random.int(1, 30)}`,
        hamlet: `thon ${random.int(1, 12)}`,
        line: `so ${random.int(1, 400)}`,
      }
    : { ...address }
  if (chance('ward_of_before_2025')) Object.assign(next, { ward: `old-${next.ward ?? ''}`, district: 'huyen cu' })
  if (chance('hamlet_left_out')) delete next.hamlet
  if (chance('line_left_out')) delete next.line
  return next
}

const change_numbers = (random: Random, numbers: PersonNumber[], other: Someone, chance: Chance): PersonNumber[] =>
  numbers.flatMap(({ kind, value }): PersonNumber[] => {
    if (chance('number_left_out')) return []
    if (chance('number_of_another')) return other.numbers.filter((one) => one.kind === kind).slice(0, 1)
    const shaped = kind === 'bhyt' && chance('card_other_shape') ? value.slice(5) : value
    return [{ kind, value: chance('number_slip') ? figure_slip(random, shaped, 3) : shaped }]
  })

/** A second registration of somebody, by another clerk on another day. @param other whose number may be typed instead */
export const register_again = (random: Random, one: Someone, other: Someone): Someone => {
  const chance: Chance = (share) => random.chance(error_shares[share])
  const birth = change_birth(random, one.birth_date, chance)
  const address = change_address(random, one.address, chance)
  const gender = chance('gender_wrong') ? (one.gender === 'male' ? 'female' : 'male') : one.gender
  return {
    who: one.who,
    age: one.age,
    names: one.names.map((name) => change_name(random, name, chance)),
    ...(birth ? { birth_date: birth } : {}),
    ...(gender ? { gender } : {}),
    numbers: change_numbers(random, one.numbers, other, chance),
    phones: chance('phone_missing') ? [] : chance('phone_other') ? [make_phone(random)] : one.phones,
    ...(address ? { address } : {}),
    kin: chance('kin_left_out')
      ? []
      : chance('kin_other')
        ? [make_person_name(random, random.chance(0.5) ? 'male' : 'female', one.names[0]?.split(' ')[0] ?? 'Lê')]
        : one.kin,
  }
}

/** As a hospital sees people who show no paper. */
export const without_papers = (one: Someone): Someone => ({ ...one, numbers: [] })
