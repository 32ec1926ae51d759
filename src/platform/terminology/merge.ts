import { spelled } from './normalise.ts'
import type { Draft, Problem } from './readers/draft.ts'

const code_pattern = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,31}$/u
const display_max = 2000

const check = (draft: Draft): string | undefined => {
  if (draft.code === '') return 'Dòng không có mã'
  if (!code_pattern.test(draft.code)) return `Mã “${draft.code.slice(0, 40)}” có ký tự lạ hoặc quá dài`
  if (draft.display === '') return `Mã ${draft.code} không có tên`
  if (draft.display.length > display_max) return `Tên của mã ${draft.code} dài quá ${display_max} ký tự`
  return undefined
}

/** What must agree between two lines of one code. Tone marks in either spelling and case are the same name. */
const meaning = (draft: Draft): string => `${draft.parent ?? ''}\n${spelled(draft.display)}`

const at_line = (draft: Draft): { line: number } | object => (draft.line === undefined ? {} : { line: draft.line })

/** Checks each line and the lines against each other: the same twice is merged and told, a contradiction is an error. */
export const merge_drafts = (drafts: Draft[]): { kept: Draft[]; problems: Problem[] } => {
  const kept = new Map<string, Draft>()
  const problems: Problem[] = []
  for (const draft of drafts) {
    const wrong = check(draft)
    if (wrong !== undefined) {
      problems.push({ severity: 'error', ...at_line(draft), message: wrong })
      continue
    }
    const key = `${draft.catalogue}\n${draft.code}`
    const known = kept.get(key)
    if (!known) kept.set(key, draft)
    else if (meaning(known) === meaning(draft)) {
      const before = known.line === undefined ? '' : ` (đã có ở dòng ${known.line})`
      problems.push({
        severity: 'warning',
        ...at_line(draft),
        message: `Mã ${draft.code} lặp lại${before}, đã gộp làm một`,
      })
    } else {
      const message = `Mã ${draft.code} là “${known.display}” ở dòng ${known.line ?? '?'} nhưng là “${draft.display}” ở dòng này`
      problems.push({ severity: 'error', ...at_line(draft), message })
    }
  }
  return { kept: [...kept.values()], problems }
}
