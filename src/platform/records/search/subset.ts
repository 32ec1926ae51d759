import { is_object, parse_exact } from '../../../standards/fhir/index.ts'
import { summary_elements } from '../../../standards/fhir-search/index.ts'
import type { Summary } from './read-query.ts'

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }
const always = ['resourceType', 'id', 'meta', 'implicitRules']

/** `value[x]` keeps valueQuantity and its `_valueQuantity`. */
const keeps = (wanted: string[]): ((name: string) => boolean) => {
  const plain = new Set(wanted.filter((one) => !one.endsWith('[x]')))
  const choices = wanted.filter((one) => one.endsWith('[x]')).map((one) => one.slice(0, -3))
  return (name) => {
    const bare = name.startsWith('_') ? name.slice(1) : name
    return plain.has(bare) || choices.some((one) => bare.startsWith(one) && /^[A-Z]/.test(bare.slice(one.length)))
  }
}

const wanted_of = (type: string, summary: Summary, elements: string[]): string[] => {
  const { summary: brief, mandatory } = summary_elements(type)
  if (summary === 'true') return [...always, ...brief]
  if (summary === 'text') return [...always, 'text', ...mandatory]
  return [...always, ...mandatory, ...elements.map((one) => one.split('.')[0] ?? '')]
}

/** The part of a resource that `_summary` or `_elements` asks for, marked as a part (R4 §3.1.1.5.8, §3.1.1.5.9). */
export const subset_body = (body: string, type: string, summary: Summary, elements: string[]): string => {
  if (summary === 'false' && elements.length === 0) return body
  const resource = parse_exact(body)
  if (!is_object(resource)) return body
  const keep = summary === 'data' ? (name: string) => name !== 'text' : keeps(wanted_of(type, summary, elements))
  const meta = is_object(resource['meta']) ? resource['meta'] : {}
  const tags = Array.isArray(meta['tag']) ? meta['tag'] : []
  return JSON.stringify({
    ...Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name))),
    meta: { ...meta, tag: [...tags, subsetted] },
  })
}
