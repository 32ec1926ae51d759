import { fail, Failure } from '../../base/outcome/index.ts'
import type { SignedBytes } from '../../departments/prescribing/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { get_facility_provider } from '../../platform/signing/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import type { NamedPharmacy, Prescription } from '../../standards/e-prescription/index.ts'
import { find_link, find_sent, list_pharmacies, post_submission, type Sent } from '../exchange/index.ts'
import { labels_of_facts } from '../gate/index.ts'
import { make_parts } from '../health-book/index.ts'
import { submission_person } from '../letters/index.ts'
import { compose_prescription, type ComposedPrescription } from './compose.ts'
import { put_letter, set_letter } from './letter-store.ts'

type Place = { patient: string; encounter: string }

const about_of = (code: string): string => `prescription/${code}`

/** Whether what is signed here leaves by the hub, and so wants the facility's seal. */
export const leaves_by_hub = async (sql: Sql, facility: string): Promise<boolean> =>
  (await find_link(sql, facility)) !== undefined

/** A choice that nobody would ever come for is refused while the doctor can still ask the person again. */
const check_pharmacy = async (unit: Unit, pharmacy: NamedPharmacy | undefined): Promise<void> => {
  if (!pharmacy) return
  const known = await list_pharmacies(unit)
  if (!known.some(({ code }) => code === pharmacy.code))
    throw fail.rule(
      `Nhà thuốc ${pharmacy.name} (${pharmacy.code}) không tham gia trục liên thông; hỏi người bệnh chọn nơi khác hoặc bỏ chọn`,
      'pharmacy',
    )
}

const submission_of = async (
  unit: Unit,
  {
    prescription,
    document,
    pdf,
    before,
  }: {
    prescription: Prescription
    document: ComposedPrescription
    pdf: Uint8Array
    before: Sent | undefined
  },
): Promise<Submission> => {
  const { facility } = unit.caller
  const { kind, title, created_at } = document
  const labels = labels_of_facts(document.sections.flatMap(({ entries }) => entries))
  const { identity, parts } = await make_parts({
    ...{ facility, about: about_of(prescription.code), round: 1, pdf },
    ...{ input: { ...document, labels }, provider: await get_facility_provider(unit.sql, facility) },
  })
  // Whoever has the one it replaces gets this one (SHARE-12), beside whom the person names now.
  const named = prescription.pharmacy ? [prescription.pharmacy.code] : []
  return {
    ...{ identity, kind, title, created_at, labels, parts, sender: facility },
    recipients: [...new Set([...named, ...(before?.recipients ?? [])])],
    person: submission_person(document.patient),
    author: { name: prescription.prescriber.name, identifiers: [] },
    ...(before ? { replaces: before.document } : {}),
  }
}

/** Into the outbox, or why it may not leave; that it was signed stands, and the national way is another. */
const post = async (unit: Unit, prescription: Prescription, pdf: Uint8Array, place: Place): Promise<void> => {
  const { code } = prescription
  const before = prescription.replaces ? await find_sent(unit, about_of(prescription.replaces)) : undefined
  const document = await compose_prescription(unit, prescription, place)
  const submission = await submission_of(unit, { prescription, document, pdf, before })
  try {
    const outgoing = await post_submission(unit, { submission, ...place, about: about_of(code) })
    await set_letter(unit, code, { state: 'posted', outgoing })
  } catch (error) {
    // What the gate refuses it refuses before anything is written.
    if (!(error instanceof Failure) || error.status !== 422) throw error
    await set_letter(unit, code, { state: 'refused', reason: error.message })
  }
}

/** Lays a sealed prescription into the exchange's outbox, in the transaction that sealed it. */
export const post_sealed = async (
  unit: Unit,
  prescription: Prescription,
  { bytes }: SignedBytes,
  place: Place,
): Promise<void> => post(unit, prescription, bytes, place)

/**
 * What a signed prescription means for the hub: it leaves at once where the facility's seal is on it, and waits for that where
 * it is not; the one it replaces never leaves then. In the transaction that signs. @throws 422 a pharmacy that is no member
 */
export const post_when_signed = async (
  unit: Unit,
  prescription: Prescription,
  paper: SignedBytes,
  place: Place,
): Promise<void> => {
  await check_pharmacy(unit, prescription.pharmacy)
  if (!(await leaves_by_hub(unit.sql, unit.caller.facility))) return
  if (prescription.replaces) await set_letter(unit, prescription.replaces, { state: 'replaced', only: 'unsealed' })
  await put_letter(unit, prescription)
  if (paper.is_sealed) await post(unit, prescription, paper.bytes, place)
}
