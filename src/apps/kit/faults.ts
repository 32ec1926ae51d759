import { Failure, type Issue } from '../../base/outcome/index.ts'

/** What was found in one file: exit code 0 where no error stands. */
export type Finding = { kind: string; issues: Pick<Issue, 'severity' | 'message' | 'expression'>[]; notes: string[] }

export const error = (message: string, expression?: string): Finding['issues'][number] => ({
  ...{ severity: 'error', message },
  ...(expression ? { expression } : {}),
})

/** The faults a reader throws, all of them with their place. @throws what is no refusal */
export const issues_of = (work: () => Finding['issues'] | undefined): Finding['issues'] => {
  try {
    return work() ?? []
  } catch (problem) {
    if (problem instanceof Failure) return problem.issues
    if (problem instanceof SyntaxError) return [error(`Không đọc được JSON: ${problem.message}`)]
    throw problem
  }
}
