import type { Figures } from './contract.ts'
import type { FigureFacts } from './figures.ts'

/**
 * Visits by type and by who pays, for the six-monthly report of the health book (MON-16; QĐ 2733/QĐ-BYT 2024, annex). They
 * stand among a day's totals as `exam.insured.visits`, `exam.insured.linked`; what is nought is left out. `linked`, the sum,
 * says that the day was told in this way: a report made before has none of them, and that is "chưa báo", not 0.
 */
export type VisitType = 'exam' | 'outpatient' | 'pickup' | 'inpatient' | 'day' | 'remote'
export type Payer = 'insured' | 'uninsured' | 'unstated'
type Of = 'visits' | 'linked'

type VisitTypeFacts = FigureFacts & {
  /** MA_LOAI_KCB (QĐ 824/QĐ-BYT 2023, QĐ 1804/QĐ-BYT 2026) where the visit names one (Encounter.type). */
  codes: readonly string[]
}

const source = 'Hồ sơ của cơ sở, đếm tự động'
const source_en = 'The facility’s own records, counted by program'
const sourced = { source, source_en }

export const visit_types: Record<VisitType, VisitTypeFacts> = {
  exam: {
    ...{ name: 'Khám bệnh ngoại trú', name_en: 'Outpatient examination', ...sourced },
    says: 'Lượt ghi loại 01, 10–13, 15, 16; không ghi loại: lượt ngoại trú, cấp cứu bắt đầu và kết thúc trong một ngày.',
    says_en: 'Visits of type 01, 10–13, 15, 16; without a type: outpatient or emergency visits within one day.',
    codes: ['01', '10', '11', '12', '13', '15', '16'],
  },
  outpatient: {
    ...{ name: 'Điều trị ngoại trú', name_en: 'Outpatient treatment', ...sourced },
    says: 'Lượt ghi loại 02, 05, 08; không ghi loại: lượt ngoại trú kéo dài qua ngày.',
    says_en: 'Visits of type 02, 05, 08; without a type: outpatient visits that last longer than their day.',
    codes: ['02', '05', '08'],
  },
  pickup: {
    ...{ name: 'Lĩnh thuốc theo hẹn', name_en: 'Medicines fetched by appointment', ...sourced },
    says: 'Lượt ghi loại 07.',
    says_en: 'Visits of type 07.',
    codes: ['07'],
  },
  inpatient: {
    ...{ name: 'Điều trị nội trú', name_en: 'Inpatient treatment', ...sourced },
    says: 'Lượt ghi loại 03, 06, 09; không ghi loại: lượt nội trú (class IMP).',
    says_en: 'Visits of type 03, 06, 09; without a type: class IMP.',
    codes: ['03', '06', '09'],
  },
  day: {
    ...{ name: 'Điều trị nội trú ban ngày', name_en: 'Day treatment', ...sourced },
    says: 'Lượt ghi loại 04; không ghi loại: lượt ban ngày (class SS).',
    says_en: 'Visits of type 04; without a type: class SS.',
    codes: ['04'],
  },
  remote: {
    ...{ name: 'Khám, chữa bệnh từ xa', name_en: 'Remote care', ...sourced },
    says: 'Lượt ghi loại 14; không ghi loại: lượt từ xa (class VR).',
    says_en: 'Visits of type 14; without a type: class VR.',
    codes: ['14'],
  },
}

export const payers: Record<Payer, FigureFacts> = {
  insured: {
    ...{ name: 'Có BHYT', name_en: 'Insured', ...sourced },
    says: 'Đối tượng ghi trong hồ sơ của lượt là BHYT.',
    says_en: 'The record says the health insurance pays.',
  },
  uninsured: {
    ...{ name: 'Không BHYT', name_en: 'Not insured', ...sourced },
    says: 'Đối tượng ghi trong hồ sơ là thu phí, miễn hoặc khác.',
    says_en: 'The record says another pays: the person, an exemption, others.',
  },
  unstated: {
    ...{ name: 'Chưa ghi đối tượng', name_en: 'Payer not written', ...sourced },
    says: 'Hồ sơ của lượt không ghi đối tượng; nêu riêng, không tính vào cột nào.',
    says_en: 'The record does not say who pays; told apart, part of neither column.',
  },
}

