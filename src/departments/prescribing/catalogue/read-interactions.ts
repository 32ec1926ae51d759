import { fold, tidy_spaces } from '../../../base/text/index.ts'
import type { InteractionDraft, Problem, Reading, Severity } from './draft.ts'
import { ingredient_keys } from './ingredient-name.ts'

/** A row by the words of its header. */
export type PairRow = { line: number; cells: Record<string, string> }

type Side = { name: string; keys: string[]; condition: string }

/**
 * "Lopinavir/ritonavir (ritonavir)": of the pair the second interacts. "Ephedrin (sử dụng đường uống)": a condition.
 * "Indinavir +/- ritonavir": with or without the second.
 */
const to_side = (said: string): Side => {
  const name = tidy_spaces(said.replaceAll('\n', ' '))
  const match = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(name)
  const whole = ingredient_keys((match?.[1] ?? name).replace(/\+\s*\/\s*-.*$/, ''))
  if (!match) return { name, keys: whole, condition: '' }
  const inner = ingredient_keys(match[2] ?? '')
  const is_part = inner.length > 0 && inner.every((key) => whole.includes(key))
  return is_part ? { name, keys: inner, condition: '' } : { name, keys: whole, condition: match[2] ?? '' }
}

const severities: [RegExp, Severity][] = [
  [/co dieu kien/, 'conditional'],
  [/chong chi dinh/, 'contraindicated'],
  [/nghiem trong/, 'serious'],
  [/trung binh/, 'moderate'],
]
const severity_of = (said: string): Severity | undefined =>
  severities.find(([pattern]) => pattern.test(fold(said)))?.[1]

const names = {
  one: ['hoat chat 1', 'thuoc 1', 'one'],
  other: ['hoat chat 2', 'thuoc 2', 'other'],
  severity: ['muc do', 'severity'],
  mechanism: ['co che', 'mechanism'],
  harm: ['hau qua', 'harm'],
  action: ['xu tri', 'action'],
} as const

const header_key = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9 ]/g, '')
    .trim()

/** A byte-order mark in the middle of a cell, line breaks of a narrow column and doubled blanks go. */
const tidy = (text: string): string => tidy_spaces(text.replaceAll('\n', ' '))

const pair_key = (pair: InteractionDraft): string =>
  [[...pair.one].sort().join('+') + pair.one_condition, [...pair.other].sort().join('+') + pair.other_condition]
    .sort()
    .join(' × ')

/** Pairs that must not, or should not, go together: QĐ 5948/QĐ-BYT and lists of hospitals in its manner. */
export const read_interactions = (rows: PairRow[]): Reading<InteractionDraft> => {
  const problems: Problem[] = []
  const pairs = new Map<string, InteractionDraft>()
  for (const { line, cells } of rows) {
    const by_name = new Map(Object.entries(cells).map(([name, value]) => [header_key(name), tidy(value)]))
    const cell = (column: keyof typeof names): string =>
      names[column].map((name) => by_name.get(name)).find((value) => value) ?? ''
    const [one, other] = [to_side(cell('one')), to_side(cell('other'))]
    if (one.keys.length === 0 || other.keys.length === 0) {
      problems.push({
        severity: 'error',
        line,
        message: `không đọc được tên hoạt chất: “${one.name}” – “${other.name}”`,
      })
      continue
    }
    const pair: InteractionDraft = {
      ...{ one: one.keys, other: other.keys, one_name: one.name, other_name: other.name },
      ...{ one_condition: one.condition, other_condition: other.condition },
      // The decision lists contraindicated pairs only and has no column for it.
      severity: severity_of(cell('severity')) ?? 'contraindicated',
      mechanism: cell('mechanism'),
      harm: cell('harm'),
      action: cell('action'),
    }
    const key = pair_key(pair)
    if (pairs.has(key))
      problems.push({ severity: 'warning', line, message: `cặp ${one.name} – ${other.name} ghi hai lần` })
    else pairs.set(key, pair)
  }
  return { drafts: [...pairs.values()], problems }
}
