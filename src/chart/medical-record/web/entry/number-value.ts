import { format_decimal, parse_decimal } from '../../../../base/text/index.ts'
import type { NumberItem } from '../../form-definition.ts'

export type Read = { ok: true; value: string } | { ok: false; reason: 'not-a-number' | 'not-a-pressure'; text: string }

export const is_pressure = (field: Pick<NumberItem, 'observe' | 'print_hint'>): boolean =>
  field.observe?.components !== undefined || field.print_hint === '…/…'

/** "150/90", "150 90", "150-90" → "150/90" */
const read_pressure = (text: string): Read => {
  const match = /^(\d{2,3})\s*[/\-\s.]\s*(\d{2,3})$/.exec(text.trim())
  return match ? { ok: true, value: `${match[1]}/${match[2]}` } : { ok: false, reason: 'not-a-pressure', text: '' }
}

export const read_number = (field: Pick<NumberItem, 'observe' | 'print_hint'>, text: string): Read => {
  if (text.trim() === '') return { ok: true, value: '' }
  if (is_pressure(field)) return read_pressure(text)
  const parsed = parse_decimal(text)
  return parsed.ok ? parsed : { ok: false, reason: 'not-a-number', text: parsed.reason }
}

export const show_number = (value: string): string => format_decimal(value)

export const is_outside = (field: Pick<NumberItem, 'min' | 'max'>, value: string): boolean => {
  const numbers = value.split('/').filter(Boolean).map(Number)
  return numbers.some(
    (one) => (field.min !== undefined && one < field.min) || (field.max !== undefined && one > field.max),
  )
}

type Band = { red_below: number; amber_below: number; amber_above: number; red_above: number }

/** NEWS2 (Royal College of Physicians 2017): 3 points red, 1–2 points amber. Adults only; children have other bands. */
const bands: Record<string, Band> = {
  '8867-4': { red_below: 41, amber_below: 51, amber_above: 90, red_above: 130 },
  '8310-5': { red_below: 35.1, amber_below: 36.1, amber_above: 38, red_above: 39 },
  '9279-1': { red_below: 9, amber_below: 12, amber_above: 20, red_above: 24 },
  '85354-9': { red_below: 91, amber_below: 111, amber_above: Infinity, red_above: 219 },
  '2708-6': { red_below: 92, amber_below: 96, amber_above: Infinity, red_above: Infinity },
  '59408-5': { red_below: 92, amber_below: 96, amber_above: Infinity, red_above: Infinity },
}

export const tone_of_vital = (code: string | undefined, value: string): 'red' | 'amber' | undefined => {
  const band = code === undefined ? undefined : bands[code]
  const number = Number(value.split('/')[0])
  if (!band || value === '' || Number.isNaN(number)) return undefined
  if (number < band.red_below || number > band.red_above) return 'red'
  return number < band.amber_below || number > band.amber_above ? 'amber' : undefined
}
