import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import {
  find_document,
  get_document,
  get_facility_provider,
  list_documents,
  list_revocation_lists,
  load_authority,
} from '../../platform/signing/index.ts'
import { list_prescriptions_of_stay } from '../../departments/prescribing/index.ts'
import { gather_record, print_record, type Forms } from '../../chart/medical-record/index.ts'
import { seal_document, uuid_urn_of } from '../../standards/documents/index.ts'
import { list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { from_fhir, to_json, to_xml, type FhirRecord } from '../../standards/hsba-exchange/index.ts'
import { write_package, type PackageInput, type PackageItem } from '../../standards/record-package/index.ts'
import { sign_pdf, type SigningProvider } from '../../standards/signatures/index.ts'
import { papers_of_stay } from '../exchange/index.ts'
import { taken_papers, type TakenPaper } from '../shared-results/index.ts'
import { taken_items } from './taken-items.ts'
import { submission_person } from '../letters/index.ts'
import { insurance_tables } from './insurance-tables.ts'
import { all, as_resource, whole_document } from './record-document.ts'

/** The newest signed bytes of each sheet's present version: they hold every signature that was set on it. */
const signed_papers = async (unit: Unit, sheets: Resource[]): Promise<PackageItem[]> => {
  const { facility } = unit.caller
  const versions = new Map(sheets.map((sheet) => [sheet.id ?? '', Number(sheet.meta?.['versionId'])]))
  const newest = new Map<string, string>()
  for (const step of await list_documents(unit.sql, facility, [...versions.keys()]))
    if (step.slot !== null && step.version === versions.get(step.response)) newest.set(step.response, step.id)
  const items: PackageItem[] = []
  for (const id of newest.values()) {
    const { bytes } = await get_document(unit.sql, facility, id)
    const reference = as_resource(JSON.parse((await unit.get('DocumentReference', id)).body))
    const title = text_of((reference['type'] as { text?: unknown } | undefined)?.text) ?? 'Giấy tờ'
    items.push({ what: 'pdf', title, bytes })
  }
  return items
}

/** Prescriptions are no sheets: each stands by its code. */
const signed_prescriptions = async (unit: Unit, encounter: string): Promise<PackageItem[]> => {
  const { facility } = unit.caller
  const items: PackageItem[] = []
  for (const { code } of await list_prescriptions_of_stay(unit.sql, facility, encounter)) {
    const signed = await find_document(unit.sql, facility, code, 1)
    if (signed) items.push({ what: 'pdf', title: `Đơn thuốc ${code}`, bytes: signed.bytes })
  }
  return items
}

/** Published of the stay, and letters from elsewhere: those are judged by who sent them, so they come along as they came. */
const exchanged_papers = async (unit: Unit, encounter: string): Promise<PackageItem[]> =>
  (await papers_of_stay(unit, encounter)).map(({ title, sender, bytes }) =>
    sender === null
      ? { what: 'pdf', title, bytes }
      : { what: 'other', title: `${title} (từ cơ sở ${sender})`, bytes, content_type: 'application/pdf' },
  )

/** What the authorities said of certificates, as they signed it. */
const revocation_items = async (unit: Unit): Promise<PackageItem[]> =>
  (await list_revocation_lists(unit.sql)).map(({ issuer_name, bytes }) => ({
    ...{ what: 'crl', title: `Danh sách thu hồi của ${issuer_name}`, bytes },
  }))

const links_of = (taken: TakenPaper[]): Resource[] => taken.map(({ link }) => link)

const data_items = async (
  record: FhirRecord,
  taken: TakenPaper[],
  facility: string,
  { provider, at }: { provider: SigningProvider; at: Date },
): Promise<PackageItem[]> => {
  const hsba = from_fhir(record)
  const made: [PackageItem['what'], string, Uint8Array][] = [
    ['hsba-xml', 'HoSoBenhAn', Buffer.from(to_xml(hsba))],
    ['hsba-json', 'HoSoBenhAn', Buffer.from(to_json(hsba))],
    ['fhir', 'Hồ sơ bệnh án', whole_document(record, links_of(taken), facility, at)],
  ]
  return Promise.all(
    made.map(async ([what, title, bytes]) => ({ what, title, bytes, seal: await seal_document(bytes, provider, at) })),
  )
}

const certificates = async (unit: Unit, provider: SigningProvider): Promise<PackageItem[]> => {
  const { certificate_pem: root } = await load_authority(unit.sql)
  return [
    { what: 'certificate', title: 'Chứng thư của cơ sở', bytes: Buffer.from(provider.certificate) },
    ...provider.chain.map((pem): PackageItem => ({
      what: 'certificate',
      title: 'CA trung gian',
      bytes: Buffer.from(pem),
    })),
    { what: 'certificate', title: 'CA gốc', bytes: Buffer.from(root) },
  ]
}

const stay_of = (encounter: Resource): PackageInput['stay'] => {
  const period = (encounter['period'] ?? {}) as { start?: string; end?: string }
  const identifiers = list_of(encounter['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    return system && value ? [{ system, value }] : []
  })
  return { identifiers, start: period.start, end: period.end }
}

/** A stay in one file, with what it was made of. */
export type Packed = {
  bytes: Uint8Array
  /** The printed whole under the facility's seal. */
  whole: Uint8Array
  record: FhirRecord
  /** DocumentReferences of results of other houses that the stay went by. */
  taken: Resource[]
  patient: Resource
  encounter: Resource
  stay: PackageInput['stay']
  provider: SigningProvider
  at: Date
}

/** Packs what was printed with everything that was signed. @throws 422 without a certificate */
export const pack = async (unit: Unit, forms: Forms, printed: Uint8Array, encounter: string): Promise<Packed> => {
  const at = new Date()
  const { facility } = unit.caller
  const record = await gather_record(unit, encounter)
  const provider = await get_facility_provider(unit.sql, facility)
  const { name: facility_name } = record.facility
  const whole = await sign_pdf(printed, {
    ...{ provider, signer_name: facility_name, signed_at: at, field_name: 'co_so', reason: 'Toàn bộ hồ sơ' },
  })
  const taken = await taken_papers(unit, encounter)
  const patient = as_resource(record.patient)
  const stay = stay_of(as_resource(record.encounter))
  const ref = `Encounter/${encounter}`
  unit.note({ action: 'E', interaction: 'package', type: 'Encounter', ref, patient: patient.id })
  const bytes = await write_package(
    {
      identity: uuid_urn_of(facility, 'package', encounter, at.toISOString()),
      made_at: at,
      facility: { code: facility, name: facility_name },
      person: submission_person(patient),
      stay,
      items: [
        { what: 'pdf', title: 'Toàn bộ hồ sơ', bytes: whole },
        ...(await signed_papers(unit, all(record.questionnaire_responses))),
        ...(await signed_prescriptions(unit, encounter)),
        ...(await exchanged_papers(unit, encounter)),
        ...taken_items(taken),
        ...(await data_items(record, taken, facility, { provider, at })),
        ...(await insurance_tables(unit, forms, all(record.questionnaire_responses))),
        ...(await certificates(unit, provider)),
        ...(await revocation_items(unit)),
      ],
    },
    provider,
  )
  return {
    bytes,
    whole,
    record,
    taken: links_of(taken),
    patient,
    encounter: as_resource(record.encounter),
    stay,
    provider,
    at,
  }
}

export type MadePackage = { bytes: Uint8Array; name: string }

/**
 * The whole stay in one file: every signed paper (sheets, prescriptions, published results, letters from elsewhere), the
 * printed whole under the facility's seal, HoSoBenhAn, the FHIR document, certificates and revocation lists, a manifest with the facility's seal over it. @throws 403, 404, 422 without a certificate
 */
export const make_package = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  encounter: string,
): Promise<MadePackage> => {
  demand(caller, 'record.export')
  const printed = await print_record(store, forms, caller, encounter)
  const { bytes } = await store.unit(caller, (unit) => pack(unit, forms, printed, encounter))
  return { bytes, name: `ho-so-${encounter}.zip` }
}
