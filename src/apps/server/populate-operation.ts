import { Failure, fail } from '../../base/outcome/index.ts'
import {
  find_open_stay,
  populate_response,
  to_questionnaire,
  type FormDefinition,
  type Forms,
} from '../../chart/medical-record/index.ts'
import { demand } from '../../platform/access/index.ts'
import { operation_outcome } from '../../platform/http/index.ts'
import type { Need, Operation, OperationCall } from '../../platform/records/index.ts'
import { is_object, list_of, object_of, text_of } from '../../standards/fhir/index.ts'

type Given = { name: string; part: Record<string, unknown> }

const known = new Set('identifier canonical questionnaire questionnaireRef subject context local'.split(' '))
const naming = ['identifier', 'canonical', 'questionnaire', 'questionnaireRef']

const wrong = (name: string, message: string): Failure => fail.invalid(`Tham số “${name}”: ${message}`, name)

/** Of the address as texts, of Parameters as they are. */
const read_given = ({ query, body }: Pick<OperationCall, 'query' | 'body'>): Given[] => {
  if (body !== undefined && (!is_object(body) || body['resourceType'] !== 'Parameters'))
    throw fail.invalid('Cần một Parameters', 'resourceType')
  const given = [
    ...[...query]
      .filter(([name]) => name !== '_format')
      .map(([name, value]) => ({ name, part: { valueString: value } })),
    ...list_of(object_of(body)?.['parameter']).map((part) => ({ name: String(part['name']), part })),
  ]
  for (const { name } of given) if (!known.has(name)) throw wrong(name.slice(0, 100), 'không được hỗ trợ')
  return given
}

const text_in = ({ part }: Given): string | undefined =>
  text_of(object_of(part['valueReference'])?.['reference']) ??
  ['valueString', 'valueUri', 'valueCanonical'].map((key) => text_of(part[key])).find((one) => one !== undefined)

const only = (given: Given[], name: string): Given | undefined => {
  const [first, second] = given.filter((one) => one.name === name)
  if (second) throw wrong(name, 'chỉ được có một lần')
  return first
}

const id_in = (type: string, given: Given, name = given.name): string => {
  const id = new RegExp(`^(?:.*/)?${type}/([A-Za-z0-9.-]{1,64})$`).exec(text_in(given) ?? '')?.[1]
  if (id === undefined) throw wrong(name, `cần một tham chiếu ${type}/mã`)
  return id
}

const subject_of = (given: Given[]): string => {
  const subject = only(given, 'subject')
  if (!subject)
    throw new Failure(400, [{ severity: 'error', code: 'required', message: 'Thiếu subject', expression: 'subject' }])
  return id_in('Patient', subject)
}

/** What a launch context of SDC calls by name: only the stay tells us more than the person. */
const encounter_of = (given: Given[]): string | undefined => {
  let found: string | undefined
  for (const context of given.filter((one) => one.name === 'context')) {
    const parts = list_of(context.part['part'])
    if (parts.length === 0 && text_in(context) !== undefined) return id_in('Encounter', context)
    const name = text_of(parts.find((part) => part['name'] === 'name')?.['valueString'])
    const content = parts.find((part) => part['name'] === 'content')
    if (name === 'patient' || name === 'user') continue
    if (name !== 'encounter') throw wrong('context', `không hiểu “${name ?? ''}”, chỉ nhận encounter, patient, user`)
    if (content?.['resource'] !== undefined || !content)
      throw wrong('context', 'content phải là một tham chiếu Encounter/mã')
    found = id_in('Encounter', { name: 'context', part: content })
  }
  return found
}

const by_canonical = (forms: Forms, canonical: string): FormDefinition | undefined => {
  const [url, version] = canonical.split('|')
  return [...forms.values()].find(
    (form) => to_questionnaire(form)['url'] === url && (version === undefined || form.version === version),
  )
}

const by_identifier = (forms: Forms, { part }: Given): FormDefinition | undefined => {
  const { system, value } = object_of(part['valueIdentifier']) ?? {}
  return [...forms.values()].find((form) =>
    list_of(to_questionnaire(form)['identifier']).some(
      (one) => one['value'] === value && (system === undefined || one['system'] === system),
    ),
  )
}

/** One of our forms; a Questionnaire sent along counts as the one of ours it names. */
const form_in = (forms: Forms, given: Given): FormDefinition | undefined => {
  if (given.name === 'identifier') return by_identifier(forms, given)
  const sent = object_of(given.part['resource'])
  const text = sent ? [sent['url'], sent['version']].filter(Boolean).join('|') : (text_in(given) ?? '')
  return by_canonical(forms, text) ?? forms.get(/(?:^|\/)Questionnaire\/([A-Za-z0-9.-]+)$/.exec(text)?.[1] ?? '')
}

const form_of = (forms: Forms, id: string, given: Given[]): FormDefinition => {
  if (id !== '') {
    const form = forms.get(id)
    if (!form) throw fail.not_found(`Không có mẫu ${id}`)
    return form
  }
  const [named, other] = given.filter((one) => naming.includes(one.name))
  if (!named || other) throw wrong(other?.name ?? 'canonical', `cần đúng một trong ${naming.join(', ')}`)
  const form = form_in(forms, named)
  if (!form) throw fail.value('Không có mẫu này; chỉ điền được các mẫu của hệ thống (/fhir/Questionnaire)', named.name)
  return form
}

/** What the boxes are filled from (chart/medical-record load_facts). */
const needs = (patient: string): Need[] => [
  ...['Patient', 'Encounter', 'Coverage', 'Condition'].flatMap((type): Need[] => [
    { right: 'r', type, patient },
    { right: 's', type, patient },
  ]),
  ...['Organization', 'Location'].map((type): Need => ({ right: 'r', type })),
]

/** Questionnaire/$populate (SDC): our own prefill for other programs; nothing is stored. */
export const populate_operation = (forms: Forms): Operation => ({
  name: '$populate',
  definition: 'http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate',
  on: ['type', 'instance'],
  types: ['Questionnaire'],
  needs: (call) => needs(subject_of(read_given(call))),
  async run(call) {
    const { store, caller, id } = call
    demand(caller, 'record.read')
    const given = read_given(call)
    const form = form_of(forms, id, given)
    const patient = subject_of(given)
    const local = only(given, 'local')
    if (local && String(local.part['valueBoolean'] ?? local.part['valueString']) === 'false')
      throw wrong('local', 'chỉ điền được từ dữ liệu của hệ thống')
    const named = encounter_of(given)
    const { response, issues } = await store.unit(caller, async (unit) => {
      const encounter = named ?? (await find_open_stay(unit, patient))
      const ref = `Questionnaire/${form.slug}/$populate?encounter=${encounter}`
      unit.note({ action: 'E', interaction: '$populate', type: 'Questionnaire', ref, patient })
      return populate_response(unit, form, { patient, encounter })
    })
    const out = [{ name: 'response', resource: response }]
    const advice = issues.length === 0 ? [] : [{ name: 'issues', resource: operation_outcome(issues) }]
    return { text: JSON.stringify({ resourceType: 'Parameters', parameter: [...out, ...advice] }) }
  },
})
