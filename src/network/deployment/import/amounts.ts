/** Numbers as people write them into spreadsheets: 1.234,5 and 1,234.5 mean the same, and 1.234 may mean two things. */

export type Style = 'comma' | 'point'
type Read = { ok: true; value: number } | { ok: false; reason: string }

const plain = /^-?\d+$/
const grouped = (group: string, decimal: string): RegExp =>
  new RegExp(`^-?\\d{1,3}(?:\\${group}\\d{3})+(?:\\${decimal}\\d+)?$`)
const fraction = (decimal: string): RegExp => new RegExp(`^-?\\d+\\${decimal}\\d+$`)

const tidy = (text: string): string => text.replace(/\s|₫|đồng|đ$/giu, '').replace(/^\u2212/, '-')

/** comma: 1.234,5 · point: 1,234.5 · both: a single group of three after a single sign. */
const styles_of = (text: string): Style[] => {
  const fits = (group: string, decimal: string): boolean =>
    grouped(group, decimal).test(text) || fraction(decimal).test(text)
  return [...(fits('.', ',') ? (['comma'] as const) : []), ...(fits(',', '.') ? (['point'] as const) : [])]
}

/** How a column writes its numbers, by those cells that can only be read in one way; undefined when none says, or both do. */
export const style_of_column = (cells: string[]): Style | undefined => {
  const found = new Set(
    cells.flatMap((cell) => {
      const styles = styles_of(tidy(cell))
      return styles.length === 1 ? styles : []
    }),
  )
  const [only] = found
  return found.size === 1 ? only : undefined
}

const to_number = (text: string, style: Style): number =>
  Number(style === 'comma' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', ''))

/** One text, in the style of its column where it could be read in two ways. A cell Excel keeps as a number is no text. */
export const read_amount = (cell: string, column: Style | undefined): Read => {
  const text = tidy(cell)
  if (plain.test(text)) return { ok: true, value: Number(text) }
  const styles = styles_of(text)
  const [only] = styles
  if (only === undefined) return { ok: false, reason: `“${cell}” không phải là số` }
  if (styles.length === 1) return { ok: true, value: to_number(text, only) }
  if (column) return { ok: true, value: to_number(text, column) }
  return {
    ok: false,
    reason: `“${cell}” đọc được hai cách (${to_number(text, 'comma')} hoặc ${to_number(text, 'point')}); hãy ghi không có dấu ngăn`,
  }
}
