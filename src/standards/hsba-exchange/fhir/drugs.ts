/** MedicationRequest ↔ YLenhThuocVatTu. Fields nothing in FHIR answers are left out; `shape_hsba` writes them empty. */
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import { reason_of, requester_of, slip_head, slips_of, unknown_order } from './slips.ts'
import { by_time } from './source.ts'
import type { FhirRecord, Names } from './source.ts'
import type { StayFacts } from './stay.ts'
import { code_of, compact, concept, moment_from_fhir, moment_to_fhir, number_text } from './values.ts'
import { to_quantity, words_of } from './values.ts'

type FullSlip = HoSoBenhAn['YLenhThuocVatTu']['danhsach'][number]
type Line = Partial<FullSlip['danhsach'][number]>
type Slip = Partial<Omit<FullSlip, 'danhsach'>> & { danhsach: Line[] }

const line_of = (one: R.MedicationRequest): Line => ({
  cachdung: one.dosageInstruction?.[0]?.text ?? '',
  ngaykedonthuoc: moment_from_fhir(one.authoredOn),
  donvitinh: one.dispenseRequest?.quantity?.unit ?? '',
  mathuocvattu_byt: code_of(one.medicationCodeableConcept),
  soluongthuocvattu: number_text(one.dispenseRequest?.quantity),
  tenthuocvattu: words_of(one.medicationCodeableConcept),
  ylenhthuocvattu_ghichu: one.note?.[0]?.text ?? '',
})

export const drug_slips = (record: FhirRecord, names: Names, facts: StayFacts): Slip[] => {
  const all = by_time(record.medication_requests, (one) => one.authoredOn)
  return slips_of(all, (one) => one.groupIdentifier?.value).map(({ first, lines }) => ({
    ...slip_head(names, facts, first.groupIdentifier?.value, first),
    danhsach: lines.map(line_of),
  }))
}

const request_of = (
  slip: FullSlip,
  line: FullSlip['danhsach'][number],
  patient: string,
  encounter: string,
): R.MedicationRequest => {
  const quantity = to_quantity(line.soluongthuocvattu, line.donvitinh)
  return compact({
    resourceType: 'MedicationRequest' as const,
    ...unknown_order,
    groupIdentifier: slip.sophieu === '' ? undefined : { value: slip.sophieu },
    medicationCodeableConcept: concept(line.tenthuocvattu, line.mathuocvattu_byt),
    subject: { reference: patient },
    encounter: { reference: encounter },
    authoredOn: moment_to_fhir(line.ngaykedonthuoc),
    requester: requester_of(slip),
    reasonCode: reason_of(slip),
    note: line.ylenhthuocvattu_ghichu === '' ? [] : [{ text: line.ylenhthuocvattu_ghichu }],
    dosageInstruction: line.cachdung === '' ? [] : [{ text: line.cachdung }],
    dispenseRequest: quantity === undefined ? undefined : { quantity },
  })
}

/** A line without a drug is no MedicationRequest (medication[x] is 1..1); it is kept as words instead. */
export const drugs_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.MedicationRequest[] =>
  hsba.YLenhThuocVatTu.danhsach.flatMap((slip) =>
    slip.danhsach
      .filter((line) => line.tenthuocvattu + line.mathuocvattu_byt !== '')
      .map((line) => request_of(slip, line, patient, encounter)),
  )
