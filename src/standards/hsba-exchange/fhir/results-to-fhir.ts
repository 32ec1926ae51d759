/** KetQuaChanDoanHinhAnh, KetQuaXetNghiem → DiagnosticReport and Observation. */
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import { laboratory_category } from './results.ts'
import type * as R from './shapes.ts'
import { compact, concept, moment_to_fhir, to_quantity } from './values.ts'

const people = (display: string): R.Reference[] => (display === '' ? [] : [{ display }])
const numbered = (sophieu: string): R.Identifier[] => (sophieu === '' ? [] : [{ value: sophieu }])

export const imaging_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): R.Report[] =>
  hsba.KetQuaChanDoanHinhAnh.danhsach
    .filter((row) => row.tenchidinh + row.machidinh !== '')
    .map((row) =>
      compact({
        resourceType: 'DiagnosticReport' as const,
        status: 'final',
        identifier: numbered(row.sophieu),
        category: [{ coding: [{ code: 'imaging' }] }],
        code: concept(row.tenchidinh, row.machidinh),
        subject: { reference: patient },
        encounter: { reference: encounter },
        effectiveDateTime: moment_to_fhir(row.ngaythuchien),
        resultsInterpreter: people(row.bacsithuchien),
        conclusion: row.kqcls_ketluan,
      }),
    )

type Line = HoSoBenhAn['KetQuaXetNghiem']['danhsach'][number]['danhsach'][number]

/** "5.43" becomes a quantity; "05.430", "< 5" and "âm tính" stay as they were written. */
const value_of = (line: Line): Partial<R.Observation> => {
  const quantity = line.ketqua === '' ? undefined : to_quantity(line.ketqua, line.donvi)
  if (quantity?.value !== undefined) return { valueQuantity: quantity }
  return line.ketqua === '' ? {} : { valueString: line.ketqua }
}

const flags: Record<string, string> = { '0': 'N', '1': 'A' }
const interpretation_system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'

const observation = (line: Line, taken: string | undefined, patient: string, encounter: string): R.Observation => {
  const flag = flags[line.ketquabatthuong]
  return compact({
    resourceType: 'Observation' as const,
    status: 'final',
    category: laboratory_category,
    code: concept(line.pkqxn_tenxetnghiem, line.machiso),
    subject: { reference: patient },
    encounter: { reference: encounter },
    effectiveDateTime: taken,
    ...value_of(line),
    interpretation: flag === undefined ? [] : [{ coding: [{ system: interpretation_system, code: flag }] }],
    referenceRange: line.trisothamchieu === '' ? [] : [{ text: line.trisothamchieu }],
  })
}

/** A report together with its results; the caller joins them by reference once they have names. */
export type LabReport = { report: R.Report; results: R.Observation[] }

export const lab_to_fhir = (hsba: HoSoBenhAn, patient: string, encounter: string): LabReport[] =>
  hsba.KetQuaXetNghiem.danhsach.map((slip) => {
    const taken = moment_to_fhir(slip.giolaymau)
    const lines = slip.danhsach.filter((line) => line.pkqxn_tenxetnghiem + line.machiso !== '')
    const report = compact({
      resourceType: 'DiagnosticReport' as const,
      status: 'final',
      identifier: numbered(slip.sophieu),
      category: [{ coding: [{ code: 'LAB' }] }],
      code: concept(slip.danhsach[0]?.nhom ?? '') ?? { text: 'Xét nghiệm' },
      subject: { reference: patient },
      encounter: { reference: encounter },
      effectiveDateTime: taken,
      issued: slip.ngayketqua.includes(' ') ? moment_to_fhir(slip.ngayketqua) : undefined,
      performer: people(slip.nguoithuchienxetnghiem),
      conclusion: slip.ghichu,
    })
    return { report, results: lines.map((line) => observation(line, taken, patient, encounter)) }
  })
