import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Empty, Pill, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { HeldLetter } from '../contract.ts'
import { EnvelopeDialog } from './envelope-dialog.tsx'
import { PartyName } from './party-name.tsx'
import { say_since } from './since.ts'
import { use_words } from './words.ts'

type HeldListProps = { held: UseQueryResult<HeldLetter[]>; may_settle: boolean }

/** Letters in custody, the longest waiting first. */
export const HeldList = ({ held, may_settle }: HeldListProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [chosen, choose] = useState<HeldLetter>()
  if (held.error) return <RefusalNotice error={held.error} again={() => void held.refetch()} />
  if (!held.data) return <Waiting />
  if (held.data.length === 0)
    return (
      <div className="card">
        <Empty title={words.held_none}>{words.held_none_note}</Empty>
      </div>
    )
  return (
    <>
      <ul className="desk-cards">
        {held.data.map((one) => (
          <li key={`${one.sender.code}-${one.id}`} className="card desk-card">
            <div className="desk-card-main">
              <p>
                <b>{words.kinds[one.kind] ?? one.kind}</b>{' '}
                <span className="muted small">
                  {show_moment(one.at)} · {Math.ceil(one.size / 1024)} KB
                </span>
              </p>
              <p className="desk-way">
                <PartyName party={one.sender} /> <span className="muted">→</span>{' '}
                {one.recipients.map((recipient) => (
                  <PartyName key={recipient.code} party={recipient} />
                ))}
              </p>
              <p>{one.reason}</p>
            </div>
            <div className="desk-card-acts">
              <Pill tone="red">{words.waits(say_since(words, one.at))}</Pill>
              {may_settle && (
                <Button look="primary" onClick={() => choose(one)}>
                  {words.decide}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {chosen && (
        <EnvelopeDialog
          letter={chosen}
          close={() => {
            choose(undefined)
            void client.invalidateQueries({ queryKey: ['hub'] })
          }}
        />
      )}
    </>
  )
}
