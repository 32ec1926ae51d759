import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import {
  printed_name,
  tidy_code,
  type Prescription,
  type PrescriptionKind,
} from '../../standards/e-prescription/index.ts'
import type { PrescriptionHead } from './contract.ts'

export type StoredPrescription = {
  code: string
  kind: PrescriptionKind
  encounter: string
  patient: string
  body: Prescription
  signer: string
  signer_name: string
  signed_at: Date
  document: string
  replaces: string | null
  replaced_by: string | null
  replaced_at: Date | null
}

const columns =
  'code, kind, encounter, patient, body, signer, signer_name, signed_at, document, replaces, replaced_by, replaced_at'

const earlier_max = 50

/** Of one person, newest first. */
export const list_prescriptions = async (sql: Sql, facility: string, patient: string): Promise<StoredPrescription[]> =>
  (
    await sql.query<StoredPrescription>(
      `SELECT ${columns} FROM prescribing.prescription
       WHERE facility = $1 AND patient = $2 ORDER BY signed_at DESC, code LIMIT $3`,
      [facility, patient, earlier_max],
    )
  ).rows

/** All that were signed in a stay, in their order. */
export const list_prescriptions_of_stay = async (
  sql: Sql,
  facility: string,
  encounter: string,
): Promise<StoredPrescription[]> =>
  (
    await sql.query<StoredPrescription>(
      `SELECT ${columns} FROM prescribing.prescription WHERE facility = $1 AND encounter = $2 ORDER BY signed_at, code`,
      [facility, encounter],
    )
  ).rows

/** A prescription this facility signed, whatever case its code was typed in. */
export const find_prescription = async (
  sql: Sql,
  facility: string,
  code: string,
): Promise<StoredPrescription | undefined> =>
  (
    await sql.query<StoredPrescription>(
      `SELECT ${columns} FROM prescribing.prescription WHERE facility = $1 AND code = $2`,
      [facility, tidy_code(code) ?? code],
    )
  ).rows[0]

export const get_prescription = async (sql: Sql, facility: string, code: string): Promise<StoredPrescription> => {
  const found = await find_prescription(sql, facility, code)
  if (!found) throw fail.not_found(`Cơ sở này không có đơn thuốc ${code}`)
  return found
}

/** Whether the seven characters are free, whatever the type. */
export const is_free = async (sql: Sql, facility: string, code: string): Promise<boolean> =>
  (
    await sql.query(
      'SELECT 1 FROM prescribing.prescription WHERE facility = $1 AND substr(code, 1, 12) = substr($2, 1, 12)',
      [facility, code],
    )
  ).rows.length === 0

export const put_prescription = async (
  sql: Sql,
  prescription: Prescription,
  place: { encounter: string; patient: string; signer: string; document: string },
): Promise<void> => {
  const { code, kind, facility, signed_at, collect_until, replaces } = prescription
  await sql.query(
    `INSERT INTO prescribing.prescription
       (facility, code, kind, encounter, patient, body, signer, signer_name, signed_at, collect_until, document, replaces)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[facility.code, code, kind, place.encounter, place.patient, JSON.stringify(prescription)],
      ...[place.signer, prescription.prescriber.name, signed_at, collect_until, place.document, replaces ?? null],
    ],
  )
}

/** The only thing that is ever written beside a signed prescription, once. @throws 409 when another was quicker */
export const mark_replaced = async (
  sql: Sql,
  facility: string,
  old: string,
  by: string,
  at: string,
  reason: string,
): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE prescribing.prescription SET replaced_by = $3, replaced_at = $4, replace_reason = $5
     WHERE facility = $1 AND code = $2 AND replaced_by IS NULL`,
    [facility, old, by, at, reason],
  )
  if (row_count === 0) throw fail.conflict(`Đơn ${old} đã được thay bằng đơn khác; hãy tải lại`)
}

export const to_head = (stored: StoredPrescription): PrescriptionHead => ({
  code: stored.code,
  kind: stored.kind,
  encounter: stored.encounter,
  patient: stored.patient,
  signed_at: stored.body.signed_at,
  signer_name: stored.signer_name,
  collect_until: stored.body.collect_until,
  ...(stored.replaces ? { replaces: stored.replaces } : {}),
  ...(stored.replaced_by ? { replaced_by: stored.replaced_by } : {}),
  lines: stored.body.lines.map((line) => ({
    name: printed_name(line),
    quantity: line.quantity,
    unit: line.unit,
    directions: line.directions,
  })),
})
