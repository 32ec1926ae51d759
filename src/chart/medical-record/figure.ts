/**
 * The outline a doctor draws a finding on: an eye, a fundus, a body. Figures are data (`forms/figures/`), numbers only:
 * the screen, the page and the exported SVG each draw them from here, nobody parses a foreign drawing.
 */

type Ink = { width?: number; dash?: boolean }

/** Lengths are units of the figure's own box, top left is 0 0. A curve is cubic: x y, then six numbers a piece. */
export type Shape = Ink &
  (
    | { line: number[]; close?: boolean }
    | { curve: number[]; close?: boolean }
    | { circle: [number, number, number] }
    | { ellipse: [number, number, number, number] }
    | { text: string; at: [number, number]; size?: number }
  )

/** A named place, so that a mark can be set without a pointing device. */
export type Region = { name: string; at: [number, number] }

export type Figure = { id: string; title: string; width: number; height: number; shapes: Shape[]; regions: Region[] }

type Raw = Record<string, unknown>
const is_raw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const are_numbers = (value: unknown, count: (n: number) => boolean): value is number[] =>
  Array.isArray(value) && count(value.length) && value.every((one) => typeof one === 'number' && Number.isFinite(one))

const is_shape = (value: unknown): value is Shape => {
  if (!is_raw(value)) return false
  if ('line' in value) return are_numbers(value['line'], (n) => n >= 4 && n % 2 === 0)
  if ('curve' in value) return are_numbers(value['curve'], (n) => n >= 8 && n % 6 === 2)
  if ('circle' in value) return are_numbers(value['circle'], (n) => n === 3)
  if ('ellipse' in value) return are_numbers(value['ellipse'], (n) => n === 4)
  return typeof value['text'] === 'string' && are_numbers(value['at'], (n) => n === 2)
}

const is_region = (value: unknown): value is Region =>
  is_raw(value) && typeof value['name'] === 'string' && are_numbers(value['at'], (n) => n === 2)

const flip_all = (numbers: number[], width: number): number[] =>
  numbers.map((one, i) => (i % 2 === 0 ? width - one : one))

const flip_shape = (shape: Shape, width: number): Shape => {
  if ('line' in shape) return { ...shape, line: flip_all(shape.line, width) }
  if ('curve' in shape) return { ...shape, curve: flip_all(shape.curve, width) }
  if ('circle' in shape) return { ...shape, circle: [width - shape.circle[0], shape.circle[1], shape.circle[2]] }
  if ('ellipse' in shape) {
    const [x, y, rx, ry] = shape.ellipse
    return { ...shape, ellipse: [width - x, y, rx, ry] }
  }
  return { ...shape, at: [width - shape.at[0], shape.at[1]] }
}

/** The other side of the body: the same outline seen in a mirror. */
const mirrored = (figure: Figure, id: string, title: string): Figure => ({
  ...figure,
  id,
  title,
  shapes: figure.shapes.map((shape) => flip_shape(shape, figure.width)),
  regions: figure.regions.map(({ name, at }) => ({ name, at: [figure.width - at[0], at[1]] })),
})

/** @param other finds the figure that `mirror_of` names */
export const to_figure = (id: string, raw: Raw, other: (id: string) => Figure): Figure => {
  const { title, width, height, shapes, regions } = raw
  if (typeof title !== 'string') throw new Error(`hình "${id}": thiếu title`)
  if (typeof raw['mirror_of'] === 'string') return mirrored(other(raw['mirror_of']), id, title)
  if (!are_numbers([width, height], (n) => n === 2)) throw new Error(`hình "${id}": thiếu width, height`)
  if (!Array.isArray(shapes) || !shapes.every(is_shape)) throw new Error(`hình "${id}": nét hình không đúng`)
  if (!Array.isArray(regions) || !regions.every(is_region)) throw new Error(`hình "${id}": vùng không đúng`)
  return { id, title, width: Number(width), height: Number(height), shapes, regions }
}
