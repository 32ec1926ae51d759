import type { Issue } from '../../base/outcome/index.ts'
import { compare_people, type Comparison, type Field, type PersonFacts } from '../../standards/person-matching/index.ts'
import { facts_of, type Body } from './body.ts'
import { rank_of } from './domains.ts'
import type { Holding, Row } from './rows.ts'
import type { Identity, Told } from './told.ts'

/** Among how many people the one is looked for: a province of Hà Nội's size (users.md §F). */
export const population = 5_000_000

/** Somebody to whom a told number leads: the line that has the number, and the one that stands for it now. */
export type Hit = { row: Row; numbers: Identity[]; bodies: Body[]; agrees: boolean; differs: Field[] }

export const compare_told = (told: PersonFacts, body: Body): Comparison =>
  compare_people(told, facts_of(body), { population })

/**
 * Whether what is told can be of this person. Another sex alone, where all else agrees, is a slip; another name, another
 * birth or another CCCD is another person until somebody has looked.
 */
export const judge = (told: PersonFacts, bodies: Body[]): Pick<Hit, 'agrees' | 'differs'> => {
  const compared = bodies.map((body) => compare_told(told, body))
  const best = compared.toSorted((a, b) => a.contradicts.length - b.contradicts.length)[0]
  const differs = best?.contradicts ?? []
  const is_slip = differs.length === 1 && differs[0] === 'gender' && best?.grade === 'certain'
  return { agrees: differs.length === 0 || is_slip, differs }
}

/** Who has the told numbers, the one of the surest number first. @param standing the line that stands for each line */
export const hits_of = (told: Told, holdings: Holding[], standing: ReadonlyMap<string, Row>): Hit[] => {
  const hits = new Map<string, Hit>()
  for (const { row, system, value } of holdings.toSorted((a, b) => rank_of(a.system) - rank_of(b.system))) {
    const survivor = standing.get(row.id) ?? row
    const hit = hits.get(survivor.id) ?? {
      row: survivor,
      numbers: [],
      bodies: [survivor.body],
      agrees: false,
      differs: [],
    }
    hit.numbers.push({ system, value })
    if (row.id !== survivor.id) hit.bodies.push(row.body)
    hits.set(survivor.id, hit)
  }
  const facts = facts_of(told)
  return [...hits.values()].map((hit) => ({ ...hit, ...judge(facts, hit.bodies) }))
}

const field_words: Record<Field, string> = {
  name: 'họ tên khác',
  birth_date: 'ngày sinh khác',
  gender: 'giới tính khác',
  number: 'số định danh khác',
  phone: 'điện thoại khác',
  address: 'địa chỉ khác',
  kin: 'người nhà khác',
  mother: 'mẹ khác',
}

const number_words = (system: string): string =>
  /cccd$/.test(system)
    ? 'Số định danh'
    : /bhyt$/.test(system)
      ? 'Số thẻ BHYT'
      : /passport$/.test(system)
        ? 'Số hộ chiếu'
        : /cmnd$/.test(system)
          ? 'Số CMND'
          : 'Mã người bệnh'

/** Why two records of one number are not one person, for whoever looks and for whoever sent. No number is told. */
export const say_hit = ({ numbers, differs }: Hit): string => {
  const what = [...new Set(numbers.map(({ system }) => number_words(system)))].join(', ')
  const why = differs.length > 0 ? `: ${differs.map((field) => field_words[field]).join(', ')}` : ''
  return `${what} đã thuộc về một người khác trong danh bạ${why}`
}

export const held_issue = (message: string): Issue => ({
  severity: 'warning',
  code: 'conflict',
  message,
  expression: 'identifier',
})

export const gender_issue: Issue = {
  severity: 'warning',
  code: 'business-rule',
  message: 'Giới tính khác với danh bạ; mọi thông tin khác đều khớp. Hãy xem lại giấy tờ',
  expression: 'gender',
}

/** Whoever is written of as alive and is known to have died: the sender looks once more (issue 4, bad input). */
export const death_issue = (deceased: string): Issue => ({
  severity: 'warning',
  code: 'business-rule',
  message: `Người này đã được báo tử${deceased === 'true' ? '' : ` ngày ${deceased.split('-').toReversed().join('/')}`}; hãy xem lại có đúng người không`,
  expression: 'deceased',
})
