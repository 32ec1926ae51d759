/**
 * One vocabulary of failure. Every refusal in the house is a `Failure`: a FHIR issue code for programs
 * (R4, ValueSet issue-type), an HTTP status, a Vietnamese sentence for people, and the place where it is wrong.
 */

export { why_no_answer } from './why-no-answer.ts'

export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'security'
  | 'login'
  | 'unknown'
  | 'expired'
  | 'forbidden'
  | 'suppressed'
  | 'processing'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'too-costly'
  | 'code-invalid'
  | 'business-rule'
  | 'conflict'
  | 'transient'
  | 'no-store'
  | 'throttled'
  | 'exception'
  | 'informational'

export type Issue = {
  severity: 'error' | 'warning' | 'information'
  code: IssueCode
  /** What is wrong and who can put it right, in Vietnamese. */
  message: string
  /** FHIRPath of the element, or the name of the parameter or the form field (linkId). */
  expression?: string | undefined
  /** Article of law, where law is the reason. */
  law?: string | undefined
}

export class Failure extends Error {
  readonly status: number
  readonly issues: Issue[]
  /** Facts the caller may need to go on, e.g. both texts of a conflict. Never secrets. */
  readonly details: Record<string, unknown> | undefined
  constructor(status: number, issues: Issue[], details?: Record<string, unknown>) {
    super(issues.map((issue) => issue.message).join('; '))
    this.name = 'Failure'
    this.status = status
    this.issues = issues
    this.details = details
  }
}

const error = (code: IssueCode, message: string, expression?: string): Issue => ({
  severity: 'error',
  code,
  message,
  expression,
})

/** The named refusals. Each returns a Failure to be thrown. */
export const fail = {
  invalid: (message: string, expression?: string) => new Failure(400, [error('invalid', message, expression)]),
  value: (message: string, expression?: string) => new Failure(422, [error('value', message, expression)]),
  rule: (message: string, expression?: string) => new Failure(422, [error('business-rule', message, expression)]),
  many: (status: number, issues: Issue[]) => new Failure(status, issues),
  login: (message: string) => new Failure(401, [error('login', message)]),
  forbidden: (message: string) => new Failure(403, [error('forbidden', message)]),
  not_found: (message: string) => new Failure(404, [error('not-found', message)]),
  gone: (message: string) => new Failure(410, [error('deleted', message)]),
  conflict: (message: string, details?: Record<string, unknown>) =>
    new Failure(409, [error('conflict', message)], details),
  version_mismatch: (message: string, details?: Record<string, unknown>) =>
    new Failure(412, [error('conflict', message)], details),
  not_supported: (message: string, expression?: string) =>
    new Failure(501, [error('not-supported', message, expression)]),
  unsupported_parameter: (name: string) =>
    new Failure(400, [error('not-supported', `Tham số tìm kiếm “${name}” không được hỗ trợ`, name)]),
  too_large: (message: string) => new Failure(413, [error('too-long', message)]),
  unavailable: (message: string) => new Failure(503, [error('transient', message)]),
}
