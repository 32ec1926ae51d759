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

const doctor_slot = 'bac_si'
const doctor_label = 'Bác sĩ kê đơn'
const seal_slot = 'co_so_ky'
const seal_label = 'Chữ ký số của cơ sở'
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

const input_of = (
  prescription: Prescription,
  page: Pick<PaperInput, 'mode' | 'marks'>,
  has_room_for_seal = false,
): PaperInput => ({
  form: {
    ...{ slug: 'paper', layout: 'prescription.typ', code: null, sections: [] },
    title: `${kind_names[prescription.kind]} ${prescription.code}`,
  },
  answers: { ...answers_of(prescription), ...(has_room_for_seal ? { co_dau: true } : {}) },
  signatures: {},
  signers: [
    { id: doctor_slot, label: doctor_label },
    ...(has_room_for_seal ? [{ id: seal_slot, label: seal_label }] : []),
  ],
  ...page,
})

/** As it will be printed, for the screen. */
export const draw_prescription = (prescription: Prescription): Promise<PaperPages> =>
  render_pages(input_of(prescription, { mode: 'screen' }))

export type SignedStep = { slot: string; signer: string; signer_name: string; bytes: Uint8Array }
/** As rendered, and after each signature. */
export type SignedPaper = { base: Uint8Array; steps: [SignedStep, ...SignedStep[]] }

/** The doctor's key; the facility's where it seals by itself what leaves it, or room on the paper where somebody will. */
export type Providers = { doctor: SigningProvider; facility: SigningProvider | undefined; has_room_for_seal: boolean }

type Signer = { slot: string; label: string; id: string; name: string; reason: string; provider: SigningProvider }

const sign_step = async (before: Uint8Array, signer: Signer, place: string, at: Date): Promise<SignedStep> => {
  const { slot, label, id, name, reason, provider } = signer
  const room = find_empty_slot(before, slot)
  const mark = { name, role: label, at: local_time(at).slice(0, 16), ...(slot === seal_slot ? { is_seal: true } : {}) }
  const bytes = await sign_pdf(before, {
    ...{ provider, reason, signer_name: name, location: place, signed_at: at, field_name: slot },
    appearance: room && (await render_appearance(mark, room)),
  })
  return { slot, signer: id, signer_name: name, bytes }
}

/** The facility's seal over what the doctor signed, in the room that was left for it. */
export const seal_prescription_paper = (
  signed: Uint8Array,
  { code, name }: Prescription['facility'],
  provider: SigningProvider,
  at: Date,
): Promise<SignedStep> => {
  const sealer = { slot: seal_slot, label: seal_label, id: code, name, reason: 'Đơn thuốc của cơ sở', provider }
  return sign_step(signed, sealer, name, at)
}

/** The paper signed in its places. The QR is the code alone, nothing of the illness (RX-10). */
export const sign_prescription_paper = async (
  prescription: Prescription,
  { doctor, facility: sealing, has_room_for_seal }: Providers,
): Promise<SignedPaper> => {
  const { prescriber, facility } = prescription
  const at = new Date(prescription.signed_at)
  const { pdf, slots } = await render_signable(
    input_of(
      prescription,
      {
        mode: 'paper',
        marks: {
          facility_name: facility.name,
          printed_at: local_time(at).slice(0, 16),
          printed_by: prescriber.name,
          qr_text: prescription.code,
          system: 'Bệnh Án Mở',
          status: 'signed',
        },
      },
      has_room_for_seal,
    ),
  )
  const labels: Record<string, string> = { [doctor_slot]: doctor_label, [seal_slot]: seal_label }
  const base = add_slots(
    pdf,
    slots.map(({ id, ...place }) => ({ field_name: id, label: labels[id] ?? id, ...place })),
    at,
  )
  const by_doctor = await sign_step(
    base,
    {
      ...{ slot: doctor_slot, label: doctor_label, id: prescriber.id, name: prescriber.name },
      ...{ reason: 'Kê đơn thuốc', provider: doctor },
    },
    facility.name,
    at,
  )
  if (!sealing) return { base, steps: [by_doctor] }
  const sealed = await seal_prescription_paper(by_doctor.bytes, facility, sealing, at)
  return { base, steps: [by_doctor, sealed] }
}
