import { fail } from '../../../base/outcome/index.ts'
import { fold } from '../../../base/text/index.ts'

/** Header names compared without case, marks and signs: "MÃ BỆNH" is "ma benh". */
const plain = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

export const find_column = (header: string[], ...names: string[]): number | undefined => {
  for (const name of names) {
    const at = header.findIndex((cell) => plain(cell) === plain(name))
    if (at >= 0) return at
  }
  return undefined
}

export const get_column = (header: string[], name: string): number => {
  const at = find_column(header, name)
  if (at !== undefined) return at
  throw fail.value(`Không thấy cột “${name}”; các cột của tệp: ${header.filter(Boolean).join(', ')}`)
}

/** Reader of cells by column name: one place that knows the order of columns. */
export const cell_reader = (header: string[]): ((cells: string[], name: string) => string) => {
  const places = new Map<string, number>()
  return (cells, name) => {
    let at = places.get(name)
    if (at === undefined) places.set(name, (at = get_column(header, name)))
    return cells[at] ?? ''
  }
}

/** "4.0" and "4" → "00004": a spreadsheet took the code for a number. Other texts stay. */
export const padded_code = (text: string, width: number | undefined): string => {
  if (width === undefined) return text
  const digits = /^(\d+)(?:\.0+)?$/.exec(text)?.[1]
  return digits === undefined ? text : digits.padStart(width, '0')
}
