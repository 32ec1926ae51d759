/** Small translations both directions share: moments in +07:00, identifiers, extensions, concepts. */
import { identifier_system } from '../../fhir/index.ts'
import { is_moment } from '../lexical.ts'
import type { Coding, CodeableConcept, Extension, Identifier, Quantity } from './shapes.ts'

const vietnam_offset_ms = 7 * 3600 * 1000
const two = (value: number): string => String(value).padStart(2, '0')

/** FHIR date, dateTime or instant → dd/mm/yyyy [HH:MM:SS.mmm] on a Vietnamese clock; '' when there is no day. */
export const moment_from_fhir = (text: string | undefined): string => {
  if (text === undefined) return ''
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (day !== null) return `${day[3]}/${day[2]}/${day[1]}`
  const at_ms = text.includes('T') ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at_ms)) return ''
  const at = new Date(at_ms + vietnam_offset_ms)
  const date = `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${String(at.getUTCFullYear()).padStart(4, '0')}`
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${date} ${time}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`
}

/** The way back; undefined when the text is no moment, so that it stays where it can be kept as text. */
export const moment_to_fhir = (text: string): string | undefined => {
  if (text === '' || !is_moment(text)) return undefined
  const [date = '', time] = text.split(' ')
  const day = date.split('/').toReversed().join('-')
  return time === undefined ? day : `${day}T${time.replace(/\.000$/, '')}+07:00`
}

/** Only a day, for fields that are dates. */
export const day_from_fhir = (text: string | undefined): string => moment_from_fhir(text).slice(0, 10)

/** birthDate may be a year or a year and month; the unknown part is 00. */
export const birth_date_from_fhir = (text: string | undefined): string => {
  const [year, month = '00', day = '00'] = (text ?? '').split('-')
  return year === undefined || !/^\d{4}$/.test(year) ? '' : `${day}/${month}/${year}`
}

export const birth_date_to_fhir = (text: string): string | undefined => {
  const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  if (found === null) return undefined
  return [found[3], found[2], found[1]].filter((part) => part !== '00').join('-')
}

/** Keys whose value is empty are left out, as FHIR asks (an empty string or list is no FHIR value). */
export const compact = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } => {
  const kept = Object.entries(value).filter(
    ([, part]) => part !== undefined && part !== '' && !(Array.isArray(part) && part.length === 0),
  )
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> }
}

export const identifier_of = (list: readonly Identifier[] | undefined, system: string): string =>
  (list ?? []).findLast((one) => one.system === system && one.use !== 'old')?.value ?? ''

export const identifiers = (pairs: readonly (readonly [string, string])[]): Identifier[] =>
  pairs.filter(([, value]) => value !== '').map(([system, value]) => ({ system, value }))

/** A number is known by who gave it: patient 123 of one hospital is not patient 123 of another. */
export const assigned = (system: string, value: string, facility: string): Identifier[] => {
  const identifier = { system: identifier_system.facility, value: facility }
  if (value === '') return []
  return [facility === '' ? { system, value } : { system, value, assigner: { identifier } }]
}

export const find_extension = (list: readonly Extension[] | undefined, url: string): Extension | undefined =>
  (list ?? []).find((one) => one.url === url)

export const code_of = (concept: CodeableConcept | undefined, system?: string): string =>
  (concept?.coding ?? []).find((one) => system === undefined || one.system === system)?.code ?? ''

/** The words a person wrote, or else the words of the code. */
export const words_of = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? (concept?.coding ?? []).find((one) => one.display !== undefined)?.display ?? ''

export const concept = (text: string, code = '', system?: string): CodeableConcept | undefined => {
  if (text === '' && code === '') return undefined
  const coding: Coding[] = code === '' ? [] : [system === undefined ? { code } : { system, code }]
  return compact({ coding, text })
}

export const number_text = (quantity: Quantity | undefined): string =>
  quantity?.value === undefined ? '' : JSON.stringify(quantity.value)

export const to_quantity = (text: string, unit = ''): Quantity | undefined => {
  const value = Number(text)
  if (text === '' || String(value) !== text) return unit === '' ? undefined : { unit }
  return compact({ value, unit })
}

export const department_system = identifier_system.department
