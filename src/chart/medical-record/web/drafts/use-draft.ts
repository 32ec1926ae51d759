import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { ask, Refused, say_done, show_moment } from '../../../../base/ui/index.ts'
import type { Answers, DraftSaved, Sheet } from '../../contract.ts'
import { make_keeper } from './keeper.ts'
import type { Keeper, Kept, Ports, SaveOutcome, Theirs } from './keeper.ts'
import { forget_mirror, read_mirror, write_mirror } from './mirror.ts'
import { same_answers } from './merge.ts'
import { use_words } from '../words.ts'

const tab = Math.random().toString(36).slice(2, 10)

const is_theirs = (value: unknown): value is Theirs =>
  typeof value === 'object' && value !== null && 'answers' in value && 'revision' in value

const outcome_of = (error: unknown): SaveOutcome => {
  if (!(error instanceof Refused)) return { kind: 'unreachable' }
  const { theirs } = error.details
  if (error.status === 409 && is_theirs(theirs)) return { kind: 'conflict', theirs }
  if (error.status === 412) return { kind: 'moved', message: error.message }
  // 401: the session ran out; after signing in again the same save goes through
  if ([0, 401, 408, 409, 429].includes(error.status) || error.status >= 500) return { kind: 'unreachable' }
  return { kind: 'refused', message: error.message }
}

const ports_of = (sheet: string, account: string): Ports => ({
  save: (body, is_leaving) =>
    ask<DraftSaved>(`/sheets/${sheet}/draft`, { method: 'PUT', body: { ...body, tab }, keepalive: is_leaving }).then(
      (saved): SaveOutcome => ({ kind: 'saved', saved }),
      outcome_of,
    ),
  keep: (kept) => write_mirror(account, sheet, kept),
  forget: () => forget_mirror(account, sheet),
  after: (ms, run) => {
    const timer = window.setTimeout(run, ms)
    return () => window.clearTimeout(timer)
  },
  now: () => new Date().toISOString(),
})

/** Boxes the store fills are the store's: only what is typed travels in a draft. */
export const typed_answers = (sheet: Sheet): Answers => {
  const filled = new Set(sheet.filled)
  return Object.fromEntries(Object.entries(sheet.answers).filter(([item]) => !filled.has(item)))
}

/** Text left on this machine by a closed tab or a dead server, when it says something else than the server. */
const find_left_over = (account: string, sheet: string, answers: Answers): Kept | undefined => {
  const kept = read_mirror(account, sheet)
  if (kept && !same_answers(kept.answers, answers)) return kept
  if (kept) forget_mirror(account, sheet)
  return undefined
}

/** Nobody wrote since those words were typed: they go on where they stopped, there is nothing to choose between. */
const goes_on = (sheet: Sheet, kept: Kept, answers: Answers): boolean =>
  sheet.status === 'in-progress' && same_answers(kept.base, answers)

export const use_draft = (sheet: Sheet, account: string) => {
  const words = use_words()
  const [keeper] = useState((): Keeper => {
    const start = {
      answers: typed_answers(sheet),
      revision: sheet.draft?.revision ?? 0,
      version: sheet.version,
      saved_at: sheet.draft?.saved_at ?? '',
    }
    return make_keeper(start, ports_of(sheet.id, account))
  })
  const [left_over, set_left_over] = useState(() => find_left_over(account, sheet.id, keeper.state().answers))
  const state = useSyncExternalStore(keeper.subscribe, keeper.state)

  useEffect(() => {
    if (!left_over || !goes_on(sheet, left_over, keeper.state().answers)) return
    keeper.replace(left_over.answers)
    set_left_over(undefined)
    say_done(words.recovered(show_moment(left_over.at)))
  }, [keeper, sheet, left_over, words])

  useEffect(() => {
    const leave = () => void keeper.flush(true)
    const hide = () => document.visibilityState === 'hidden' && leave()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
      leave()
    }
  }, [keeper])

  return useMemo(
    () => ({
      keeper,
      state,
      left_over,
      /** Takes the chosen fields from this machine's copy, or throws the copy away. */
      settle_left_over: (answers: Answers | undefined) => {
        set_left_over(undefined)
        forget_mirror(account, sheet.id)
        if (answers) keeper.replace(answers)
      },
    }),
    [keeper, state, left_over, account, sheet.id],
  )
}

export type DraftDesk = ReturnType<typeof use_draft>
