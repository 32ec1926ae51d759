import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Empty, Pill, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { DeadLetter } from '../contract.ts'
import { DeadDialog } from './dead-dialog.tsx'
import type { DeadTray } from './held-page.tsx'
import { PartyName } from './party-name.tsx'
import { PatienceDialog } from './patience-dialog.tsx'
import { say_since } from './since.ts'
import { use_words } from './words.ts'

type DeadListProps = { dead: UseQueryResult<DeadTray>; may_settle: boolean }
type Open = { letter: DeadLetter; act: 'redirect' | 'return' }

/** Letters nobody fetched: why, how long, and what can be done with each. */
export const DeadList = ({ dead, may_settle }: DeadListProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [open, set_open] = useState<Open>()
  const [sets_patience, set_patience] = useState(false)
  const [error, set_error] = useState<unknown>()
  const again = () => void client.invalidateQueries({ queryKey: ['hub'] })
  const remind = ({ recipient, number }: DeadLetter) => {
    set_error(undefined)
    ask(`/hub/dead/${recipient.code}/${number}`, { body: { act: 'remind' } }).then(() => {
      say_done(words.reminded_done)
      again()
    }, set_error)
  }
  if (dead.error) return <RefusalNotice error={dead.error} again={() => void dead.refetch()} />
  if (!dead.data) return <Waiting />
  return (
    <>
      <RefusalNotice error={error} />
      {dead.data.letters.length === 0 && (
        <div className="card">
          <Empty title={words.dead_none}>{words.dead_none_note}</Empty>
        </div>
      )}
      <ul className="desk-cards">
        {dead.data.letters.map((one) => (
          <li key={`${one.recipient.code}-${one.number}`} className="card desk-card">
            <DeadWords letter={one} />
            <div className="desk-card-acts">
              <Pill tone={one.why === 'too-long' ? 'amber' : 'red'}>{words.why[one.why]}</Pill>
              {may_settle && (
                <div className="row wrap">
                  {one.successor ? (
                    <Button look="primary" onClick={() => set_open({ letter: one, act: 'redirect' })}>
                      {words.redirect(one.successor.code)}
                    </Button>
                  ) : (
                    <Button onClick={() => remind(one)}>{words.remind}</Button>
                  )}
                  <Button look="danger" onClick={() => set_open({ letter: one, act: 'return' })}>
                    {words.send_back}
                  </Button>
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {may_settle && (
        <p className="desk-foot muted small">
          <Button look="link" onClick={() => set_patience(true)}>
            {words.patience}…
          </Button>{' '}
          {dead.data.patience
            .map(({ kind, days }) => `${words.kinds[kind] ?? kind} ${words.day_count(days)}`)
            .join(' · ')}
        </p>
      )}
      {open && (
        <DeadDialog
          {...open}
          close={() => {
            set_open(undefined)
            again()
          }}
        />
      )}
      {sets_patience && (
        <PatienceDialog
          patience={dead.data.patience}
          close={() => {
            set_patience(false)
            again()
          }}
        />
      )}
    </>
  )
}

const DeadWords = ({
  letter: { kind, number, requested_at, sender, recipient, reminders, reminded_at },
}: {
  letter: DeadLetter
}) => {
  const words = use_words()
  return (
    <div className="desk-card-main">
      <p>
        <b>{words.kinds[kind] ?? kind}</b>{' '}
        <span className="muted small">
          {words.letter_no(number)} · {show_moment(requested_at)} · {words.waits(say_since(words, requested_at))}
        </span>
      </p>
      <p className="desk-way">
        <PartyName party={sender} /> <span className="muted">→</span> <PartyName party={recipient} />
      </p>
      {reminded_at !== null && <p className="muted small">{words.reminded(reminders, show_moment(reminded_at))}</p>}
    </div>
  )
}
