import { fold } from '../../../base/text/index.ts'
import type { MoneyUnit } from '../contract.ts'

/** đồng of one of the unit. */
export const dong_of: Record<MoneyUnit, number> = {
  dong: 1,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
}

export const unit_words: Record<MoneyUnit, string> = {
  ...{ dong: 'đồng', thousand: 'nghìn đồng', million: 'triệu đồng', billion: 'tỷ đồng' },
}

export const is_unit = (text: string): text is MoneyUnit => Object.hasOwn(dong_of, text)

/** A unit as it stands in spreadsheets, folded; đồng alone is looked for last. */
const spelled: readonly [MoneyUnit, string][] = [
  ['billion', '(?:ty|ti)(?: dong| vnd)?'],
  ['million', '(?:trieu|tr\\.? ?(?=d))(?: ?dong| ?d| vnd)?'],
  ['thousand', '(?:nghin|ngan|1[.,]?000|x ?1[.,]?000)(?: ?dong| ?d| vnd)?'],
  ['dong', '(?:dong|vnd|d)'],
]

// đồng ends other words too (“Hội đồng”): in a name it stands behind a sign.
const in_name = spelled.map(([unit, text]) => [unit, new RegExp(`[(,:–-] ?\\(?(?:dvt:? ?)?${text}\\)?$`, 'u')] as const)
const in_line = spelled.map(
  ([unit, text]) =>
    [unit, new RegExp(`(?:don vi(?: tinh)?|dvt) ?[:-]? ?\\(?${text}(?=$|[\\s),.;])(?! nai\\b)`)] as const,
)

const tidy = (text: string): string => fold(text.replaceAll('\n', ' ')).trim()

/** “Ngân sách tỉnh (triệu đồng)”: the name without its unit, and the unit. Names are folded. */
export const part_name = (cell: string): { name: string; unit: MoneyUnit | undefined } => {
  const text = tidy(cell)
  for (const [unit, pattern] of in_name) {
    const found = pattern.exec(text)
    if (found && found.index > 0) return { name: text.slice(0, found.index).replace(/[\s,(:–-]+$/, ''), unit }
  }
  return { name: text, unit: undefined }
}

/** “Đơn vị tính: nghìn đồng” above the table; undefined when no line says it, or two say different things. */
export const find_unit = (lines: string[]): MoneyUnit | undefined => {
  const found = new Set(
    lines.flatMap((line) => {
      const [first] = in_line.find(([, pattern]) => pattern.test(tidy(line))) ?? []
      return first ? [first] : []
    }),
  )
  const [only] = found
  return found.size === 1 ? only : undefined
}
