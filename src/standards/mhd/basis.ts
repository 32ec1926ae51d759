import { extension_url, code_system, identifier_system, list_of, object_of, text_of } from '../fhir/index.ts'
import type { SendingBasis } from '../documents/index.ts'
import type { Faults } from './faults.ts'

const codes: readonly SendingBasis['code'][] = ['transfer', 'patient-request', 'law', 'emergency']

const speakers: readonly NonNullable<SendingBasis['asked_as']>[] = ['person', 'representative', 'both']

/** MHD knows no word for why something may be sent: an extension of the SubmissionSet, or of the one DocumentReference. */
export const basis_extension = (basis: SendingBasis | undefined): Record<string, unknown>[] => {
  if (!basis) return []
  const { code, law, request_sha256, confirmed_by, asked_as, reason } = basis
  return [
    {
      url: extension_url.disclosure_basis,
      extension: [
        {
          url: 'basis',
          valueCodeableConcept: {
            coding: [{ system: code_system.disclosure_basis, code }],
            ...(law ? { text: law } : {}),
          },
        },
        ...(request_sha256
          ? [{ url: 'request', valueIdentifier: { system: identifier_system.document_digest, value: request_sha256 } }]
          : []),
        ...(confirmed_by ? [{ url: 'confirmedBy', valueString: confirmed_by }] : []),
        ...(asked_as ? [{ url: 'askedAs', valueCode: asked_as }] : []),
        ...(reason ? [{ url: 'reason', valueString: reason }] : []),
      ],
    },
  ]
}

type Holder = { resource: Record<string, unknown>; place: string }

/** The first basis that the message names; undefined where it names none. */
export const read_basis = (holders: (Holder | undefined)[], faults: Faults): SendingBasis | undefined => {
  for (const holder of holders)
    for (const one of list_of(holder?.resource['extension'])) {
      if (one['url'] !== extension_url.disclosure_basis) continue
      const part = (url: string) => list_of(one['extension']).find((inner) => inner['url'] === url)
      const concept = object_of(part('basis')?.['valueCodeableConcept'])
      const said = list_of(concept?.['coding']).find(({ system }) => system === code_system.disclosure_basis)?.['code']
      const code = codes.find((known) => known === said)
      if (!code) {
        faults.add('code-invalid', `Căn cứ gửi phải là một trong: ${codes.join(', ')}`, `${holder?.place}.extension`)
        return undefined
      }
      const law = text_of(concept?.['text'])
      const request = text_of(object_of(part('request')?.['valueIdentifier'])?.['value'])
      const asked_as = speakers.find((speaker) => speaker === part('askedAs')?.['valueCode'])
      const [confirmed_by, reason] = ['confirmedBy', 'reason'].map((url) => text_of(part(url)?.['valueString']))
      return {
        code,
        ...(law ? { law } : {}),
        ...(request ? { request_sha256: request } : {}),
        ...(confirmed_by ? { confirmed_by } : {}),
        ...(asked_as ? { asked_as } : {}),
        ...(reason ? { reason } : {}),
      }
    }
  return undefined
}
