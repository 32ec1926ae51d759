import {
  code_system,
  coding_of,
  id_of_reference,
  is_exact_number,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { say_more, say_what } from '../../standards/ips/index.ts'
import type { SharedValue } from './contract.ts'

/** HL7 v2-0074: sections of diagnostic service that make images. */
const imaging_sections = new Set([
  'RAD',
  'IMG',
  'RUS',
  'CUS',
  'OUS',
  'VUS',
  'CT',
  'NMR',
  'RX',
  'XRC',
  'NMS',
  'MCB-IMG',
  'imaging',
])

export type ResultKind = 'lab-result' | 'imaging-report'

export const kind_of_report = (report: Resource): ResultKind =>
  list_of(report['category']).some((one) =>
    list_of(one['coding']).some((coding) => imaging_sections.has(text_of(coding['code']) ?? '')),
  )
    ? 'imaging-report'
    : 'lab-result'

export const is_released = ({ status }: Record<string, unknown>): boolean =>
  status === 'final' || status === 'amended' || status === 'corrected'

/** Who answers for it: the reader, else who did it. */
export const responsible_of = (report: Resource): string | undefined =>
  [...list_of(report['resultsInterpreter']), ...list_of(report['performer'])]
    .filter((one) => (text_of(one['reference']) ?? '').startsWith('Practitioner/'))
    .map(id_of_reference)[0]

/** When the specimen was taken or the picture made (LAB: collected/performed at), else when it was released. */
export const taken_at_of = (report: Resource): string =>
  text_of(report['effectiveDateTime']) ??
  text_of(object_of(report['effectivePeriod'])?.['end']) ??
  text_of(report['issued']) ??
  ''

export const codes_of = (fact: Resource): string[] =>
  list_of(object_of(fact['code'])?.['coding']).flatMap((coding) => text_of(coding['code']) ?? [])

const code_in = (fact: Resource, system: string): string =>
  list_of(object_of(fact['code'])?.['coding'])
    .filter((one) => one['system'] === system)
    .flatMap((one) => text_of(one['code']) ?? [])[0] ?? ''

const number_words = (value: unknown): string =>
  typeof value === 'number' || is_exact_number(value) ? String(JSON.stringify(value)).replace('.', ',') : ''

const range_of = (finding: Resource): string => {
  const [range = {}] = list_of(finding['referenceRange'])
  const bound = (name: 'low' | 'high') => number_words(object_of(range[name])?.['value'])
  return text_of(range['text']) ?? [bound('low'), bound('high')].filter(Boolean).join(' – ')
}

export const method_of = (finding: Resource): string => {
  const concept = object_of(finding['method'])
  return text_of(concept?.['text']) ?? coding_of(concept).display ?? ''
}

export const value_of = (finding: Resource): SharedValue => ({
  name: say_what(finding),
  code: codes_of(finding)[0] ?? '',
  ministry: code_in(finding, code_system.ministry_test),
  value: say_more({ ...finding, interpretation: [] }),
  range: range_of(finding),
  flag: list_of(finding['interpretation'])
    .map((one) => coding_of(one).code ?? text_of(one['text']) ?? '')
    .join(', '),
})
