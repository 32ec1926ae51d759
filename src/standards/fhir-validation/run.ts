import type { Issue, IssueCode } from '../../base/outcome/index.ts'
import { is_exact_number } from '../fhir/index.ts'

/** What is found beyond this is not reported: a person puts twenty faults right before asking again. */
export const issues_max = 20

/** Which contained resources a resource offers, and which of them something points at. */
export type Scope = { types: Map<string, string>; used: Set<string> }

/** One validation. Issues are made without a place and get it on the way back up, so that what is right costs nothing. */
export type Run = {
  issues: Issue[]
  /** All faults met, also those beyond issues_max. */
  count: number
  depth: number
  scope: Scope | undefined
  /** What else a resource whose shape is right has to keep (profiles). */
  on_resource: (resource: Readonly<Record<string, unknown>>, run: Run) => void
}

export const new_run = (on_resource: Run['on_resource']): Run => ({
  issues: [],
  count: 0,
  depth: 0,
  scope: undefined,
  on_resource,
})

export const report = (run: Run, code: IssueCode, message: string, place = ''): void => {
  run.count += 1
  if (run.issues.length < issues_max) run.issues.push({ severity: 'error', code, message, expression: place })
}

/** Puts `place` before the places of the issues made since `from`. */
export const locate = (run: Run, from: number, place: string): void => {
  for (const issue of run.issues.slice(Math.min(from, issues_max))) issue.expression = place + (issue.expression ?? '')
}

/** A value in a message: short, one line, and no content of whole objects. */
export const quote = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'mảng'
  if (typeof value === 'object') return is_exact_number(value) ? `“${JSON.stringify(value).slice(0, 60)}”` : 'đối tượng'
  const text = String(value).slice(0, 61).replace(/\s+/g, ' ')
  return `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`
}
