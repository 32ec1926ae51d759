export type OutsideInput = { day: string; value: number | null }

const line_shape = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[\s;,]+(\d{1,3}(?:\.\d{3})+|\d+|xóa)$/i

const read_line = (line: string): OutsideInput | undefined => {
  const [, day = '', month = '', year = '', number = ''] = line_shape.exec(line.normalize('NFC')) ?? []
  if (year === '') return undefined
  const value = number.toLowerCase() === 'xóa' ? null : Number(number.replaceAll('.', ''))
  return { day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, value }
}

/** Lines as they are typed or pasted from a spreadsheet; `fault`: the first that is no day and number, from 1. */
export const read_outside_lines = (text: string): { lines: OutsideInput[]; fault?: number } => {
  const lines: OutsideInput[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const read = read_line(line.trim())
    if (!read) return { lines, fault: i + 1 }
    lines.push(read)
  }
  return { lines }
}
