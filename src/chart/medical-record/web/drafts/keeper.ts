/**
 * Keeps what is being typed: on this machine at once, on the server at each pause. Knows no network and no browser;
 * its ports do. Nothing here ever drops a typed word: a refused save stays on the machine and is tried again.
 */
import type { Answers, AnswerValue, DraftSave, DraftSaved } from '../../contract.ts'
import { merge_answers, same_answers, type Difference } from './merge.ts'

export type Theirs = { revision: number; author_name: string; saved_at: string; answers: Answers }
export type Kept = { answers: Answers; base: Answers; at: string }
export type SaveOutcome =
  | { kind: 'saved'; saved: DraftSaved }
  | { kind: 'conflict'; theirs: Theirs }
  /** The sheet itself has a new version: only a reload helps. */
  | { kind: 'moved'; message: string }
  /** The server will not take it as it is; trying again unchanged is no use. */
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' }

export type Ports = {
  save: (body: Omit<DraftSave, 'tab'>, is_leaving: boolean) => Promise<SaveOutcome>
  keep: (kept: Kept) => void
  forget: () => void
  /** Runs later; returns how to call it off. */
  after: (ms: number, run: () => void) => () => void
  now: () => string
}

export type DraftState = {
  answers: Answers
  status: 'clean' | 'typing' | 'saving' | 'saved' | 'unreachable' | 'refused' | 'conflict' | 'moved'
  saved_at: string
  message: string
  differences: Difference[]
  theirs: Theirs | undefined
  /** Grows with each save: the paper is drawn again then. */
  revision: number
}

export type Keeper = {
  state: () => DraftState
  subscribe: (listener: () => void) => () => void
  change: (item: string, value: AnswerValue) => void
  replace: (answers: Answers) => void
  /** Saves now. @returns true when the server has everything that was typed */
  flush: (is_leaving?: boolean) => Promise<boolean>
  resolve: (choices: Record<string, 'mine' | 'theirs'>) => void
  stop: () => void
}

export const pause_ms = 600
const retry_first_ms = 2_000
const retry_max_ms = 60_000

type Start = { answers: Answers; revision: number; version: number; saved_at: string }

export const make_keeper = (start: Start, ports: Ports): Keeper => {
  let base = start.answers
  let state: DraftState = {
    ...{ answers: start.answers, status: 'clean', saved_at: start.saved_at, message: '', differences: [] },
    ...{ theirs: undefined, revision: start.revision },
  }
  let running: Promise<void> | undefined
  let call_off = (): void => undefined
  let retry_ms = retry_first_ms
  let is_stopped = false
  const listeners = new Set<() => void>()

  const set = (changed: Partial<DraftState>) => {
    state = { ...state, ...changed }
    listeners.forEach((listener) => listener())
  }
  const is_dirty = (): boolean => !same_answers(state.answers, base)
  const later = (ms: number) => {
    call_off()
    if (!is_stopped) call_off = ports.after(ms, () => void save(false))
  }

  const take = (outcome: SaveOutcome, sent: Answers) => {
    if (outcome.kind === 'saved') {
      base = sent
      retry_ms = retry_first_ms
      const more = is_dirty()
      set({
        status: more ? 'typing' : 'saved',
        saved_at: outcome.saved.saved_at,
        revision: outcome.saved.revision,
        message: '',
      })
      if (more) later(pause_ms)
      else ports.forget()
    } else if (outcome.kind === 'conflict') {
      const merged = merge_answers(base, state.answers, outcome.theirs.answers)
      base = outcome.theirs.answers
      const clash = merged.differences.length > 0
      const { revision, saved_at } = outcome.theirs
      set({ ...merged, theirs: outcome.theirs, revision, saved_at, status: clash ? 'conflict' : 'typing' })
      if (!clash) later(0)
    } else if (outcome.kind === 'unreachable') {
      set({ status: 'unreachable' })
      later(retry_ms)
      retry_ms = Math.min(retry_ms * 2, retry_max_ms)
    } else set({ status: outcome.kind, message: outcome.message })
  }

  const save = async (is_leaving: boolean): Promise<void> => {
    call_off()
    if (running) {
      await running
      if (!is_leaving) return save(false)
    }
    if (!is_dirty() || state.status === 'conflict' || state.status === 'moved') return
    const sent = state.answers
    set({ status: 'saving' })
    const body = { seen_revision: state.revision, base_version: start.version, answers: sent }
    running = ports.save(body, is_leaving).then((outcome) => {
      running = undefined
      take(outcome, sent)
    })
    return running
  }

  const type = (answers: Answers) => {
    set({ answers, status: state.status === 'conflict' || state.status === 'moved' ? state.status : 'typing' })
    ports.keep({ answers, base, at: ports.now() })
    later(pause_ms)
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (item, value) => type({ ...state.answers, [item]: value }),
    replace: (answers) => type(answers),
    flush: async (is_leaving = false) => {
      await save(is_leaving)
      return !is_dirty()
    },
    resolve: (choices) => {
      const answers = { ...state.answers }
      for (const one of state.differences) answers[one.item] = choices[one.item] === 'theirs' ? one.theirs : one.mine
      set({ answers, differences: [], theirs: undefined, status: 'typing' })
      ports.keep({ answers, base, at: ports.now() })
      if (is_dirty()) later(0)
      else {
        set({ status: 'saved' })
        ports.forget()
      }
    },
    stop: () => {
      is_stopped = true
      call_off()
    },
  }
}
