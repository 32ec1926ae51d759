import { age_text } from '../../chart/patients/index.ts'
import { format_date, local_date, local_time, show_moment } from '../../base/time/index.ts'
import { upper_case_name } from '../../base/text/index.ts'
import {
  render_appearance,
  render_pages,
  render_signable,
  type PaperInput,
  type PaperPages,
} from '../../standards/print/index.ts'
import { kind_names, printed_name, type Prescription } from '../../standards/e-prescription/index.ts'
import { add_slots, find_empty_slot, sign_pdf, type SigningProvider } from '../../standards/signatures/index.ts'
import { quantity_text, with_nought } from './rules/quantity.ts'
import { get_rule } from './rules/rules.ts'

const slot = 'bac_si'
const slot_label = 'Bác sĩ kê đơn'
const gender_words = { male: 'Nam', female: 'Nữ', other: 'Khác', unknown: 'Không rõ' } as const

const day = (text: string): string => show_moment(text)

const answers_of = (prescription: Prescription): PaperInput['answers'] => {
  const { patient, prescriber, facility, kind, lines } = prescription
  const signed_day = local_date(prescription.signed_at)
  const below = get_rule('leading_zero_below', signed_day).value
  const answers: Record<string, string | undefined> = {
    loai: kind,
    co_quan: facility.authority,
    co_so: facility.name,
    ma_co_so: facility.code,
    ma_don: prescription.code,
    ten_don: kind_names[kind],
    thay_the: prescription.replaces,
    ho_ten: upper_case_name(patient.name),
    ngay_sinh: day(patient.birth_date),
    tuoi: age_text(patient.birth_date, signed_day),
    gioi: gender_words[patient.gender],
    giay_to: patient.cccd ?? patient.passport,
    can_nang: patient.weight_kg === undefined ? undefined : String(patient.weight_kg).replace('.', ','),
    bhyt: patient.bhyt,
    dia_chi: patient.address,
    nguoi_dua: patient.guardian,
    chan_doan: prescription.diagnoses.map(({ code, text }) => `${text} (${code})`).join('; '),
    dot: prescription.courses.map(({ number, from, to }) => `đợt ${number} từ ${day(from)} đến ${day(to)}`).join('; '),
    so_khoan: with_nought(lines.length, below),
    loi_dan: prescription.advice,
    tai_kham: prescription.reexam_days === undefined ? undefined : `sau ${prescription.reexam_days} ngày`,
    han: format_date(prescription.collect_until),
    ngay_ke: `Ngày ${signed_day.slice(8)} tháng ${signed_day.slice(5, 7)} năm ${signed_day.slice(0, 4)}`,
    bac_si_ten: prescriber.name,
    cchn: prescriber.licence ? `Số GPHN/CCHN: ${prescriber.licence}` : undefined,
    nguoi_nhan: prescription.recipient?.name,
    giay_to_nguoi_nhan: prescription.recipient?.identity,
  }
  const told = Object.entries(answers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(told),
    thuoc: lines.map((line) => ({
      ten: printed_name(line),
      so_luong: quantity_text(line.quantity, kind, below),
      don_vi: line.unit,
      cach_dung: line.directions,
    })),
  }
}

const input_of = (prescription: Prescription, page: Pick<PaperInput, 'mode' | 'marks'>): PaperInput => ({
  form: {
    slug: 'paper',
    layout: 'prescription.typ',
    code: null,
    title: `${kind_names[prescription.kind]} ${prescription.code}`,
    sections: [],
  },
  answers: answers_of(prescription),
  signatures: {},
  signers: [{ id: slot, label: slot_label }],
  ...page,
})

/** As it will be printed, for the screen. */
export const draw_prescription = (prescription: Prescription): Promise<PaperPages> =>
  render_pages(input_of(prescription, { mode: 'screen' }))

export type SignedPaper = { base: Uint8Array; signed: Uint8Array }

/** The paper with the doctor's signature in its place. The QR is the code alone, nothing of the illness (RX-10). */
export const sign_prescription_paper = async (
  prescription: Prescription,
  provider: SigningProvider,
): Promise<SignedPaper> => {
  const { prescriber, facility } = prescription
  const at = new Date(prescription.signed_at)
  const { pdf, slots } = await render_signable(
    input_of(prescription, {
      mode: 'paper',
      marks: {
        facility_name: facility.name,
        printed_at: local_time(at).slice(0, 16),
        printed_by: prescriber.name,
        qr_text: prescription.code,
        system: 'Bệnh Án Mở',
        status: 'signed',
      },
    }),
  )
  const base = add_slots(
    pdf,
    slots.map(({ id, ...place }) => ({ field_name: id, label: slot_label, ...place })),
    at,
  )
  const room = find_empty_slot(base, slot)
  const mark = { name: prescriber.name, role: slot_label, at: local_time(at).slice(0, 16) }
  const signed = await sign_pdf(base, {
    provider,
    signer_name: prescriber.name,
    reason: 'Kê đơn thuốc',
    location: facility.name,
    signed_at: at,
    field_name: slot,
    appearance: room && (await render_appearance(mark, room)),
  })
  return { base, signed }
}