export const linked_facts: FigureFacts = {
  ...{ name: 'Lượt đã liên thông', name_en: 'Visits linked' },
  says: 'Trong số lượt kết thúc trong ngày: trục đã nhận trang sổ sức khỏe của lượt, theo biên nhận cơ sở giữ.',
  says_en: 'Of the visits that ended: the hub has the page, by the receipt the facility keeps.',
  ...{ source: 'Hộp gửi của cơ sở', source_en: 'The facility’s outbox' },
}

export const type_names = Object.keys(visit_types) as VisitType[]
export const payer_names = Object.keys(payers) as Payer[]

export const cell_name = (type: VisitType, payer: Payer, of: Of): string => `${type}.${payer}.${of}`

const pairs = type_names.flatMap((type) => payer_names.map((payer) => ({ type, payer })))
const visit_cells = pairs.map(({ type, payer }) => cell_name(type, payer, 'visits'))
const linked_cells = pairs.map(({ type, payer }) => cell_name(type, payer, 'linked'))

/** What the totals of a day may hold beside the totals themselves. */
export const visit_figure_names: readonly string[] = ['linked', ...visit_cells, ...linked_cells]

const sum = (said: Figures, names: string[]): number => names.reduce((total, name) => total + (said[name] ?? 0), 0)

/** Whether the day was told by type: only then is a cell that is not there nought. */
export const is_told_by_type = (said: Figures | undefined): said is Figures => typeof said?.['linked'] === 'number'

/** Of how many visits a claim may come: the insured and those of which nobody wrote who pays; of a plain total, all. */
export const insured_visits = (said: Figures): number | undefined => {
  if (!is_told_by_type(said)) return said['visits'] ?? undefined
  return pairs.reduce(
    (total, { type, payer }) => (payer === 'uninsured' ? total : total + (said[cell_name(type, payer, 'visits')] ?? 0)),
    0,
  )
}

export type CellFault = { name: string; message: string }

/** Cells that do not add up to the totals of their day, or of which more are linked than there were. */
export const check_visit_cells = (said: Figures): CellFault[] => {
  const cells = [...visit_cells, ...linked_cells].filter((name) => typeof said[name] === 'number')
  if (!is_told_by_type(said))
    return cells.length === 0
      ? []
      : [{ name: 'linked', message: 'Có số theo loại lượt nhưng thiếu tổng số lượt đã liên thông' }]
  const [visits, linked] = [sum(said, visit_cells), sum(said, linked_cells)]
  const total = said['visits'] ?? null
  const faults = pairs.flatMap(({ type, payer }): CellFault[] => {
    const name = cell_name(type, payer, 'linked')
    const [part, whole] = [said[name] ?? 0, said[cell_name(type, payer, 'visits')] ?? 0]
    const what = `${visit_types[type].name}, ${payers[payer].name}`
    return part > whole ? [{ name, message: `${what}: ${part} lượt đã liên thông trong ${whole} lượt` }] : []
  })
  if (visits !== total)
    faults.push({ name: 'visits', message: `Các loại lượt cộng lại ${visits}, không bằng tổng ${total ?? 'không có'}` })
  if (linked !== said['linked'])
    faults.push({ name: 'linked', message: `Lượt đã liên thông cộng lại ${linked}, không bằng tổng ${said['linked']}` })
  return faults
}

export type VisitPair = { visits: number; linked: number }
export type VisitMatrix = {
  rows: { type: VisitType; insured: VisitPair; uninsured: VisitPair; total: VisitPair }[]
  unstated: VisitPair
  total: VisitPair
}

const add = (a: VisitPair, b: VisitPair): VisitPair => ({ visits: a.visits + b.visits, linked: a.linked + b.linked })
const none: VisitPair = { visits: 0, linked: 0 }

/** Days or facilities added up into the annex's table; the same for the facility's page and the Sở's report. */
export const to_visit_matrix = (told: Figures[]): VisitMatrix => {
  const pair = (type: VisitType, payer: Payer): VisitPair => ({
    visits: told.reduce((total, said) => total + (said[cell_name(type, payer, 'visits')] ?? 0), 0),
    linked: told.reduce((total, said) => total + (said[cell_name(type, payer, 'linked')] ?? 0), 0),
  })
  const rows = type_names.map((type) => {
    const [insured, uninsured] = [pair(type, 'insured'), pair(type, 'uninsured')]
    return { type, insured, uninsured, total: add(insured, uninsured) }
  })
  const unstated = type_names.map((type) => pair(type, 'unstated')).reduce(add, none)
  return { rows, unstated, total: rows.map((row) => row.total).reduce(add, unstated) }
}
