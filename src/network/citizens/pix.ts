import { fail, type IssueCode } from '../../base/outcome/index.ts'
import { find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { read_parameters, type Operation, type OperationAnswer } from '../../platform/records/index.ts'
import { object_of, text_of } from '../../standards/fhir/index.ts'
import { find_by_numbers, whole_of, type Citizen } from './citizen.ts'
import { domain_of, facility_of_domain, index_of, is_national } from './domains.ts'
import { fhir_identifier, may_tell } from './patient.ts'
import { follow_merges, read_rows } from './rows.ts'
import type { Identity } from './told.ts'
import { note } from './write.ts'

type Asked = { source: Identity; targets: string[] }

const read_token = (text: string): Identity => {
  const at = text.indexOf('|')
  if (at < 1 || at === text.length - 1) throw fail.invalid('sourceIdentifier phải có dạng hệ mã|số', 'sourceIdentifier')
  return { system: text.slice(0, at), value: text.slice(at + 1) }
}

const asked_in_body = (body: unknown): Asked => {
  const given = read_parameters(body, ['sourceIdentifier', 'targetSystem', '_format'])
  const part = given.one('sourceIdentifier')
  const whole = object_of(part?.['valueIdentifier'])
  const text = whole
    ? `${text_of(whole['system']) ?? ''}|${text_of(whole['value']) ?? ''}`
    : given.text('sourceIdentifier')
  const targets = given.all('targetSystem').flatMap((one) => text_of(one['valueUri'] ?? one['valueString']) ?? [])
  return { source: read_token(text ?? ''), targets }
}

const asked_in_query = (query: URLSearchParams): Asked => {
  for (const name of query.keys())
    if (!['sourceIdentifier', 'targetSystem', '_format'].includes(name)) throw fail.unsupported_parameter(name)
  const sources = query.getAll('sourceIdentifier')
  if (sources.length !== 1) throw fail.invalid('Cần đúng một sourceIdentifier', 'sourceIdentifier')
  return { source: read_token(sources[0] ?? ''), targets: query.getAll('targetSystem').filter(Boolean) }
}

/** A refusal in the words PIXm 2:3.83.4.2.2 fixes for programs, beside the sentence for people. */
const refuse = (status: number, code: IssueCode, diagnostics: string, message: string): OperationAnswer => ({
  status,
  text: JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text: message }, diagnostics }],
  }),
})

const refusals = {
  source_domain: refuse(
    400,
    'code-invalid',
    'sourceIdentifier Assigning Authority not found',
    'Hệ mã của số đã cho không có trong danh bạ',
  ),
  target_domain: refuse(403, 'code-invalid', 'targetSystem not found', 'Hệ mã muốn nhận không có trong danh bạ'),
  source: refuse(
    404,
    'not-found',
    'sourceIdentifier Patient Identifier not found',
    'Không có người nào mang số này trong danh bạ',
  ),
}

/** National systems, the directory itself, and the codes of facilities that are in the hub's directory. */
const unknown_domains = async (sql: Sql, base: string, systems: string[]): Promise<string[]> => {
  const asked = systems.filter((system) => !is_national(system) && system !== base)
  const codes = asked.flatMap((system) => facility_of_domain(system) ?? [])
  const known = new Set((await Promise.all(codes.map((code) => find_facility(sql, code)))).map((one) => one?.code))
  return asked.filter((system) => !known.has(facility_of_domain(system)) || facility_of_domain(system) === undefined)
}

const find_source = async (sql: Sql, base: string, source: Identity): Promise<Citizen | undefined> => {
  if (source.system !== base) {
    const [row] = await find_by_numbers(sql, [source])
    return row && whole_of(sql, row)
  }
  const rows = await read_rows(sql, [source.value.replace(/^Patient\//, '')])
  const row = [...(await follow_merges(sql, rows)).values()][0]
  return row && whole_of(sql, row)
}

/**
 * What belongs to the same person: without targetSystem the national numbers and the asker's own codes; a code of another
 * facility where its system is named. The number asked by is left out.
 */
const numbers_of = (
  person: Citizen,
  caller: Caller,
  base: string,
  { source, targets }: Asked,
): Record<string, unknown>[] => {
  const wanted = new Set(targets)
  const same = index_of(source.system, source.value)
  const is_source = (one: Identity): boolean => {
    const { system, value } = index_of(one.system, one.value)
    return system === same.system && value === same.value
  }
  const disclosure = { facility: caller.facility, is_identified: true, domains: wanted }
  const numbers = person.identifiers
    .filter((one) => may_tell(one, disclosure) && (targets.length === 0 || wanted.has(one.system)) && !is_source(one))
    .map((one) => ({ name: 'targetIdentifier', valueIdentifier: fhir_identifier(one) }))
  const shows_id = targets.length === 0 || wanted.has(base)
  const ids = shows_id ? [{ name: 'targetId', valueReference: { reference: `Patient/${person.id}` } }] : []
  return [...numbers, ...ids]
}

type Found = { person?: Citizen; answer: OperationAnswer }

const find = async (sql: Sql, caller: Caller, base: string, asked: Asked): Promise<Found> => {
  if ((await unknown_domains(sql, base, [asked.source.system])).length > 0) return { answer: refusals.source_domain }
  if ((await unknown_domains(sql, base, asked.targets)).length > 0) return { answer: refusals.target_domain }
  const person = await find_source(sql, base, asked.source)
  if (!person) return { answer: refusals.source }
  const parameter = numbers_of(person, caller, base, asked)
  const list = parameter.length > 0 ? { parameter } : {}
  return { person, answer: { text: JSON.stringify({ resourceType: 'Parameters', ...list }) } }
}

/** Patient/$ihe-pix (PIXm ITI-83): from one number of a person to her others. */
export const pix_operation = (database: Database): Operation => ({
  name: '$ihe-pix',
  definition: 'https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix',
  on: ['type'],
  types: ['Patient'],
  needs: () => [{ right: 's', type: 'Patient' }],
  async run({ caller, base, query, body }) {
    const given = body === undefined ? asked_in_query(query) : asked_in_body(body)
    const own = (system: string): string => domain_of(system, caller.facility)
    const asked = { source: { ...given.source, system: own(given.source.system) }, targets: given.targets.map(own) }
    return database.read_facility(caller.facility, async (sql) => {
      const { person, answer } = await find(sql, caller, base, asked)
      const act = { action: 'E', interaction: '$ihe-pix', ref: `Patient/$ihe-pix?${asked.source.system}` } as const
      await note(sql, caller, { ...act, patient: person?.id, detail: asked.targets.join(' ') })
      return answer
    })
  },
})
