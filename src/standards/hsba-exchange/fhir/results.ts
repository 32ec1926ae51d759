/** DiagnosticReport and laboratory Observation ↔ KetQuaChanDoanHinhAnh, KetQuaXetNghiem. */
import { code_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type * as R from './shapes.ts'
import type { FhirRecord, Names } from './source.ts'
import { by_time, is_live } from './source.ts'
import type { StayFacts } from './stay.ts'
import { code_of, moment_from_fhir, number_text, words_of } from './values.ts'

type ImagingRow = Partial<HoSoBenhAn['KetQuaChanDoanHinhAnh']['danhsach'][number]>
type FullSlip = HoSoBenhAn['KetQuaXetNghiem']['danhsach'][number]
/** Fields nothing in FHIR answers are left out here; `shape_hsba` writes them empty. */
type LabLine = Partial<FullSlip['danhsach'][number]>
type LabSlip = Partial<Omit<FullSlip, 'danhsach'>> & { danhsach: LabLine[] }

const has_category = (one: { category?: R.CodeableConcept[] }, codes: readonly string[]): boolean =>
  (one.category ?? []).some((category) => codes.includes(code_of(category)))

const imaging_codes = ['imaging', 'RAD', 'CT', 'NMR', 'RUS', 'NMS']
const laboratory_codes = ['laboratory', 'LAB', 'HM', 'CH', 'MB', 'SR', 'PAT', 'IMM', 'BLB']

const order_of = (report: R.Report, record: FhirRecord): R.ServiceRequest | undefined => {
  const wanted = report.basedOn?.[0]?.reference
  return record.service_requests.find((one) => one.id !== undefined && `ServiceRequest/${one.id}` === wanted)
}

const report_time = (one: R.Report): string | undefined => one.effectiveDateTime ?? one.issued

export const imaging_rows = (record: FhirRecord, names: Names): ImagingRow[] =>
  by_time(
    record.diagnostic_reports.filter((one) => has_category(one, imaging_codes)),
    report_time,
  ).map((report) => {
    const order = order_of(report, record)
    return {
      sophieu: report.identifier?.[0]?.value ?? '',
      bacsichidinh: names.person(order?.requester),
      bacsithuchien: names.person(report.resultsInterpreter?.[0] ?? report.performer?.[0]),
      chandoan: words_of(order?.reasonCode?.[0]),
      machidinh: code_of(report.code),
      tenchidinh: words_of(report.code),
      ngaychidinh: moment_from_fhir(order?.authoredOn),
      ngaythuchien: moment_from_fhir(report_time(report)),
      kqcls_ketluan: report.conclusion ?? '',
    }
  })

const range_text = (range: { text?: string; low?: R.Quantity; high?: R.Quantity } | undefined): string => {
  if (range === undefined) return ''
  const [low, high] = [number_text(range.low), number_text(range.high)]
  if (range.text !== undefined) return range.text
  if (low !== '' && high !== '') return `${low} - ${high}`
  return low !== '' ? `≥ ${low}` : high === '' ? '' : `≤ ${high}`
}

const result_text = (one: R.Observation): string =>
  one.valueQuantity === undefined
    ? (one.valueString ??
      (one.valueInteger === undefined ? words_of(one.valueCodeableConcept) : String(one.valueInteger)))
    : number_text(one.valueQuantity)

/** S5 writes 1 for an abnormal result, 0 for a normal one; nothing was said: nothing is written. */
const abnormal_flag = (one: R.Observation): string => {
  const code = code_of(one.interpretation?.[0])
  return code === '' ? '' : code === 'N' ? '0' : '1'
}

const lab_line = (one: R.Observation, group: string): LabLine => ({
  machiso: code_of(one.code),
  pkqxn_tenxetnghiem: words_of(one.code),
  ketqua: result_text(one),
  donvi: one.valueQuantity?.unit ?? '',
  trisothamchieu: range_text(one.referenceRange?.[0]),
  ketquabatthuong: abnormal_flag(one),
  nhom: group,
})

const lab_slip = (facts: StayFacts, sophieu: string, danhsach: LabLine[]): LabSlip => ({
  doituongbn: facts.doituong,
  sophieu,
  danhsach,
})

/** Reports with their results, then the results no report speaks of, all on one slip without a number. */
export const lab_slips = (record: FhirRecord, names: Names, facts: StayFacts): LabSlip[] => {
  const lab = by_time(
    record.observations.filter((one) => has_category(one, ['laboratory'])),
    (one) => one.effectiveDateTime,
  )
  const by_reference = new Map(lab.filter((one) => one.id).map((one) => [`Observation/${one.id}`, one]))
  const reports = by_time(
    record.diagnostic_reports.filter((one) => has_category(one, laboratory_codes)),
    report_time,
  )
  const told = new Set<R.Observation>()
  const slips = reports.map((report) => {
    const order = order_of(report, record)
    const results = (report.result ?? []).flatMap((one) => by_reference.get(one.reference ?? '') ?? []).filter(is_live)
    for (const one of results) told.add(one)
    const lines = results.map((one) => lab_line(one, words_of(report.code)))
    return {
      ...lab_slip(facts, report.identifier?.[0]?.value ?? '', lines),
      bacsichidinh: names.person(order?.requester),
      nguoithuchienxetnghiem: names.person(report.performer?.[0] ?? report.resultsInterpreter?.[0]),
      chandoan: words_of(order?.reasonCode?.[0]),
      giolaymau: moment_from_fhir(results[0]?.effectiveDateTime),
      ngayketqua: moment_from_fhir(report.issued ?? report.effectiveDateTime),
      ghichu: report.conclusion ?? '',
    }
  })
  const rest = lab.filter((one) => !told.has(one)).map((one) => lab_line(one, ''))
  return rest.length === 0 ? slips : [...slips, lab_slip(facts, '', rest)]
}

export const laboratory_category = [{ coding: [{ system: code_system.observation_category, code: 'laboratory' }] }]
