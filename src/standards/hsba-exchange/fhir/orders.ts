/** ServiceRequest ↔ PhieuChiDinh. Fields nothing in FHIR answers are left out; `shape_hsba` writes them empty. */
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import { reason_of, requester_of, slip_head, slips_of, unknown_order } from './slips.ts'
import { by_time } from './source.ts'
import type { FhirRecord, Names } from './source.ts'
import type { StayFacts } from './stay.ts'
import { code_of, compact, concept, moment_from_fhir, moment_to_fhir, number_text } from './values.ts'
import { to_quantity, words_of } from './values.ts'

type FullSlip = HoSoBenhAn['PhieuChiDinh']['danhsach'][number]
type Line = Partial<FullSlip['danhsach'][number]>
type Slip = Partial<Omit<FullSlip, 'danhsach'>> & { danhsach: Line[] }

const categories = [
  ['laboratory', 'Xét nghiệm'],
  ['imaging', 'Chẩn đoán hình ảnh'],
  ['procedure', 'Thủ thuật, phẫu thuật'],
] as const

const priorities = [
  ['routine', 'Thường'],
  ['urgent', 'Khẩn'],
  ['asap', 'Sớm nhất'],
  ['stat', 'Cấp cứu'],
] as const

const line_of = (one: R.ServiceRequest, names: Names): Line => {
  const category = code_of(one.category?.[0])
  return {
    machidinh: code_of(one.code),
    ngaychidinh: moment_from_fhir(one.authoredOn),
    loaichidinh: categories.find(([code]) => code === category)?.[1] ?? words_of(one.category?.[0]),
    loaimachidinh: category,
    noithuchienchidinh: names.place(one.performer?.[0]),
    soluong: number_text(one.quantityQuantity),
    tenchidinh: words_of(one.code),
  }
}

export const order_slips = (record: FhirRecord, names: Names, facts: StayFacts): Slip[] => {
  const all = by_time(record.service_requests, (one) => one.authoredOn)
  return slips_of(all, (one) => one.requisition?.value).map(({ first, lines }) => ({
    ...slip_head(names, facts, first.requisition?.value, first),
    danhsach: lines.map((one) => line_of(one, names)),
    mucdochidinh: priorities.find(([code]) => code === first.priority)?.[1] ?? '',
  }))
}

const request_of = (
  slip: FullSlip,
  line: FullSlip['danhsach'][number],
  patient: string,
  encounter: string,
): R.ServiceRequest => {
  const known = categories.find(([, word]) => word === line.loaichidinh)?.[0] ?? ''
  const category = concept(line.loaichidinh, line.loaimachidinh === '' ? known : line.loaimachidinh)
  return compact({
    resourceType: 'ServiceRequest' as const,
    ...unknown_order,
    requisition: slip.sophieu === '' ? undefined : { value: slip.sophieu },
    category: category === undefined ? [] : [category],
    priority: priorities.find(([, word]) => word === slip.mucdochidinh)?.[0],
    code: concept(line.tenchidinh, line.machidinh),
    quantityQuantity: to_quantity(line.soluong),
    subject: { reference: patient },
    encounter: { reference: encounter },
    authoredOn: moment_to_fhir(line.ngaychidinh),
    requester: requester_of(slip),
    performer: line.noithuchienchidinh === '' ? [] : [{ display: line.noithuchienchidinh }],
    reasonCode: reason_of(slip),
  })
}

export const orders_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.ServiceRequest[] =>
  hsba.PhieuChiDinh.danhsach.flatMap((slip) => slip.danhsach.map((line) => request_of(slip, line, patient, encounter)))
