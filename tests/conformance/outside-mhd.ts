/** ITI-65 as a vendor writes it who read IHE MHD 4.2.3 and nothing of ours: OIDs, its own numbers, SHA-1, contained people. */
import { createHash, randomInt } from 'node:crypto'
import { plain_pdf, sign_paper, type House } from '../../src/standards/documents/test-letters.ts'
import type { Json } from '../test-site.ts'

const ihe = (name: string): string => `https://profiles.ihe.net/ITI/MHD/StructureDefinition/${name}`
export const facility_system = 'http://fhir.hl7.org.vn/core/sid/ma-cskcb'
export const cccd_system = 'http://fhir.hl7.org.vn/core/sid/cccd'

/** A number under the vendor's own OID, new each time. */
export const own_oid = (): string => `urn:oid:1.2.840.113556.1.8000.2554.${randomInt(2 ** 40)}.${randomInt(2 ** 40)}`

export const person: Json = {
  resourceType: 'Patient',
  identifier: [{ system: cccd_system, value: '024190000123' }],
  name: [{ family: 'Trần', given: ['Thị', 'Bưởi'] }],
  birthDate: '1990-03-02',
  gender: 'female',
}

/** Signed as the law asks of a transfer letter: the doctor, then the facility. */
export const signed_paper = async (house: House, words?: string): Promise<Buffer> =>
  Buffer.from(
    await sign_paper(await plain_pdf(words), [
      ['bac_si', house.doctor],
      ['co_so', house.seal],
    ]),
  )

export type OutsideWish = {
  from: string
  to: string
  pdf: Buffer
  master?: string
  replaces?: string
  type?: Json
  security_label?: Json[]
  patient?: Json
  context?: Json
}

const organization = (id: string, code: string): Json => ({
  ...{ resourceType: 'Organization', id, name: `Cơ sở ${code}` },
  identifier: [{ system: facility_system, value: code }],
})

const document_reference = (wish: OutsideWish, master: string): Json => ({
  resourceType: 'DocumentReference',
  meta: { profile: [ihe('IHE.MHD.Minimal.DocumentReference')] },
  contained: [
    {
      ...{ resourceType: 'Practitioner', id: 'bs', name: [{ family: 'Nguyễn', given: ['Văn', 'Á'] }] },
      identifier: [{ system: 'http://fhir.hl7.org.vn/core/sid/cchn', value: '001234/BG-CCHN' }],
    },
    organization('noi-lap', wish.from),
  ],
  masterIdentifier: { system: 'urn:ietf:rfc:3986', value: master },
  identifier: [{ system: 'urn:ietf:rfc:3986', value: `${master}.1` }],
  status: 'current',
  type: wish.type ?? { coding: [{ system: 'http://loinc.org', code: '57133-1', display: 'Referral note' }] },
  subject: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300004' },
  date: '2026-11-20T09:31:00+07:00',
  author: [{ reference: '#bs' }],
  custodian: { reference: '#noi-lap' },
  ...(wish.replaces
    ? {
        relatesTo: [
          {
            code: 'replaces',
            target: { identifier: { system: 'urn:ietf:rfc:3986', value: wish.replaces } },
          },
        ],
      }
    : {}),
  ...(wish.security_label ? { securityLabel: wish.security_label } : {}),
  content: [
    {
      attachment: {
        ...{ contentType: 'application/pdf', language: 'vi', title: 'Giấy chuyển tuyến' },
        ...{ url: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300003', size: wish.pdf.length },
        hash: createHash('sha1').update(wish.pdf).digest('base64'),
        creation: '2026-11-20T09:30:00+07:00',
      },
      format: {
        system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
        code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
      },
    },
  ],
  context: { period: { start: '2026-11-18T08:00:00+07:00', end: '2026-11-20T09:30:00+07:00' }, ...wish.context },
})

const submission_set = (wish: OutsideWish): Json => ({
  resourceType: 'List',
  meta: { profile: [ihe('IHE.MHD.Minimal.SubmissionSet')] },
  contained: [organization('gui', wish.from), organization('nhan', wish.to)],
  extension: [
    { url: ihe('ihe-sourceId'), valueIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.840.113556.7' } },
    { url: ihe('ihe-intendedRecipient'), valueReference: { reference: '#nhan' } },
  ],
  identifier: [
    { use: 'usual', system: 'urn:ietf:rfc:3986', value: own_oid() },
    { use: 'official', system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` },
  ],
  status: 'current',
  mode: 'working',
  title: 'Chuyển người bệnh',
  code: { coding: [{ system: 'https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes', code: 'submissionset' }] },
  subject: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300004' },
  date: '2026-11-20T09:32:00+07:00',
  source: { extension: [{ url: ihe('ihe-authorOrg'), valueReference: { reference: '#gui' } }] },
  entry: [{ item: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300002' } }],
})

/** The whole message; the person travels in it, as PDQm gave her to the vendor. */
export const outside_bundle = (wish: OutsideWish): Json & { resourceType: string } => ({
  resourceType: 'Bundle',
  meta: { profile: [ihe('IHE.MHD.Minimal.ProvideBundle')] },
  type: 'transaction',
  entry: [
    submission_set(wish),
    document_reference(wish, wish.master ?? own_oid()),
    { resourceType: 'Binary', contentType: 'application/pdf', data: wish.pdf.toString('base64') },
    wish.patient ?? person,
  ].map((resource, i) => ({
    fullUrl: `urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e0033330000${i + 1}`,
    resource,
    request: { method: 'POST', url: (resource as Json)['resourceType'] as string },
  })),
})
