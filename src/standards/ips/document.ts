import { text_of, type Resource } from '../fhir/index.ts'
import { close_references, refs_in } from './close-references.ts'
import { fact_table, sentence } from './narrative.ts'
import { one_of_each } from './one-each.ts'
import { sections, type Section } from './sections.ts'
import { unknown_fact, unknown_words } from './unknown.ts'

/** Types a summary is made of. */
export const fact_types = [
  ...['AllergyIntolerance', 'MedicationRequest', 'MedicationStatement', 'Condition', 'Immunization', 'Procedure'],
  ...['DeviceUseStatement', 'Observation', 'DiagnosticReport', 'ClinicalImpression', 'CarePlan', 'Consent'],
]

/** Types that come along when a fact speaks of them: who, where, with what. Other people and whole sheets do not. */
export const carried_types = [
  ...['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication', 'Device', 'Specimen', 'Substance'],
  ...['Observation', 'Condition', 'Procedure'],
]

export type SummaryParts = {
  base: string
  patient: Resource
  /** The newest first. */
  facts: Resource[]
  /** What the facts speak of, as far as it may be read. */
  carried: Resource[]
  /** Who keeps the record, and signs for the summary being what the record says. */
  custodian: Resource
  /** Types of which there are more facts than were given. */
  cut: ReadonlySet<string>
  at: string
  uuid: () => string
}

type Entry = { fullUrl: string; resource: Resource }

const urn = (parts: SummaryParts): string => `urn:uuid:${parts.uuid()}`
const ref_of = (resource: Resource): string => `${resource.resourceType}/${resource.id ?? ''}`

const section_head = ({ title, code, display }: Section) => ({
  title,
  code: { coding: [{ system: 'http://loinc.org', code, display }] },
})

type Made = { section: Record<string, unknown>; entries: Entry[] }

const unknown_section = (parts: SummaryParts, section: Section, subject: string): Made[] => {
  if (!section.unknown) return []
  const fullUrl = urn(parts)
  const resource = unknown_fact(section.unknown, { reference: subject })
  const text = sentence(unknown_words[section.unknown])
  return [
    {
      section: { ...section_head(section), text, entry: [{ reference: fullUrl }] },
      entries: [{ fullUrl, resource: { ...resource, text: sentence(unknown_words[section.unknown]) } }],
    },
  ]
}

const make_section = (parts: SummaryParts, section: Section, url_of: (one: Resource) => string): Made[] => {
  const facts = one_of_each(parts.facts.filter((fact) => section.holds(fact)))
  if (facts.length === 0) return unknown_section(parts, section, url_of(parts.patient))
  const is_cut = facts.some((fact) => parts.cut.has(fact.resourceType))
  const text = fact_table(facts, is_cut ? 'Còn mục cũ hơn không nêu ở đây; xem hồ sơ đầy đủ.' : '')
  const entry = facts.map((fact) => ({ reference: url_of(fact) }))
  return [
    {
      section: { ...section_head(section), text, entry },
      entries: facts.map((resource) => ({ fullUrl: url_of(resource), resource })),
    },
  ]
}

/** Whatever is spoken of, and what that speaks of, among what may come along. */
const spoken_of = (from: Resource[], carried: Resource[]): Resource[] => {
  const by_ref = new Map(carried.map((one) => [ref_of(one), one]))
  const found = new Map<string, Resource>()
  let next = from
  while (next.length > 0) {
    const refs = next.flatMap((one) => [...refs_in(one)]).map((ref) => ref.replace(/\/_history\/.*$/, ''))
    next = refs.flatMap((ref) => (found.has(ref) ? [] : (by_ref.get(ref) ?? [])))
    for (const one of next) found.set(ref_of(one), one)
  }
  return [...found.values()]
}

const composition = (parts: SummaryParts, made: Made[], patient: string, custodian: string): Resource => ({
  resourceType: 'Composition',
  language: 'vi',
  text: sentence('Tóm tắt bệnh án người bệnh, lập tự động từ hồ sơ bệnh án điện tử.'),
  status: 'final',
  type: { coding: [{ system: 'http://loinc.org', code: '60591-5', display: 'Patient summary Document' }] },
  subject: { reference: patient },
  date: parts.at,
  author: [{ reference: custodian, display: text_of(parts.custodian['name']) }],
  title: 'Tóm tắt bệnh án người bệnh',
  confidentiality: 'N',
  custodian: { reference: custodian, display: text_of(parts.custodian['name']) },
  event: [
    {
      code: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActClass', code: 'PCPR' }] }],
      period: { end: parts.at },
    },
  ],
  section: made.map(({ section }) => section),
})

/** A patient summary in the shape of IPS 1.1: a document of R4 (§3.3.1) that stands alone. */
export const ips_document = (parts: SummaryParts): Resource => {
  // What has no id is not stored, and is named by a URN of this document's own.
  const urls = new Map<Resource, string>()
  const url_of = (one: Resource): string => {
    const url = urls.get(one) ?? (one.id === undefined ? urn(parts) : `${parts.base}/${ref_of(one)}`)
    urls.set(one, url)
    return url
  }
  const { patient, custodian } = parts
  const made = sections.flatMap((section) => make_section(parts, section, url_of))
  const own = [{ fullUrl: url_of(patient), resource: patient }, ...made.flatMap(({ entries }) => entries)]
  const keeper = { fullUrl: url_of(custodian), resource: custodian }
  const first = new Map([...own, keeper].map((entry) => [entry.fullUrl, entry]))
  const further = spoken_of(
    [...first.values()].map(({ resource }) => resource),
    parts.carried,
  )
  for (const resource of further)
    first.set(url_of(resource), first.get(url_of(resource)) ?? { fullUrl: url_of(resource), resource })
  const inside = new Set([...first.values()].map(({ resource }) => ref_of(resource)))
  const head = composition(parts, made, url_of(patient), url_of(custodian))
  return {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: urn(parts) },
    type: 'document',
    timestamp: parts.at,
    entry: [
      { fullUrl: urn(parts), resource: head },
      ...[...first.values()].map(({ fullUrl, resource }) => ({
        fullUrl,
        resource: resource.id === undefined ? resource : close_references(resource, inside, parts.base),
      })),
    ],
  }
}
