import { fail } from '../../base/outcome/index.ts'
import {
  code_system,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { AskedAs } from './asking.ts'
import type { Basis, Disclosure, DisclosureWish } from './disclosures.ts'

const bases: readonly Basis[] = ['patient-request', 'emergency', 'law', 'transfer']

/** Consent.performer (R4: who is agreeing): the person, who represents her, or both. */
const asked_as_of = (performers: Record<string, unknown>[]): AskedAs | undefined => {
  const types = new Set(
    performers.flatMap((one) => text_of(one['type']) ?? text_of(one['reference'])?.split('/')[0] ?? []),
  )
  const [person, representative] = [types.has('Patient'), types.has('RelatedPerson')]
  if (!person && !representative) return undefined
  return person && representative ? 'both' : person ? 'person' : 'representative'
}

/** v3 ActReason: her own care, in its turns. */
const care: ReadonlySet<string> = new Set(['TREAT', 'ETREAT', 'CAREMGT', 'COC'])

const coding_in = (value: unknown, system: string): string | undefined =>
  text_of(list_of(object_of(value)?.['coding']).find((one) => one['system'] === system)?.['code'])

export type ConsentWish = Omit<DisclosureWish, 'person'> & { identifiers: { system: string; value: string }[] }

/**
 * What a member writes down with R4 Consent (IHE PCF in its plainest shape): `patient.identifier`, `category` with the basis,
 * `provision.purpose[].display` the words of the reason, `sourceReference.identifier` the request (SHA-256) or the delivery,
 * `performer` who asked (Patient, RelatedPerson with its name; absent: the person), a purpose of v3 ActReason other than care a
 * side purpose, `policyRule.text` the article of law, `provision.actor` who looks, `provision.securityLabel` the labels it names.
 * @throws 422 with the place
 */
export const read_consent = (consent: Resource): ConsentWish => {
  if (consent.resourceType !== 'Consent') throw fail.invalid('Cần một Consent', 'resourceType')
  const basis = list_of(consent['category'])
    .map((one) => coding_in(one, code_system.disclosure_basis))
    .find((code): code is Basis => bases.includes(code as Basis))
  if (!basis) throw fail.value(`Cần căn cứ, một trong: ${bases.join(', ')}`, 'Consent.category')
  const patient = object_of(object_of(consent['patient'])?.['identifier'])
  const [system, value] = [text_of(patient?.['system']), text_of(patient?.['value'])]
  if (!system || !value) throw fail.value('Cần số giấy tờ của người bệnh', 'Consent.patient.identifier')
  const provision = object_of(consent['provision']) ?? {}
  const source = object_of(object_of(consent['sourceReference'])?.['identifier'])
  const source_value = text_of(source?.['value'])
  const law = text_of(object_of(consent['policyRule'])?.['text'])
  /** How the request was confirmed: verification, or the system its digest stands in. */
  const confirmed_by =
    text_of(object_of(list_of(consent['verification'])[0]?.['verifiedWith'])?.['display']) ??
    text_of(source?.['system'])
  const asked_as = asked_as_of(list_of(consent['performer']))
  const is_side = list_of(provision['purpose']).some(
    (one) => one['system'] === code_system.act_reason && !care.has(text_of(one['code']) ?? ''),
  )
  const [actor] = list_of(provision['actor']).map((one) => object_of(one['reference']))
  const until = text_of(object_of(provision['period'])?.['end'])
  return {
    basis,
    identifiers: [{ system, value }],
    evidence: {
      reason: list_of(provision['purpose'])
        .flatMap((one) => text_of(one['display']) ?? [])
        .join('; '),
      ...(basis === 'patient-request' && source_value ? { request_sha256: source_value } : {}),
      ...(basis === 'transfer' && source_value ? { delivery: source_value } : {}),
      ...(law ? { law } : {}),
      ...(basis === 'patient-request' && asked_as ? { asked_as } : {}),
      ...(is_side ? { is_side } : {}),
      ...(confirmed_by ? { confirmed_by } : {}),
      labels: list_of(provision['securityLabel']).flatMap((one) => text_of(one['code']) ?? []),
    },
    kinds: list_of(provision['class']).flatMap((one) =>
      one['system'] === code_system.document_kind ? (text_of(one['code']) ?? []) : [],
    ),
    actor: {
      id: text_of(object_of(actor?.['identifier'])?.['value']) ?? '',
      name: text_of(actor?.['display']) ?? '',
      role: text_of(object_of(list_of(provision['actor'])[0]?.['role'])?.['text']) ?? '',
    },
    ...(until ? { until: new Date(until) } : {}),
  }
}

/** A basis as it was written down. */
export const to_consent = (one: Disclosure): Record<string, unknown> => ({
  resourceType: 'Consent',
  id: one.id,
  status: one.until.getTime() > Date.now() ? 'active' : 'inactive',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: code_system.disclosure_basis, code: one.basis }] }],
  patient: { reference: `Patient/${one.person}` },
  dateTime: one.at.toISOString(),
  organization: [{ identifier: { system: identifier_system.facility, value: one.recipient } }],
  ...(one.evidence.law ? { policyRule: { text: one.evidence.law } } : {}),
  provision: {
    type: 'permit',
    period: { start: one.at.toISOString(), end: one.until.toISOString() },
    actor: [
      {
        role: { text: one.actor.role },
        reference: { identifier: { value: one.actor.id }, display: one.actor.name },
      },
    ],
    purpose: [{ display: one.evidence.reason }],
  },
})
