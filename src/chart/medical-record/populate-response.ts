import { fail, type Issue } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'
import { populate } from './populate.ts'
import { to_response } from './response.ts'
import { load_facts } from './sheet-store.ts'

/** The stay that a form is to be filled for, when only the person is named: the one that is going on. */
export const find_open_stay = async (unit: Unit, patient: string): Promise<string> => {
  const open = await unit.search('Encounter', new URLSearchParams({ patient, status: 'in-progress', _count: '2' }))
  const [only, other] = open.entries
  if (only && !other) return only.id
  const why = only ? 'có nhiều đợt điều trị đang mở' : 'không có đợt điều trị nào đang mở'
  throw fail.value(`Người bệnh ${why}: hãy nói rõ đợt nào bằng context “encounter”`, 'context')
}

/** A box that the store should know and does not is told of; boxes of the hand are not. */
const gaps_of = (form: FormDefinition, filled: ReadonlySet<string>): Issue[] =>
  fields_of(form)
    .filter((field) => field.bind !== undefined && !filled.has(field.id))
    .map((field) => ({
      severity: 'information',
      code: 'informational',
      message: `Mục “${field.label || field.id}”: hệ thống chưa có dữ liệu (${field.bind})`,
      expression: `QuestionnaireResponse.descendants().where(linkId = '${field.id}')`,
    }))

export type Populated = { response: Resource; issues: Issue[] }

/**
 * A form as the store would fill it for a stay, for another program to go on with: nothing is kept.
 * @param patient whose form it is to be; a stay of somebody else is refused
 */
export const populate_response = async (
  unit: Unit,
  form: FormDefinition,
  { patient, encounter }: { patient: string; encounter: string },
): Promise<Populated> => {
  const facts = await load_facts(unit, encounter, form)
  if (facts.stay.patient !== patient)
    throw fail.value(`Đợt điều trị ${encounter} không phải của người bệnh ${patient}`, 'context')
  const answers = populate(form, facts)
  const { actor } = unit.caller
  const {
    id: _id,
    author,
    ...response
  } = to_response(form, answers, {
    ...{ id: '', patient, encounter, author: actor.id, author_name: actor.name },
    ...{ authored: local_time(facts.now), status: 'in-progress' },
  })
  const by = actor.kind === 'user' ? { author } : {}
  return { response: { ...response, ...by }, issues: gaps_of(form, new Set(Object.keys(answers))) }
}
