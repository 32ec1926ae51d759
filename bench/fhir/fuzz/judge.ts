import type { Ask } from './ask.ts'
import type { Answer } from './send.ts'

/** What no request may take longer than (issue 3). */
export const slow_ms = 5_000

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A refusal says in FHIR's own shape what is wrong, in words for people. */
const is_outcome = (text: string): boolean => {
  const value = parse(text)
  const issues = value?.['issue']
  if (value?.['resourceType'] !== 'OperationOutcome' || !Array.isArray(issues) || issues.length === 0) return false
  return issues.every((issue: Record<string, unknown>) => {
    const details = issue['details'] as { text?: unknown } | undefined
    return typeof issue['code'] === 'string' && typeof details?.text === 'string' && details.text.length > 5
  })
}

const inside = /node_modules|\/src\/platform|at [\w.]+ \(|pg_catalog|record\.resource|SELECT |benhan_app|DatabaseError/

/** 501 is how this house refuses by name what it does not offer; every other 5xx is a fault. */
const is_fault = (status: number): boolean => status >= 500 && status !== 501

/** An import starts a thread of its own for each file, however small: it is no question that somebody waits for. */
const takes_its_time = ({ path }: Ask): boolean => path.startsWith('/fhir/$import')

/** What is wrong with an answer, whatever was asked; undefined when nothing is. */
export const judge = (one: Ask, { status, text, ms, headers }: Answer): string | undefined => {
  if (is_fault(status)) return `status ${status}`
  if (ms > slow_ms && !takes_its_time(one)) return `${Math.round(ms)} ms`
  if (status < 200) return `status ${status}`
  if (
    inside.test(text) &&
    status >= 400 &&
    !inside.test(`${one.path}${one.body ?? ''}${Object.values(one.headers).join()}`)
  )
    return 'tells of the inside'
  if (!/^\/fhir(?:[/?]|$)/.test(one.path)) return undefined
  if (one.method === 'HEAD') return undefined
  if (status >= 400) return is_outcome(text) ? undefined : 'no OperationOutcome'
  if (status === 206 || status === 304 || status === 204 || text === '') return undefined
  const is_json = /[/+]json(?:;|$)/.test(headers['content-type'] ?? '/json')
  return !is_json || parse(text) || one.method === 'OPTIONS' ? undefined : 'no JSON'
}
