import { fail } from '../../../base/outcome/index.ts'
import { extension_url, is_object, type Resource } from '../../../standards/fhir/index.ts'
import { facts_of_patient } from '../../../standards/person-matching/index.ts'
import { check_resource } from '../checks.ts'
import { find_alike, type Alike } from '../find-alike.ts'
import { read_parameters } from './parameters.ts'
import type { Operation } from './operation.ts'

const count_default = 20
const count_max = 100

type Asked = { patient: Resource; count: number; only_certain: boolean }

const read_count = (part: Record<string, unknown> | undefined): number => {
  if (!part) return count_default
  const count = part['valueInteger'] ?? part['valuePositiveInt']
  if (typeof count !== 'number' || count < 1) throw fail.invalid('“count” phải là số nguyên từ 1', 'count')
  return Math.min(count, count_max)
}

/** The person may come in Parameters, or alone ("POST a patient record to Patient/$match"). */
const read_asked = (body: unknown): Asked => {
  const is_alone = is_object(body) && body['resourceType'] === 'Patient'
  const given = is_alone ? undefined : read_parameters(body, ['resource', 'count', 'onlyCertainMatches'])
  const patient: unknown = is_alone ? body : given?.one('resource')?.['resource']
  if (!is_object(patient) || patient['resourceType'] !== 'Patient')
    throw fail.invalid('Thiếu người bệnh cần tìm (tham số resource, loại Patient)', 'resource')
  return {
    patient: check_resource(patient),
    count: read_count(given?.one('count')),
    only_certain: given?.boolean('onlyCertainMatches') ?? false,
  }
}

/** Nobody is found by sex alone: at least a name, a number or a phone must be known. */
const demand_something = (facts: ReturnType<typeof facts_of_patient>): void => {
  if (facts.names.length + facts.numbers.length + facts.phones.length === 0 && !facts.mother)
    throw fail.value('Cần ít nhất họ tên, một số giấy tờ, điện thoại hoặc mẹ để tìm người bệnh', 'Patient')
}

const entry_of = (base: string, { stored, comparison }: Alike): string => {
  const search = {
    extension: [
      { url: extension_url.match_grade, valueCode: comparison.grade },
      { url: extension_url.match_reasons, valueString: comparison.reasons.map(({ says }) => says).join('; ') },
    ],
    mode: 'match',
    score: Number(comparison.score.toFixed(4)),
  }
  const url = JSON.stringify(`${base}/${stored.type}/${stored.id}`)
  return `{"fullUrl":${url},"resource":${stored.body},"search":${JSON.stringify(search)}}`
}

/**
 * Patient/$match (R4 operation-patient-match): who of the facility may be this person, the likeliest first, each with a
 * score of 0–1, a grade, and what speaks for it. With onlyCertainMatches the one that is certain, or nobody.
 */
export const match: Operation = {
  name: '$match',
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-match',
  on: ['type'],
  types: ['Patient'],
  needs: () => [{ right: 's', type: 'Patient' }],
  async run({ store, caller, base, body }) {
    const { patient, count, only_certain } = read_asked(body)
    const facts = facts_of_patient(patient)
    demand_something(facts)
    const act = { interaction: '$match', type: 'Patient', ref: 'Patient/$match', detail: '' }
    return store.look(caller, act, async (sql) => {
      const found = await find_alike(sql, caller.facility, facts)
      const certain = found.filter(({ comparison }) => comparison.grade === 'certain')
      const wanted = only_certain ? (certain.length === 1 ? certain : []) : found
      const shown = wanted.slice(0, count)
      // The log names whose data were given away.
      act.detail = shown.map(({ stored }) => `Patient/${stored.id}`).join(' ')
      const list = shown.length === 0 ? '' : `,"entry":[${shown.map((one) => entry_of(base, one)).join()}]`
      return { text: `{"resourceType":"Bundle","type":"searchset","total":${shown.length}${list}}` }
    })
  },
}
