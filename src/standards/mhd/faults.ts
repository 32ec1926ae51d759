import { Failure, type Issue, type IssueCode } from '../../base/outcome/index.ts'

/** All that is wrong with a message, told at once, each with its place. */
export type Faults = {
  add(code: IssueCode, message: string, expression: string): void
  failure(): Failure
  throw_if_any(): void
}

export const new_faults = (): Faults => {
  const issues: Issue[] = []
  return {
    add: (code, message, expression) => void issues.push({ severity: 'error', code, message, expression }),
    failure: () => new Failure(422, issues),
    throw_if_any: () => {
      if (issues.length > 0) throw new Failure(422, issues)
    },
  }
}
