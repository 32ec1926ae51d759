import {
  code_system,
  extension_url,
  find_extension,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { ConsentWish } from './contract.ts'

export type Given = Omit<ConsentWish, 'is_given' | 'purpose'> & {
  device: string
  taken_by: string
  taken_name: string
  wording_version: number
}

export type NewConsent = {
  patient: string
  facility: string
  at: string
  is_given: boolean
  purpose: { id: string; name: string }
  text: string
  given: Given
}

const part = (url: string, value: string) => (value === '' ? [] : [{ url, valueString: value }])

/**
 * A person's word on one purpose as R4 Consent: `provision.purpose` the purpose, `provision.type` permit or deny,
 * `sourceAttachment` the wording as it was read, `policy.uri` its SHA-256, the extension `consent-given` how it was said.
 * Apart from disclosures at the hub (network/gate), which have their own category.
 */
export const consent_resource = (wish: NewConsent): Resource => ({
  resourceType: 'Consent',
  status: wish.is_given ? 'active' : 'rejected',
  extension: [
    {
      url: extension_url.consent_given,
      extension: [
        ...[...part('by', wish.given.by), ...part('relation', wish.given.relation)],
        ...[...part('channel', wish.given.channel), ...part('device', wish.given.device.slice(0, 300))],
        {
          url: 'taken-by',
          valueReference: { reference: `Practitioner/${wish.given.taken_by}`, display: wish.given.taken_name },
        },
        { url: 'wording', valueInteger: wish.given.wording_version },
      ],
    },
  ],
  scope: { coding: [{ system: code_system.consent_scope, code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Patient Consent' }] }],
  patient: { reference: `Patient/${wish.patient}` },
  dateTime: wish.at,
  organization: [{ reference: `Organization/${wish.facility}` }],
  sourceAttachment: {
    contentType: 'text/plain; charset=utf-8',
    language: 'vi',
    data: Buffer.from(wish.text, 'utf8').toString('base64'),
    title: wish.purpose.name,
  },
  policy: [{ uri: `urn:sha256:${wish.given.digest}` }],
  provision: {
    type: wish.is_given ? 'permit' : 'deny',
    purpose: [{ system: code_system.processing_purpose, code: wish.purpose.id, display: wish.purpose.name }],
  },
})

const string_in = (extension: Record<string, unknown> | undefined, name: string): string =>
  text_of(list_of(extension?.['extension']).find((one) => one['url'] === name)?.['valueString']) ?? ''

export type SaidConsent = {
  id: string
  purpose: string
  is_given: boolean
  is_withdrawn: boolean
  at: string
  by: string
  relation: string
  channel: string
  device: string
  taken_name: string
  wording_version: number
  digest: string
}

/** undefined for a Consent of another kind. */
export const read_said = (consent: Resource): SaidConsent | undefined => {
  const [purpose] = list_of(object_of(consent['provision'])?.['purpose']).filter(
    (one) => one['system'] === code_system.processing_purpose,
  )
  const given = find_extension(consent, extension_url.consent_given)
  if (!purpose || !given) return undefined
  const inner = (name: string) => list_of(given['extension']).find((one) => one['url'] === name)
  const status = text_of(consent['status'])
  return {
    ...{ id: consent.id ?? '', purpose: text_of(purpose['code']) ?? '', at: text_of(consent['dateTime']) ?? '' },
    ...{ is_given: status === 'active', is_withdrawn: status === 'inactive' },
    ...{ by: string_in(given, 'by'), relation: string_in(given, 'relation') },
    ...{ channel: string_in(given, 'channel'), device: string_in(given, 'device') },
    taken_name: text_of(object_of(inner('taken-by')?.['valueReference'])?.['display']) ?? '',
    wording_version: Number(inner('wording')?.['valueInteger'] ?? 0),
    digest: (text_of(list_of(consent['policy'])[0]?.['uri']) ?? '').replace('urn:sha256:', ''),
  }
}

/** The same consent, taken back; who, when and why stand on it. */
export const withdrawn = (
  consent: Resource,
  how: { at: string; by: string; taken_by: string; taken_name: string },
): Resource => ({
  ...consent,
  status: 'inactive',
  extension: [
    ...list_of(consent['extension']),
    {
      url: extension_url.consent_withdrawn,
      extension: [
        { url: 'at', valueDateTime: how.at },
        ...part('by', how.by),
        { url: 'taken-by', valueReference: { reference: `Practitioner/${how.taken_by}`, display: how.taken_name } },
      ],
    },
  ],
})
