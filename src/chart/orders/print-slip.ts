import { fail } from '../../base/outcome/index.ts'
import { upper_case_name } from '../../base/text/index.ts'
import { show_moment } from '../../base/time/index.ts'
import { demand, find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, text_of, type Resource } from '../../standards/fhir/index.ts'
import { bar_widths, render_pdf, type PaperInput } from '../../standards/print/index.ts'
import { list_diagnoses, load_stay_places, to_stay, type Stay } from '../encounters/index.ts'
import { address_words, age_text, gender_of, name_of_patient } from '../patients/index.ts'
import type { Order, OrderPriority, TestCategory } from './contract.ts'
import { list_allergies, list_orders } from './open-orders.ts'
import { category_names } from './order-resource.ts'

const gender_words = { male: 'Nam', female: 'Nữ', other: 'Khác', unknown: 'Không rõ' } as const
const priority_words: Record<OrderPriority, string> = { routine: 'Thường', urgent: 'Khẩn', stat: 'Cấp cứu' }

const titles: Record<TestCategory, string> = {
  laboratory: 'Phiếu chỉ định xét nghiệm',
  imaging: 'Phiếu chỉ định chẩn đoán hình ảnh',
  procedure: 'Phiếu chỉ định thăm dò chức năng',
}

const hour_and_day = (at: string): string => {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(at) ?? []
  return `${hour} giờ ${minute}, ngày ${day} tháng ${month} năm ${year}`
}

const person_answers = (patient: Resource) => {
  const birth = text_of(patient['birthDate']) ?? ''
  return {
    ho_ten: upper_case_name(name_of_patient(patient)),
    ...{ ngay_sinh: show_moment(birth), tuoi: age_text(birth), gioi: gender_words[gender_of(patient)] },
    ma_nb: find_identifier(patient, identifier_system.patient_code) ?? '',
    bhyt: find_identifier(patient, identifier_system.bhyt) ?? '',
    dia_chi: address_words(patient),
  }
}

const place_answers = async (unit: Unit, stay: Stay) => {
  const places = await load_stay_places(unit, stay)
  const bed = places.beds.get(stay.bed ?? '')
  return {
    khoa: places.departments.get(stay.department)?.name ?? '',
    ...{ buong: bed?.room ?? '', giuong: bed?.name ?? '', so_vao_vien: stay.admission_number },
  }
}

const line_of = ({ test, reason, priority }: Order) => ({
  ...{ nhom: test.category, ten: test.name, ly_do: reason, muc_do: priority_words[priority] },
  ma: test.ministry === '' ? '' : `Mã BYT ${test.ministry}`,
})

const order_answers = (orders: Order[]) => {
  const [first] = orders
  const kinds = [...new Set(orders.map(({ test }) => test.category))]
  const slip = first?.slip ?? ''
  return {
    ...{ so_phieu: slip, vach: bar_widths(slip).join(','), luc: hour_and_day(first?.ordered_at ?? '') },
    tieu_de: kinds[0] && kinds.length === 1 ? titles[kinds[0]] : 'Phiếu chỉ định cận lâm sàng',
    cap_cuu: orders.some(({ priority }) => priority === 'stat'),
    bac_si: first?.ordered_by ?? '',
    nhom: kinds.map((ma) => ({ ma, ten: category_names[ma] })),
    dich_vu: orders.map(line_of),
  }
}

const diagnosis_of = async (unit: Unit, stay: Stay): Promise<string> => {
  const found = (await list_diagnoses(unit, [stay.id])).get(stay.id) ?? []
  return [...new Set(found.map(({ text, code }) => (code ? `${text} (${code})` : text)))].join('; ')
}

const gather = async (unit: Unit, encounter: string, slip: string): Promise<PaperInput> => {
  const { facility: code } = unit.caller
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  const orders = (await list_orders(unit, encounter)).filter((one) => one.slip === slip && one.state !== 'cancelled')
  if (orders.length === 0) throw fail.not_found('Không có phiếu chỉ định này, hoặc mọi dòng đã hủy')
  const patient = resource_of(await unit.get('Patient', stay.patient))
  const house = await find_facility(unit.sql, code)
  const act = {
    action: 'R',
    interaction: 'print',
    type: 'ServiceRequest',
    ref: `ServiceRequest?requisition=${slip}`,
  } as const
  unit.note({ ...act, patient: stay.patient, detail: `${orders.length} dòng` })
  return {
    form: { slug: 'paper', layout: 'order-slip.typ', code: null, title: `Phiếu chỉ định ${slip}`, sections: [] },
    ...{ signatures: {}, mode: 'paper' },
    answers: {
      ...{ co_quan: house?.authority ?? '', co_so: house?.name ?? code },
      ...person_answers(patient),
      ...(await place_answers(unit, stay)),
      ...order_answers(orders),
      chan_doan: await diagnosis_of(unit, stay),
      di_ung: (await list_allergies(unit, stay.patient)).join(', '),
    },
  }
}

/**
 * One slip on paper, to go with the person or the specimen: its number as Code 128, what was not taken back.
 * @throws 403, 404 for a slip that is none of this stay
 */
export const print_slip = async (
  store: Store,
  caller: Caller,
  encounter: string,
  slip: string,
): Promise<{ bytes: Uint8Array; name: string }> => {
  demand(caller, 'record.read')
  const input = await store.unit(caller, (unit) => gather(unit, encounter, slip))
  return { bytes: await render_pdf(input), name: `phieu-chi-dinh-${slip}.pdf` }
}
