/** Which words of a text went and which came, for marking them where they stand. */
import { align } from '../../align.ts'
import type { Step } from '../../align.ts'

export type Part = { text: string; changed: boolean }
export type Marked = { old: Part[]; new: Part[] }

/** A word, a number with its signs ("38,4", "21/11/2026", "150/90") or a sign by itself, with the room behind it. */
const words_of = (text: string): string[] =>
  text.match(/[\p{L}\p{N}]+(?:[.,:/-][\p{L}\p{N}]+)*\s*|[^\p{L}\p{N}\s]\s*|^\s+/gu) ?? []

/** The room between words is not a change, a new line is. */
const key_of = (word: string): string => word.trim() + (word.includes('\n') ? '\n' : '')

const is_sign = (word: string): boolean => !/[\p{L}\p{N}]/u.test(word)

type Run = { same: boolean; old: number[]; new: number[] }

const runs_of = (steps: Step[]): Run[] => {
  const runs: Run[] = []
  for (const step of steps) {
    const same = step.kind === 'same'
    if (runs.at(-1)?.same !== same) runs.push({ same, old: [], new: [] })
    if (step.kind !== 'new') runs.at(-1)?.old.push(step.old)
    if (step.kind !== 'gone') runs.at(-1)?.new.push(step.new)
  }
  return runs
}

const size_of = (run: Run | undefined): number => (run ? Math.max(run.old.length, run.new.length) : 0)

/** A comma, or one word amid sentences that were written anew, is no island worth keeping. */
const is_island = (runs: Run[], i: number, words: string[]): boolean => {
  const kept = runs[i]?.old.filter((at) => !is_sign(words[at] ?? '')).length ?? 0
  const smaller = Math.min(size_of(runs[i - 1]), size_of(runs[i + 1]))
  return smaller > 0 && (kept === 0 || (kept === 1 && smaller > 1))
}

const parts_of = (words: string[], kept: Set<number>): Part[] => {
  const parts: Part[] = []
  const put = (text: string, changed: boolean) => {
    const last = parts.at(-1)
    if (last && last.changed === changed) last.text += text
    else if (text !== '') parts.push({ text, changed })
  }
  for (const [i, word] of words.entries()) {
    const ends = !kept.has(i) && (i + 1 === words.length || kept.has(i + 1))
    // the room behind the last marked word is not marked with it
    put(ends ? word.trimEnd() : word, !kept.has(i))
    if (ends) put(word.slice(word.trimEnd().length), false)
  }
  return parts
}

export const mark_words = (old: string, fresh: string): Marked => {
  const words = { old: words_of(old), new: words_of(fresh) }
  const runs = runs_of(align(words.old.map(key_of), words.new.map(key_of)))
  const kept = runs.filter((run, i) => run.same && !is_island(runs, i, words.old))
  return {
    old: parts_of(words.old, new Set(kept.flatMap((run) => run.old))),
    new: parts_of(words.new, new Set(kept.flatMap((run) => run.new))),
  }
}
