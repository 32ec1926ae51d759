import { fail } from '../../base/outcome/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { check_resource, read_parameters, type Operation } from '../../platform/records/index.ts'
import { extension_url, is_object } from '../../standards/fhir/index.ts'
import type { Comparison } from '../../standards/person-matching/index.ts'
import { facts_of, keys_of } from './body.ts'
import { find_by_numbers, whole_of, type Citizen } from './citizen.ts'
import { compare_told } from './decide.ts'
import { to_patient, told_by_patient } from './patient.ts'
import { find_near, follow_merges } from './rows.ts'
import { tidy_told, type Told } from './told.ts'
import { note } from './write.ts'

const count_default = 10
const count_max = 20

export type Match = { person: Citizen; comparison: Comparison }

type Asked = { told: Told; count: number; only_certain: boolean }

const read_asked = (body: unknown, facility: string): Asked => {
  const is_alone = is_object(body) && body['resourceType'] === 'Patient'
  const given = is_alone ? undefined : read_parameters(body, ['resource', 'count', 'onlyCertainMatches'])
  const patient: unknown = is_alone ? body : given?.one('resource')?.['resource']
  if (!is_object(patient) || patient['resourceType'] !== 'Patient')
    throw fail.invalid('Thiếu người cần tìm (tham số resource, loại Patient)', 'resource')
  const count = given?.one('count')?.['valueInteger'] ?? count_default
  if (typeof count !== 'number' || count < 1) throw fail.invalid('“count” phải là số nguyên từ 1', 'count')
  const { told } = tidy_told(told_by_patient(check_resource(patient)), facility)
  if (told.identifiers.length === 0 && told.birth_date === undefined)
    throw fail.rule('Tìm theo họ tên phải kèm ngày sinh (birthDate), hoặc có số giấy tờ', 'Patient.birthDate')
  return { told, count: Math.min(count, count_max), only_certain: given?.boolean('onlyCertainMatches') ?? false }
}

/** Who may be the person told of, the likeliest first. */
export const match_persons = async (sql: Sql, told: Told): Promise<Match[]> => {
  const rows = [...(await find_by_numbers(sql, told.identifiers)), ...(await find_near(sql, keys_of(told, true)))]
  const facts = facts_of(told)
  const alike = rows
    .map((row) => ({ row, comparison: compare_told(facts, row.body) }))
    .filter(({ comparison }) => comparison.grade !== 'certainly-not')
    .toSorted((a, b) => b.comparison.score - a.comparison.score)
    .slice(0, 2 * count_max)
  const standing = await follow_merges(
    sql,
    alike.map(({ row }) => row),
  )
  const once = new Map<string, Match>()
  for (const { row, comparison } of alike) {
    const survivor = standing.get(row.id) ?? row
    if (!once.has(survivor.id)) once.set(survivor.id, { person: await whole_of(sql, survivor), comparison })
  }
  return [...once.values()]
}

/** A mere possibility may be her twin: his numbers are not told. */
const entry_of = (base: string, facility: string, { person, comparison }: Match): Record<string, unknown> => ({
  fullUrl: `${base}/Patient/${person.id}`,
  resource: to_patient(person, { facility, is_identified: comparison.grade !== 'possible' }),
  search: {
    extension: [
      { url: extension_url.match_grade, valueCode: comparison.grade },
      { url: extension_url.match_reasons, valueString: comparison.reasons.map(({ says }) => says).join('; ') },
    ],
    mode: 'match',
    score: Number(comparison.score.toFixed(4)),
  },
})

/** Patient/$match (ITI-119) over the persons of all members. With onlyCertainMatches the one that is certain, or nobody. */
export const match_operation = (database: Database): Operation => ({
  name: '$match',
  definition: 'https://profiles.ihe.net/ITI/PDQm/OperationDefinition/PDQmMatch',
  on: ['type'],
  types: ['Patient'],
  needs: () => [{ right: 's', type: 'Patient' }],
  async run({ caller, base, body }) {
    const { told, count, only_certain } = read_asked(body, caller.facility)
    return database.read_facility(caller.facility, async (sql) => {
      const found = await match_persons(sql, told)
      const certain = found.filter(({ comparison }) => comparison.grade === 'certain')
      const shown = (only_certain ? (certain.length === 1 ? certain : []) : found).slice(0, count)
      const detail = shown.map(({ person }) => `Patient/${person.id}`).join(' ')
      await note(sql, caller, {
        action: 'E',
        interaction: '$match',
        ref: 'Patient/$match',
        patient: shown[0]?.person.id,
        detail,
      })
      const entry = shown.map((one) => entry_of(base, caller.facility, one))
      const list = entry.length > 0 ? { entry } : {}
      return { text: JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, ...list }) }
    })
  },
})
