import { fail } from '../../base/outcome/index.ts'
import { fold } from '../../base/text/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_by_numbers, get_person, whole_of, type Citizen } from './citizen.ts'
import type { Body } from './body.ts'
import { domain_of, index_of } from './domains.ts'
import { to_patient } from './patient.ts'
import { read_rows, type Row } from './rows.ts'
import {
  answers_max,
  birth_bounds,
  meets_births,
  meets_text,
  read_question,
  type Question,
  type TextTest,
} from './search-query.ts'
import type { Identity } from './told.ts'
import { note } from './write.ts'

const candidates_max = 2_000

const too_many = () =>
  fail.rule(`Quá nhiều người khớp (hơn ${answers_max}); hãy thêm họ tên đủ, ngày sinh đủ ngày hoặc số giấy tờ`, 'name')

const like = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`

/** By day of birth and name: the index gives the day, the name is looked for in what it gives. */
const find_by_birth = async (sql: Sql, { births, texts }: Question): Promise<Row[]> => {
  const { from, to } = birth_bounds(births)
  const names = texts.filter(({ name }) => ['family', 'given', 'name'].includes(name))
  if (from === undefined || to === undefined || names.length === 0)
    throw fail.rule(
      'Danh bạ không cho xem danh sách người: tìm theo họ tên phải kèm ngày sinh (birthdate), hoặc tìm theo số giấy tờ (identifier)',
      'birthdate',
    )
  const patterns = names.flatMap(({ values }) => (values.length === 1 ? [like(fold(values[0] ?? ''))] : []))
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM hub.person WHERE birth_date >= $1 AND birth_date <= $2 AND folded LIKE ALL ($3) AND merged_into IS NULL
     LIMIT ${candidates_max}`,
    [from, to, patterns],
  )
  if (rows.length === candidates_max) throw too_many()
  return read_rows(
    sql,
    rows.map(({ id }) => id),
  )
}

const find_candidates = async (sql: Sql, caller: Caller, question: Question): Promise<Row[]> => {
  const [ids, numbers] = [question.ids[0], question.identifiers[0]]
  if (ids) return read_rows(sql, ids)
  if (!numbers) return find_by_birth(sql, question)
  if (numbers.some(({ system }) => system === ''))
    throw fail.invalid('Hãy ghi rõ hệ mã: identifier=hệ mã|số', 'identifier')
  return find_by_numbers(sql, numbers, caller.facility)
}

const texts_of = ({ city, state, names }: Body, name: TextTest['name']): string[] => {
  if (name === 'address-city') return city ? [city] : []
  if (name === 'address-state') return state ? [state] : []
  return names.flatMap((text) => {
    const words = text.split(' ')
    // A given name is asked for by any of its words, or whole: "Thị Hương", "Hương".
    const given = [words.slice(1).join(' '), ...words.slice(1)]
    return name === 'family' ? words.slice(0, 1) : name === 'given' ? given : [text, ...words]
  })
}

const has_number = (person: Citizen, caller: Caller, wanted: Identity): boolean => {
  const asked = index_of(domain_of(wanted.system, caller.facility), wanted.value)
  return person.identifiers.some((one) => {
    const { system, value } = index_of(one.system, one.value)
    return system === asked.system && value === asked.value
  })
}

/** What the line itself says; its numbers may stand in another line of the same person. */
const meets = ({ id, body, merged_into }: Row, question: Question): boolean =>
  question.ids.every((ids) => ids.includes(id)) &&
  question.texts.every((test) => meets_text(texts_of(body, test.name), test)) &&
  meets_births(body.birth_date, question.births) &&
  question.genders.every((list) => list.includes(body.gender ?? 'unknown')) &&
  question.phones.every((list) => list.some((phone) => body.phones.includes(phone))) &&
  (question.active ?? true) === (merged_into === null)

/** ITI-78: who meets everything that is asked. National numbers only for whoever asked by one that is the person's. */
export const search_citizens = async (
  sql: Sql,
  caller: Caller,
  query: URLSearchParams,
): Promise<Record<string, unknown>[]> => {
  const question = read_question(query)
  const rows = (await find_candidates(sql, caller, question)).filter((row) => meets(row, question))
  const people: Citizen[] = []
  for (const row of rows.slice(0, answers_max)) {
    const person = await whole_of(sql, row)
    if (question.identifiers.every((list) => list.some((one) => has_number(person, caller, one)))) people.push(person)
  }
  // What was typed stays out of the log, where it may be a number; whose data were given away stands in it.
  const names = [...new Set(query.keys())].join('&')
  const shown = rows.length > answers_max ? [] : people
  const detail = shown.map(({ id }) => `Patient/${id}`).join(' ')
  const act = { action: 'E', interaction: 'search-type', ref: `Patient?${names}` } as const
  await note(sql, caller, { ...act, patient: shown[0]?.id, detail })
  if (rows.length > answers_max) throw too_many()
  const is_identified = question.identifiers.length > 0
  const disclosure = { facility: caller.facility, is_identified, domains: question.domains }
  return people.map((person) => to_patient(person, disclosure))
}

/** ITI-78, retrieve: who has the id was told it by a search or by PIX; the numbers are not told again. */
export const read_citizen = async (sql: Sql, caller: Caller, id: string): Promise<Record<string, unknown>> =>
  to_patient(await get_person(sql, caller, id), { facility: caller.facility, is_identified: false })
