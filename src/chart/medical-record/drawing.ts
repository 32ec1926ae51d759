/**
 * What a doctor drew on a figure: strokes and labelled marks, numbers and words only. The answer of a drawing item is
 * this as JSON text. Whoever takes one from outside (a draft, a stored response) reads it through `read_drawing`: what
 * has another shape, however it was made, is not a drawing and never reaches a page.
 */
import type { Figure } from './figure.ts'

export const inks = ['black', 'red', 'blue', 'green', 'brown'] as const
export type Ink = (typeof inks)[number]

/** Points are whole units of the figure: x, y, x, y… */
export type Stroke = { ink: Ink; points: number[] }
/** Shown as its number on the figure, and in words under it. */
export type Mark = { at: [number, number]; region?: string; text: string }
export type Drawing = { figure: string; strokes: Stroke[]; marks: Mark[] }

export const drawing_limits = { strokes: 400, points: 12_000, marks: 40, text_length: 200 } as const

export const empty_drawing = (figure: string): Drawing => ({ figure, strokes: [], marks: [] })

export const is_blank = (drawing: Drawing): boolean => drawing.strokes.length === 0 && drawing.marks.length === 0

type Raw = Record<string, unknown>
const is_raw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const has_only = (value: Raw, keys: string[]): boolean => Object.keys(value).every((key) => keys.includes(key))
const within = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max

const is_point = (value: unknown, figure: Figure): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && within(value[0], figure.width) && within(value[1], figure.height)

const is_stroke = (value: unknown, figure: Figure): value is Stroke =>
  is_raw(value) &&
  has_only(value, ['ink', 'points']) &&
  inks.some((ink) => ink === value['ink']) &&
  Array.isArray(value['points']) &&
  value['points'].length >= 2 &&
  value['points'].length % 2 === 0 &&
  value['points'].every((one, i) => within(one, i % 2 === 0 ? figure.width : figure.height))

/** A line of words: no control characters, so that it prints as it was typed. */
const is_words = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= drawing_limits.text_length && !/\p{Cc}/u.test(value)

const is_mark = (value: unknown, figure: Figure): value is Mark =>
  is_raw(value) &&
  has_only(value, ['at', 'region', 'text']) &&
  is_point(value['at'], figure) &&
  is_words(value['text']) &&
  (value['region'] === undefined || figure.regions.some((one) => one.name === value['region']))

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Read = { drawing: Drawing; figure: Figure } | { problem: string }

/** The drawing in this text, or in Vietnamese why there is none. */
export const read_drawing = (figures: Figure[], text: string): Read => {
  const value = parse(text)
  if (!is_raw(value) || !has_only(value, ['figure', 'strokes', 'marks'])) return { problem: 'không phải một hình vẽ' }
  const figure = figures.find((one) => one.id === value['figure'])
  if (!figure) return { problem: 'hình nền không có trong mẫu này' }
  const { strokes, marks } = value
  if (!Array.isArray(strokes) || !Array.isArray(marks)) return { problem: 'không phải một hình vẽ' }
  if (strokes.length > drawing_limits.strokes) return { problem: `quá ${drawing_limits.strokes} nét vẽ` }
  if (marks.length > drawing_limits.marks) return { problem: `quá ${drawing_limits.marks} dấu` }
  if (!strokes.every((one) => is_stroke(one, figure))) return { problem: 'có nét vẽ không đọc được' }
  if (!marks.every((one) => is_mark(one, figure))) return { problem: 'có dấu không đọc được' }
  const points = strokes.reduce((sum, one) => sum + one.points.length / 2, 0)
  if (points > drawing_limits.points) return { problem: 'các nét vẽ quá dài' }
  return { drawing: { figure: figure.id, strokes, marks }, figure }
}

/** One text for one drawing, whatever order its parts came in; '' when nothing is drawn. */
export const write_drawing = ({ figure, strokes, marks }: Drawing): string =>
  strokes.length + marks.length === 0
    ? ''
    : JSON.stringify({
        figure,
        strokes: strokes.map(({ ink, points }) => ({ ink, points })),
        marks: marks.map(({ at, region, text }) => ({ at, ...(region === undefined ? {} : { region }), text })),
      })

export const say_mark = ({ region, text }: Mark): string => [region, text].filter(Boolean).join(': ')
