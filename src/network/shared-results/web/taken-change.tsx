import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import { paper_address } from '../../health-book/web/places.ts'
import type { TakenChange, TakenOver, TakeWish } from '../contract.ts'
import { use_taken_again } from './queries.ts'
import { use_words } from './words.ts'

/** What the source says now, when and by whom: the same words on the desk and in the list of what waits. */
export const ChangeWords = ({ one, change }: { one: TakenOver; change: TakenChange }) => {
  const words = use_words()
  const who = [change.author, one.sender.name].filter(Boolean).join(', ')
  return (
    <>
      <p>
        <Pill tone="red">{change.is_withdrawn ? words.withdrawn : words.corrected}</Pill>{' '}
        <span className="muted">{words.changed_by(show_moment(change.issued_at.slice(0, 16)), who)}</span>
      </p>
      {change.verdict === 'red' ? (
        <p className="red">{words.changed_red}</p>
      ) : change.is_withdrawn ? (
        <p className="red">{words.withdrawn_note}</p>
      ) : change.said === '' ? (
        <p className="red">{words.new_lost}</p>
      ) : (
        <p>
          {words.new_value} <b>{change.said}</b>
        </p>
      )}
    </>
  )
}

type ChangeProps = { patient: string; encounter: string; may_write: boolean; is_open: boolean; one: TakenOver }

/** A result in use that its source corrected or took back: the new value to be taken over, or that a doctor has seen it. */
export const TakenChangeBox = ({ change, ...props }: ChangeProps & { change: TakenChange }) => {
  const words = use_words()
  const { patient, encounter, may_write, is_open, one } = props
  const again = use_taken_again(encounter)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const act = async (work: () => Promise<unknown>, done: string) => {
    set_busy(true)
    set_error(undefined)
    try {
      await work()
      say_done(done)
    } catch (refused) {
      set_error(refused)
    } finally {
      await again()
      set_busy(false)
    }
  }
  const path = `/shared-results/taken/${encounter}`
  const wish: TakeWish = { code: one.code, test: one.test, paper: change.paper, instead_of: one.id }
  const is_good = change.verdict === 'good' && !change.is_withdrawn && change.said !== '' && change.paper !== ''
  return (
    <div className="taken-change" role="alert">
      <ChangeWords one={one} change={change} />
      <RefusalNotice error={error} />
      <footer>
        {may_write && is_open && is_good && (
          <Button
            look="primary"
            disabled={is_busy}
            onClick={() => void act(() => ask<TakenOver>(path, { body: wish }), words.took_new(one.test))}
          >
            {words.take_new}
          </Button>
        )}
        {may_write && !change.seen && (
          <Button
            disabled={is_busy}
            onClick={() =>
              void act(() => ask<TakenOver[]>(`${path}/${one.id}/seen`, { method: 'POST' }), words.noted_seen)
            }
          >
            {words.note_seen}
          </Button>
        )}
        {change.paper && (
          <a className="btn link" href={paper_address(patient, change.paper)} target="_blank" rel="noreferrer">
            {words.see_new}
          </a>
        )}
        {change.seen && (
          <span className="muted">{words.seen_by(change.seen.by, show_moment(change.seen.at.slice(0, 16)))}</span>
        )}
      </footer>
    </div>
  )
}
