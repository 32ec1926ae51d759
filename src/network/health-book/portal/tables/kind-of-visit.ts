import { days_between } from '../../../../base/time/index.ts'
import { code_system, list_of } from '../../../../standards/fhir/index.ts'
import { coded_in, class_of, type TableSource } from './source.ts'

const four_hours_ms = 4 * 3_600_000

/** MA_LOAI_KCB: as the visit says it, or as its class and its days do (09: a stay under four hours). */
export const kind_of_visit = (source: TableSource): string => {
  const { encounter, stay } = source.visit
  const said = list_of(encounter['type']).map((type) => coded_in(type, code_system.visit_type))
  const written = said.find((code) => code !== '')
  if (written !== undefined) return written
  const end = stay.discharged_at ?? stay.admitted_at
  if (class_of(source) === 'IMP') return Date.parse(end) - Date.parse(stay.admitted_at) < four_hours_ms ? '09' : '03'
  if (class_of(source) === 'SS') return '04'
  if (class_of(source) === 'VR') return '14'
  return stay.admitted_at.slice(0, 10) === end.slice(0, 10) ? '01' : '02'
}

/** SO_NGAY_DTRI (rule R068); '' where only billing or the drugs' own days could say it. */
export const days_of_visit = (source: TableSource, kind: string): string => {
  const { stay } = source.visit
  const end = stay.discharged_at ?? stay.admitted_at
  if (['02', '03', '04', '06'].includes(kind))
    return String(days_between(stay.admitted_at.slice(0, 10), end.slice(0, 10)) + 1)
  return ['05', '08'].includes(kind) ? '' : '0'
}
