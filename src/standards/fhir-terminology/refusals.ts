import { Failure, type IssueCode } from '../../base/outcome/index.ts'

/** The question is understood but cannot be answered as it stands. */
export const cannot = (code: IssueCode, message: string, expression?: string): Failure =>
  new Failure(422, [{ severity: 'error', code, message, expression }])

export const too_costly = (message: string): Failure => cannot('too-costly', message)
