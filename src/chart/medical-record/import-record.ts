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
  mark_foreign,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { from_json, from_xml, to_fhir, validate, type HoSoBenhAn } from '../../standards/hsba-exchange/index.ts'
import { entries_of, place_foreign } from './place-foreign.ts'

/** People and places of another installation are taken over when they are not here; ours are never overwritten. */
const shared_types = new Set(['Organization', 'Location', 'Practitioner', 'Patient', 'Coverage'])

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

export type Imported = {
  encounter: string
  resources: number
  documents: number
  kept: number
  /** Fields of the file that this schema does not have, left out because the clerk said so. */
  left_out: string[]
}

const listed_max = 30

/** Read and judged, and what is unknown named. @throws 400 unreadable, 422 with every fault */
export const read_record = (text: string): { hsba: HoSoBenhAn; left_out: string[] } => {
  const left_out: string[] = []
  const note = (path: string, value: unknown): void => {
    if (value !== '') left_out.push(path)
  }
  const hsba = /^\s*</.test(text) ? from_xml(text, note) : from_json(text, note)
  const errors = validate(hsba).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw fail.many(422, errors)
  return { hsba, left_out }
}

/** Nothing of a person's record is dropped without somebody having said so. @throws 422 */
const demand_known = (left_out: string[], leaves_unknown: boolean): void => {
  if (left_out.length > 0 && !leaves_unknown)
    throw fail.rule(
      `Tệp có trường mà lược đồ của công văn 365 ở đây không có: ${left_out.slice(0, listed_max).join(', ')}. Muốn nhập và bỏ các trường này: thêm leave_unknown=true (ở dòng lệnh: --leave-unknown true)`,
      left_out[0],
    )
}

/** Who wrote it, as the file names its house. */
export const house_in = ({ ThongTinVaoVien: { phongkham, maphongkham } }: HoSoBenhAn): string =>
  phongkham || maphongkham

/** People and houses are the same for all who speak of them; the rest says who wrote it. */
const marked = (resources: Resource[], house: string): Resource[] =>
  resources.map((one) => (shared_types.has(one.resourceType) ? one : mark_foreign(one, house)))

/**
 * Ours come with their ids; another house's are laid to who and what is here, and marked as its.
 * @param house as who takes the file in names it; undefined: as the file does, and a file of ours is our own
 */
const resources_of = async (
  unit: Unit,
  hsba: HoSoBenhAn,
  house: string | undefined,
): Promise<{ resources: Resource[]; kept: number }> => {
  const entries = entries_of(to_fhir(hsba))
  if (entries.every(({ resource }) => resource.id !== undefined)) {
    const resources = entries.map(({ resource }) => resource)
    return { resources: house === undefined ? resources : marked(resources, house), kept: 0 }
  }
  const resources = await place_foreign(unit, entries)
  return { resources: marked(resources, house ?? house_in(hsba)), kept: entries.length - resources.length }
}

/**
 * Takes a HoSoBenhAn in, ours or another software's, all or nothing. A stay that is already here is refused: an import
 * never overwrites.
 * @throws 400 unreadable, 409 the stay is already here or its person is somebody else, 422 invalid or with fields unknown here
 */
export const import_record = (
  store: Store,
  caller: Caller,
  text: string,
  { leaves_unknown = false, house }: { leaves_unknown?: boolean; house?: string } = {},
): Promise<Imported> => {
  demand(caller, 'record.import')
  const { hsba, left_out } = read_record(text)
  demand_known(left_out, leaves_unknown)
  return store.unit(caller, async (unit) => {
    const { resources, kept: here } = await resources_of(unit, hsba, house)
    const encounter = resources.find((resource) => resource.resourceType === 'Encounter')?.id ?? ''
    if (encounter && (await unit.find('Encounter', encounter)))
      throw fail.conflict('Đợt điều trị này đã có tại cơ sở; không ghi đè')
    let written = 0
    let kept = here
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
    const detail = left_out.length > 0 ? `bỏ ${left_out.length} trường lạ` : ''
    unit.note({ action: 'E', interaction: 'import', type: 'Encounter', ref: `Encounter/${encounter}`, detail })
    return { encounter, resources: written, documents, kept, left_out }
  })
}
