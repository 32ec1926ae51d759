/**
 * A drawing as the SVG that travels in `valueAttachment` (R4 §2.24.0.7): any viewer shows outline, strokes and marks.
 * It is written by us and read by us: the answer lies in `<metadata>`, so that reading back parses no drawing at all.
 * An SVG without it is not ours and gives no answer; it is never put on a page.
 */
import { say_mark, type Drawing, type Ink, type Mark, type Stroke } from './drawing.ts'
import type { Figure, Shape } from './figure.ts'

const colours: Record<Ink, string> = {
  black: '#1a1a1a',
  red: '#c0261c',
  blue: '#1f55b5',
  green: '#1d7a3c',
  brown: '#8a5a1a',
}

const escape_text = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[one] ?? ''};`)

const unescape_text = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '')

const line_path = (points: number[]): string =>
  points.reduce((path, one, i) => path + (i === 0 ? 'M' : i === 2 ? 'L' : ' ') + one, '')

const curve_path = (points: number[]): string => `M${points.slice(0, 2).join(' ')}C${points.slice(2).join(' ')}`

const shape_svg = (shape: Shape): string => {
  if ('text' in shape)
    return `<text x="${shape.at[0]}" y="${shape.at[1]}" font-size="${shape.size ?? 12}">${escape_text(shape.text)}</text>`
  const ink = `fill="none" stroke="#555" stroke-width="${shape.width ?? 1}"${shape.dash ? ' stroke-dasharray="3 3"' : ''}`
  if ('circle' in shape) {
    const [x, y, radius] = shape.circle
    return `<circle cx="${x}" cy="${y}" r="${radius}" ${ink}/>`
  }
  if ('ellipse' in shape) {
    const [x, y, rx, ry] = shape.ellipse
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" ${ink}/>`
  }
  const path = 'line' in shape ? line_path(shape.line) : curve_path(shape.curve)
  return `<path d="${path}${shape.close ? 'Z' : ''}" ${ink}/>`
}

/** A touch without a way is a dot. */
const stroke_svg = ({ ink, points }: Stroke): string => {
  const path = points.length > 2 ? line_path(points) : `${line_path(points)}h0.1`
  return `<path d="${path}" fill="none" stroke="${colours[ink]}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`
}

const mark_svg = ({ at: [x, y] }: Mark, i: number): string =>
  `<circle cx="${x}" cy="${y}" r="7" fill="#fff" stroke="#1a1a1a"/><text x="${x}" y="${y + 4}" font-size="10">${i + 1}</text>`

const legend_svg = (mark: Mark, i: number, figure: Figure): string =>
  `<text x="4" y="${figure.height + 14 + i * 14}" font-size="11" text-anchor="start">${i + 1}. ${escape_text(say_mark(mark))}</text>`

/** @param answer the drawing as its answer text, kept whole in the file */
export const drawing_to_svg = (figure: Figure, drawing: Drawing, answer: string): string => {
  const height = figure.height + (drawing.marks.length > 0 ? drawing.marks.length * 14 + 6 : 0)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${figure.width} ${height}" width="${figure.width}" height="${height}" font-family="serif" text-anchor="middle">`,
    `<title>${escape_text(figure.title)}</title>`,
    `<metadata>${escape_text(answer)}</metadata>`,
    ...figure.shapes.map(shape_svg),
    ...drawing.strokes.map(stroke_svg),
    ...drawing.marks.map(mark_svg),
    ...drawing.marks.map((mark, i) => legend_svg(mark, i, figure)),
    '</svg>',
  ].join('')
}

/** The answer text inside an SVG of ours. Its shape is still to be checked by `read_drawing`. */
export const answer_in_svg = (svg: string): string | undefined => {
  const found = /<metadata>([^<]*)<\/metadata>/.exec(svg)?.[1]
  return found === undefined ? undefined : unescape_text(found)
}
