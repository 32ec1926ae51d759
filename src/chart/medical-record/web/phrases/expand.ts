/** Mẫu câu: `;` and a short name become a text with stops `[…]`; Tab jumps from stop to stop. */
import { stop_shape } from '../../phrase-stops.ts'

export type Phrase = { name: string; text: string }
export type Edit = { text: string; from: number; to: number }
export type Trigger = { start: number; name: string }

const trigger_shape = /(?:^|[\s([,.:])(;([\p{L}\p{N}]{0,16}))$/u

/** The short name being typed right before the caret. */
export const find_trigger = (text: string, caret: number): Trigger | undefined => {
  const match = trigger_shape.exec(text.slice(0, caret))
  return match ? { start: caret - (match[1]?.length ?? 0), name: match[2] ?? '' } : undefined
}

/** Exact name first, then those that begin so. */
export const match_phrases = (phrases: Phrase[], name: string): Phrase[] => {
  const wanted = name.toLowerCase()
  const fitting = phrases.filter((phrase) => phrase.name.toLowerCase().startsWith(wanted))
  return fitting.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
}

/** The next stop at or after `from`, as a range to select. */
export const next_stop = (text: string, from: number): { from: number; to: number } | undefined => {
  for (const match of text.matchAll(stop_shape))
    if (match.index >= from) return { from: match.index, to: match.index + match[0].length }
  return undefined
}

/** Puts a phrase in place of its short name; the first stop is selected, else the caret stands behind it. */
export const put_phrase = (text: string, trigger: Trigger, caret: number, phrase: Phrase): Edit => {
  const put = text.slice(0, trigger.start) + phrase.text + text.slice(caret)
  const end = trigger.start + phrase.text.length
  const stop = next_stop(put, trigger.start)
  return stop && stop.to <= end ? { text: put, ...stop } : { text: put, from: end, to: end }
}

/** Leaving a stop that is selected: its brackets go, its words stay; an empty stop stays to be seen. Then on to the next. */
export const leave_stop = (text: string, from: number, to: number): Edit | undefined => {
  const here = next_stop(text, from)
  if (here?.from !== from || here.to !== to) return undefined
  const words = text.slice(from + 1, to - 1)
  const left = words.trim() === '' ? text : text.slice(0, from) + words + text.slice(to)
  const end = words.trim() === '' ? to : to - 2
  const next = next_stop(left, end)
  return { text: left, from: next?.from ?? end, to: next?.to ?? end }
}
