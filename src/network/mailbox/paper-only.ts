import {
  paper_issues,
  read_paper_person,
  say_another,
  type DocumentIssue,
  type Submission,
} from '../../standards/documents/index.ts'

/** Parts that say by themselves whose they are, or that nobody but the receiver opens. */
const says_whose = new Set<Submission['parts'][number]['kind']>(['fhir', 'hsba', 'encrypted'])

export type PaperWord = {
  /** Why a person at the hub has to look first. */
  held?: string
  issues: DocumentIssue[]
}

/**
 * Whose paper a letter is that is nothing but its paper: no data beside it say so, only the envelope. The papers of other
 * letters are read by whoever receives them: 40 ms for each would halve what the hub takes.
 */
export const judge_paper_only = async (submission: Submission): Promise<PaperWord> => {
  if (submission.parts.some(({ kind }) => says_whose.has(kind))) return { issues: [] }
  const paper = await read_paper_person(submission)
  if (paper === undefined) return { issues: [] }
  const issues = paper_issues(paper, submission)
  if (paper.says !== 'another') return { issues }
  const what = say_another(paper.facts, submission, true)
  return {
    issues,
    held: `${what}. Trục giữ lại để người trực xem; nơi gửi mở lại tệp PDF: nếu gắn nhầm thì gửi lại với tệp đúng, nếu đúng thì báo đơn vị vận hành trục`,
  }
}
