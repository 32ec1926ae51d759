/** ITI-65 as other people's software writes it, after the examples of MHD 4.2.3. */

import { createHash } from 'node:crypto'

export type Json = Record<string, unknown>

const profile = (name: string): string => `https://profiles.ihe.net/ITI/MHD/StructureDefinition/${name}`
export const paper = Buffer.from('%PDF-1.7 giấy chuyển')
export const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest()

export const patient = {
  resourceType: 'Patient',
  identifier: [{ system: 'http://fhir.hl7.org.vn/core/sid/cccd', value: '024190000123' }],
  name: [{ family: 'Trần', given: ['Thị', 'Bưởi'] }],
  birthDate: '1990-03-02',
  gender: 'female',
}

export const list = (more: Json = {}): Json => ({
  resourceType: 'List',
  extension: [
    { url: profile('ihe-sourceId'), valueIdentifier: { value: 'urn:oid:1.2.3.4' } },
    { url: profile('ihe-intendedRecipient'), valueReference: { reference: '#nhan' } },
  ],
  contained: [
    {
      ...{ resourceType: 'Organization', id: 'nhan', name: 'BVĐK tỉnh' },
      identifier: [{ system: 'http://fhir.hl7.org.vn/core/sid/ma-cskcb', value: '24001' }],
    },
  ],
  identifier: [
    { use: 'official', system: 'urn:ietf:rfc:3986', value: 'urn:uuid:0C3151BD-1CBF-4D64-B04D-CD9187A4C6E0' },
    { use: 'usual', system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.129.6.58.92.88337.5' },
  ],
  status: 'current',
  mode: 'working',
  code: { coding: [{ system: 'https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes', code: 'submissionset' }] },
  date: '2026-11-20T09:30:00+07:00',
  subject: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300009' },
  entry: [{ item: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300002' } }],
  ...more,
})

export const document = (more: Json = {}, attachment: Json = {}): Json => ({
  resourceType: 'DocumentReference',
  masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.840.113556.1.8000.2554.53432.348' },
  status: 'current',
  type: { coding: [{ system: 'http://loinc.org', code: '57133-1' }] },
  subject: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300009' },
  contained: [
    {
      ...{ resourceType: 'PractitionerRole', id: 'vai' },
      practitioner: {
        display: 'BS Lê Văn Tám',
        identifier: { system: 'http://fhir.hl7.org.vn/core/sid/cchn', value: '7' },
      },
    },
  ],
  author: [{ reference: '#vai' }],
  custodian: { identifier: { system: 'http://fhir.hl7.org.vn/core/sid/ma-cskcb', value: '24012' } },
  securityLabel: [
    {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R', display: 'restricted' },
      ],
    },
  ],
  content: [
    {
      attachment: {
        ...{
          contentType: 'application/pdf',
          url: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300003',
          title: 'Giấy chuyển',
        },
        ...{ creation: '2026-11-20', size: paper.length, hash: sha1(paper).toString('base64') },
        ...attachment,
      },
    },
  ],
  ...more,
})

export const bundle = (entries: [string, Json, string?][], name = 'IHE.MHD.Minimal.ProvideBundle'): Json => ({
  resourceType: 'Bundle',
  meta: { profile: [profile(name)] },
  type: 'transaction',
  entry: entries.map(([full_url, resource, method = 'POST']) => ({
    fullUrl: `urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e0033330000${full_url}`,
    resource,
    request: { method, url: method === 'POST' ? resource['resourceType'] : `${String(resource['resourceType'])}/1` },
  })),
})

export const binary: Json = { resourceType: 'Binary', contentType: 'application/pdf', data: paper.toString('base64') }

export const usual = (): Json =>
  bundle([
    ['1', list()],
    ['2', document()],
    ['3', binary],
    ['9', patient],
  ])
