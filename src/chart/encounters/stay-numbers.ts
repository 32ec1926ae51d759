import type { Unit } from '../../platform/records/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import { take_number, type Series } from '../numbers/index.ts'
import type { Admission } from './contract.ts'

type Kind = Admission['kind']

/**
 * Each kind of stay is counted by itself, as the paper has boxes of their own: số vào viện, số ngoại trú (15, 16, 29/BV1),
 * số nhập trạm (17/BV1).
 */
const numbering: Record<Kind, { series: Series; system: string; letter: string }> = {
  inpatient: { series: 'admission-number', system: identifier_system.admission_number, letter: '' },
  outpatient: { series: 'outpatient-number', system: identifier_system.outpatient_number, letter: 'N' },
  station: { series: 'station-number', system: identifier_system.station_number, letter: 'T' },
}

/**
 * Mã YT of the paper, four groups: province / hospital / year / số vào viện. Who has no số vào viện has the number of his
 * own kind there, and its letter (N ngoại trú, T trạm) keeps it from being an inpatient's code of the same year.
 */
export const format_ma_yt = (facility: string, year: number, number: number, kind: Kind): string =>
  `${facility.slice(0, 2)}/${facility.slice(2)}/${String(year).slice(2)}/${numbering[kind].letter}${String(number).padStart(6, '0')}`

export const format_stay_number = (year: number, number: number): string =>
  `${String(year).slice(2)}${String(number).padStart(6, '0')}`

export type StayNumbers = { system: string; admission_number: string; ma_yt: string }

/** Takes the next number of the kind, inside the transaction that opens the stay. */
export const take_stay_numbers = async (unit: Unit, kind: Kind, year: number): Promise<StayNumbers> => {
  const { facility } = unit.caller
  const { series, system } = numbering[kind]
  const number = await take_number(unit.sql, facility, series, String(year))
  return {
    system,
    admission_number: format_stay_number(year, number),
    ma_yt: format_ma_yt(facility, year, number, kind),
  }
}
