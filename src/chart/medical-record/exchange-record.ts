import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { add_document } from '../../platform/signing/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import {
  from_fhir,
  from_json,
  from_xml,
  to_fhir,
  to_json,
  to_xml,
  type HoSoBenhAn,
} from '../../standards/hsba-exchange/index.ts'
import { gather_record } from './gather-record.ts'

export type ExportFormat = 'json' | 'xml'

/** The whole stay as HoSoBenhAn (công văn 365/TTYQG-GPQLCL), signed PDFs attached (SHARE-07). */
export const export_record = (
  store: Store,
  caller: Caller,
  encounter: string,
  format: ExportFormat,
): Promise<string> => {
  demand(caller, 'record.export')
  return store.unit(caller, async (unit) => {
    const record = await gather_record(unit, encounter)
    unit.note({
      action: 'E',
      interaction: 'export',
      type: 'Encounter',
      ref: `Encounter/${encounter}`,
      patient: record.patient.id,
      detail: format,
    })
    const hsba = from_fhir(record)
    return format === 'json' ? to_json(hsba) : to_xml(hsba)
  })
}

/** People and places of another installation are taken over when they are not here; ours are never overwritten. */
const shared_types = new Set(['Organization', 'Location', 'Practitioner', 'Patient', 'Coverage'])

const entries_of = (hsba: HoSoBenhAn): Resource[] =>
  list_of(to_fhir(hsba).entry).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    // Signed files lie in signing.document, not as Binary.
    return resource && typeof resource['resourceType'] === 'string' && resource['resourceType'] !== 'Binary'
      ? [resource as Resource]
      : []
  })

type Signature = { document: string; slot: string; signer: string; signer_name: string; signed_at: Date }

const signatures_of = (resources: Resource[]): Map<string, Signature> => {
  const found = new Map<string, Signature>()
  for (const one of resources.filter((resource) => resource.resourceType === 'Provenance')) {
    const document = list_of(one['target'])
      .map((target) => text_of(target['reference']) ?? '')
      .find((target) => target.startsWith('DocumentReference/'))
    const who = object_of(list_of(one['agent'])[0]?.['who'])
    if (!document) continue
    const id = document.replace('DocumentReference/', '')
    found.set(id, {
      document: id,
      slot: coding_of(find_extension(one, extension_url.signature_slot)?.['valueCoding']).code ?? '',
      signer: text_of(who?.['reference'])?.replace(/^(Practitioner|Organization)\//, '') ?? '',
      signer_name: text_of(who?.['display']) ?? '',
      signed_at: new Date(text_of(one['recorded']) ?? 0),
    })
  }
  return found
}

const related_sheet = (reference: Resource): string | undefined =>
  /^QuestionnaireResponse\/([^/]+)/.exec(
    text_of(list_of(object_of(reference['context'])?.['related'])[0]?.['reference']) ?? '',
  )?.[1]

/** Signed bytes take their place beside the sheet they belong to, in the order they were signed. */
const put_documents = async (unit: Unit, hsba: HoSoBenhAn, resources: Resource[]): Promise<number> => {
  const signatures = signatures_of(resources)
  const files = attached_files(hsba)
  const references = resources.filter((resource) => resource.resourceType === 'DocumentReference')
  const steps = new Map<string, number>()
  const ordered = [...references].sort(
    (one, other) =>
      (signatures.get(one.id ?? '')?.signed_at.getTime() ?? 0) -
      (signatures.get(other.id ?? '')?.signed_at.getTime() ?? 0),
  )
  let count = 0
  for (const reference of ordered) {
    const sheet = related_sheet(reference)
    const signature = signatures.get(reference.id ?? '')
    const bytes = files.get(text_of(object_of(reference['masterIdentifier'])?.['value']) ?? '')
    if (!sheet || !signature || !bytes) continue
    const step = (steps.get(sheet) ?? 0) + 1
    steps.set(sheet, step)
    await add_document(unit.sql, unit.caller.facility, {
      ...signature,
      id: signature.document,
      response: sheet,
      version: 1,
      step,
      bytes,
    })
    count += 1
  }
  return count
}

const attached_files = (hsba: HoSoBenhAn): Map<string, Buffer> =>
  new Map((hsba.PhanMoRong?.tailieu ?? []).map((file) => [file.sha256, Buffer.from(file.noidung, 'base64')]))

export type Imported = { encounter: string; resources: number; documents: number; kept: number }

/**
 * Takes a HoSoBenhAn in, all or nothing. A stay that is already here is refused: an import never overwrites.
 * @throws 400 unreadable, 409 the stay is already here, 422 invalid
 */
export const import_record = (store: Store, caller: Caller, text: string): Promise<Imported> => {
  demand(caller, 'record.import')
  const hsba = /^\s*</.test(text) ? from_xml(text) : from_json(text)
  const resources = entries_of(hsba)
  return store.unit(caller, async (unit) => {
    const encounter = resources.find((resource) => resource.resourceType === 'Encounter')?.id ?? ''
    if (encounter && (await unit.find('Encounter', encounter)))
      throw fail.conflict('Đợt điều trị này đã có tại cơ sở; không ghi đè')
    let written = 0
    let kept = 0
    for (const resource of resources) {
      if (resource.id !== undefined && (await unit.find(resource.resourceType, resource.id))) {
        if (!shared_types.has(resource.resourceType))
          throw fail.conflict(`${resource.resourceType}/${resource.id} đã có tại cơ sở; không ghi đè`)
        kept += 1
        continue
      }
      await unit.update(resource)
      written += 1
    }
    const documents = await put_documents(unit, hsba, resources)
    unit.note({ action: 'E', interaction: 'import', type: 'Encounter', ref: `Encounter/${encounter}` })
    return { encounter, resources: written, documents, kept }
  })
}
