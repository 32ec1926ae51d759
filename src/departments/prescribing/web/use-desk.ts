import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask, Refused } from '../../../base/ui/index.ts'
import { empty_draft, type DraftBody, type Judged, type PrescribingDesk, type SavedDraft } from '../contract.ts'

export type SaveState = 'saved' | 'saving' | 'not_saved'

export type DraftDesk = {
  desk: PrescribingDesk | undefined
  body: DraftBody
  judged: Judged
  state: SaveState
  error: unknown
  change: (next: (before: DraftBody) => DraftBody) => void
  /** Everything typed has reached the server. @returns the revision that may be signed */
  ready: () => Promise<number>
  reload: () => void
}

const pause_ms = 350
const nothing_judged: Judged = { findings: [], states: [], lines: [] }

/** The draft as it is typed: saved after each pause, one save at a time, and judged by the server with each. */
export const use_desk = (encounter: string): DraftDesk => {
  const client = useQueryClient()
  const path = `/prescribing/${encounter}`
  const query = useQuery({
    queryKey: ['prescribing', encounter],
    queryFn: () => ask<PrescribingDesk>(path),
    refetchOnWindowFocus: false,
  })
  const [body, set_body] = useState<DraftBody>(empty_draft)
  const [judged, set_judged] = useState<Judged>(nothing_judged)
  const [state, set_state] = useState<SaveState>('saved')
  const [error, set_error] = useState<unknown>()
  const now = useRef({ body: empty_draft, revision: 0, typed: 0, kept: 0 })
  const running = useRef<Promise<void> | undefined>(undefined)

  useEffect(() => {
    const draft = query.data?.draft
    if (!draft) return
    now.current = { body: draft.body, revision: draft.revision, typed: 0, kept: 0 }
    set_body(draft.body)
    set_judged(draft)
    set_state('saved')
    set_error(undefined)
  }, [query.data])

  const save = useCallback(async (): Promise<void> => {
    while (now.current.kept < now.current.typed) {
      const { body: sent, revision, typed } = now.current
      set_state('saving')
      try {
        const answer = await ask<SavedDraft>(`${path}/draft`, { method: 'PUT', body: { revision, body: sent } })
        now.current = { ...now.current, revision: answer.revision, kept: typed }
        set_judged(answer)
        set_error(undefined)
      } catch (caught) {
        set_state('not_saved')
        set_error(caught)
        throw caught
      }
    }
    set_state('saved')
  }, [path])

  const save_once = useCallback((): Promise<void> => {
    running.current ??= save().finally(() => {
      running.current = undefined
    })
    return running.current
  }, [save])

  const timer = useRef(0)
  const change = (next: (before: DraftBody) => DraftBody): void => {
    const changed = next(now.current.body)
    now.current = { ...now.current, body: changed, typed: now.current.typed + 1 }
    set_body(changed)
    set_state('saving')
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void save_once().catch(() => undefined), pause_ms)
  }
  const ready = async (): Promise<number> => {
    window.clearTimeout(timer.current)
    await save_once()
    // What was typed while the last save was on its way.
    await save_once()
    return now.current.revision
  }
  const reload = (): void => void client.invalidateQueries({ queryKey: ['prescribing', encounter] })
  return { desk: query.data, body, judged, state, error: error ?? query.error, change, ready, reload }
}

export const is_overtaken = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 409 || error.status === 412)
