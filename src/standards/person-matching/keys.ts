import { is_placeholder, sounds_of } from './names.ts'
import type { PersonFacts } from './person.ts'

const phones_max = 3
const names_max = 3

type Birth = { year: string; /** Day and month in one order, since they are exchanged. */ day: string | undefined }

/** 01/01 is how programs keep a year that is all they know. */
const read_birth = (birth_date: string | undefined): Birth | undefined => {
  if (birth_date === undefined) return undefined
  const [year = '', month, day] = birth_date.split('-')
  const is_day = month !== undefined && day !== undefined && !birth_date.endsWith('-01-01')
  return { year, day: is_day ? [month, day].toSorted().join('') : undefined }
}

const name_keys = (name: string, { year, day }: Birth): string[] => {
  const sounds = sounds_of(name)
  const whole = sounds.toSorted().join(' ')
  const keys = [`n ${whole} ${year}`]
  if (day === undefined) return keys
  const initials = sounds
    .map((sound) => sound[0] ?? '')
    .toSorted()
    .join('')
  return [...keys, `g ${sounds.at(-1)} ${year}${day}`, `i ${initials} ${year}${day}`, `d ${whole} ${day}`]
}

const years_beside = (birth: Birth): Birth[] =>
  [-1, 1].map((step) => ({ year: String(Number(birth.year) + step), day: undefined }))

/**
 * Short texts of which two records of one person have one in common in spite of one or two errors, and few strangers
 * have any: whole name with year (days wrong or unknown), last name with day of birth (other words wrong), first letters with
 * day of birth (slips), whole name with day and month (year wrong), phone, name of the next of kin with the year (children
 * without a name or paper). An index of them answers in a time that does not grow with the number of people, where the
 * words of `probes_of` are held by thousands. Names as they sound, in any order.
 * @param asks of who is looked for: where only the year is known, also for those beside it (tuổi mụ)
 */
export const blocking_keys = (facts: PersonFacts, asks = false): string[] => {
  const birth = read_birth(facts.birth_date)
  const keys = facts.phones.slice(0, phones_max).map((phone) => `p ${phone}`)
  if (!birth) return [...new Set(keys)]
  for (const name of facts.names.filter((one) => !is_placeholder(one)).slice(0, names_max)) {
    keys.push(...name_keys(name, birth))
    // Where the day is known the key of the day finds the year beside, among far fewer.
    if (asks && birth.day === undefined) keys.push(...years_beside(birth).flatMap((beside) => name_keys(name, beside)))
  }
  for (const kin of facts.kin) {
    const key = `k ${sounds_of(kin).toSorted().join(' ')} ${birth.year}`
    keys.push(key, ...(birth.day === undefined ? [] : [`${key}${birth.day}`]))
  }
  return [...new Set(keys)]
}
