import { fold, initials } from '../../base/text/index.ts'
import { is_placeholder } from './names.ts'
import type { PersonFacts } from './person.ts'
import { initials_heard } from './sounds.ts'

/**
 * A question to an index of words: each group must have one of its words in the record. The words are those of the one
 * search field: words of the name without marks, initials, year of birth, numbers, phones.
 */
export type Probe = { why: string; groups: string[][] }

const initials_max = 12

/** The year, and those it is mistaken for: the years beside it, a figure turned round. */
const years_near = (year: string): string[] => {
  const number = Number(year)
  const turned = `${year.slice(0, 2)}${year[3] ?? ''}${year[2] ?? ''}`
  return [...new Set([year, String(number - 1), String(number + 1), turned, String(number - 10), String(number + 10)])]
}

/** Every row of first letters the name may be heard by. */
const initials_near = (words: string[]): string[] => {
  let rows = ['']
  for (const word of words) {
    const letters = initials_heard(word)
    rows = rows.flatMap((row) => letters.map((letter) => row + letter)).slice(0, initials_max)
  }
  return rows
}

const name_probes = (name: string, year: string | undefined): Probe[] => {
  const words = fold(name)
    .split(/[\s.,'’-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const [family, given] = [words[0], words.at(-1)]
  if (!family || !given) return []
  const whole = words.map((word) => [word])
  if (year === undefined) return [{ why: 'họ tên', groups: whole }]
  const when = [[year]]
  const several = words.length > 1
  return [
    { why: 'chữ cái đầu và năm sinh', groups: [initials_near(words), ...when] },
    { why: 'họ tên và năm gần', groups: [...whole, years_near(year)] },
    ...(several ? [{ why: 'họ, tên và năm sinh', groups: [[family], [given], ...when] }] : []),
    ...(words.length > 2
      ? [
          { why: 'đệm, tên và năm sinh', groups: [...whole.slice(1), ...when] },
          { why: 'họ tên', groups: whole },
        ]
      : []),
  ]
}

const number_words = (facts: PersonFacts): string[] => [
  ...new Set(
    facts.numbers.flatMap(({ kind, value }) => {
      const word = fold(kind === 'other' ? value.slice(value.indexOf('|') + 1) : value).replace(/[\s.-]/g, '')
      // The ten digits of the insurance number may stand alone on the other record.
      return kind === 'bhyt' && /^[a-z]{2}\d{13}$/.test(word) ? [word, word.slice(5)] : [word]
    }),
  ),
]

/** A handful of questions that together find the person in spite of one or two errors. The surest first. */
export const probes_of = (facts: PersonFacts): Probe[] => {
  const numbers = number_words(facts)
  const name = facts.names.find((one) => !is_placeholder(one)) ?? facts.names[0]
  return [
    ...(numbers.length > 0 ? [{ why: 'số giấy tờ', groups: [numbers] }] : []),
    ...(facts.phones.length > 0 ? [{ why: 'điện thoại', groups: [facts.phones] }] : []),
    ...(name ? name_probes(name, facts.birth_date?.slice(0, 4)) : []),
  ]
}

/** What a record answers a probe with, for an index that does not have the search field's words yet. */
export const words_of_facts = (facts: PersonFacts): string[] => {
  const words = new Set([...number_words(facts), ...facts.phones])
  for (const name of facts.names) {
    for (const word of fold(name).split(' ')) words.add(word)
    words.add(initials(name))
  }
  if (facts.birth_date) words.add(facts.birth_date.slice(0, 4))
  return [...words]
}
