import { fail } from '../../base/outcome/index.ts'
import { document_bytes, format_codes, read_document, uuid_urn_of } from '../documents/index.ts'
import { code_system, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import { mhd_profile, urn_system } from './names.ts'

const said = (element: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined))

const contained = (resource: Resource | undefined, id: string): Resource[] => {
  if (resource === undefined) return []
  const { resourceType, id: _id, meta: _meta, text: _text, contained: _contained, ...rest } = resource
  return [{ resourceType, id, ...rest }]
}

const security_of = (composition: Resource) => [
  { coding: [{ system: code_system.confidentiality, code: text_of(composition['confidentiality']) ?? 'N' }] },
]

/**
 * ITI-106: the DocumentReference that a FHIR document says of itself. Size and digest are of the Bundle as `document_bytes` prints it;
 * `attachment.url` is given by whoever stores them. @throws 400 where it is no document, 422 where it names nobody
 */
export const generate_metadata = (bundle: Record<string, unknown>): Resource => {
  const bytes = document_bytes(bundle)
  const { composition, patient, identity, find } = read_document(bytes)
  if (!patient) throw fail.value('Tài liệu không nói về người bệnh nào', 'Bundle.entry[0].resource.subject')
  const author = find((Array.isArray(composition['author']) ? composition['author'] : [])[0])
  const is_person = author?.resourceType === 'Practitioner' || author?.resourceType === 'Organization'
  const subject_number = list_of(patient['identifier'])[0]
  const sha256 = sha256_hex(bytes)
  const reference = said({
    meta: { profile: [mhd_profile.minimal_document] },
    contained: [...contained(patient, 'patient'), ...(is_person ? contained(author, 'author') : [])],
    masterIdentifier: { use: 'usual', system: urn_system, value: identity ?? uuid_urn_of('document', sha256) },
    status: 'current',
    type: composition['type'],
    category: composition['category'],
    subject: said({
      type: 'Patient',
      identifier: subject_number,
      display: text_of(list_of(patient['name'])[0]?.['text']),
    }),
    date: text_of(bundle['timestamp']) ?? text_of(composition['date']),
    author: is_person ? [{ reference: '#author' }] : undefined,
    description: text_of(composition['title']),
    securityLabel: security_of(composition),
    content: [
      {
        attachment: said({
          contentType: 'application/fhir+json',
          language: text_of(composition['language']) ?? 'vi',
          size: bytes.length,
          hash: Buffer.from(sha256, 'hex').toString('base64'),
          title: text_of(composition['title']),
          creation: text_of(composition['date']),
        }),
        format: format_codes.fhir,
      },
    ],
    context: said({
      period: object_of(list_of(composition['event'])[0]?.['period']),
      sourcePatientInfo: { reference: '#patient' },
    }),
  })
  return { resourceType: 'DocumentReference', ...reference }
}
