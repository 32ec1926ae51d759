import { Failure, type IssueCode } from '../../base/outcome/index.ts'

/** Which operation of the patch, counted from 0, and the place it names. */
export type At = { index: number; path: string; expression: string }

/** The patch as a whole. */
export const whole_patch: At = { index: -1, path: '', expression: '' }

const make = (status: number, code: IssueCode, at: At, message: string): Failure => {
  const place = at.path === '' ? '' : ` tại “${at.path.slice(0, 300)}”`
  const words = at.index < 0 ? `Bản vá: ${message}` : `Thao tác thứ ${at.index + 1} của bản vá${place}: ${message}`
  const issue = { severity: 'error' as const, code, message: words, expression: at.expression || undefined }
  return new Failure(status, [issue], at.index < 0 ? undefined : { operation: at.index, path: at.path })
}

/** RFC 5789 §2.2: 400 for a patch that is none, 422 for one that cannot be applied to this resource. */
export const malformed = (at: At, message: string): Failure => make(400, 'invalid', at, message)
export const not_applicable = (at: At, message: string): Failure => make(422, 'processing', at, message)
export const wrong_value = (at: At, message: string): Failure => make(422, 'value', at, message)
/** The `test` of a JSON Patch saw something else: somebody changed the resource in between. */
export const test_failed = (at: At, message: string): Failure => make(422, 'conflict', at, message)
export const too_much = (at: At, message: string): Failure => make(413, 'too-long', at, message)
