import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  Empty,
  LinesField,
  Pill,
  RefusalNotice,
  say_done,
  Segments,
  show_moment,
  Waiting,
} from '../../../base/ui/index.ts'
import type { HeldPerson, PersonDecision, PersonFacts } from '../../citizens/contract.ts'
import { ComparePeople } from './compare-people.tsx'
import { use_words } from './words.ts'

type PersonTrayProps = { persons: UseQueryResult<{ held: HeldPerson[] }> }

/** Who waits for somebody to look, and the two or more lines side by side. */
export const PersonTray = ({ persons }: PersonTrayProps) => {
  const words = use_words()
  const [chosen, choose] = useState<string>()
  if (persons.error) return <RefusalNotice error={persons.error} again={() => void persons.refetch()} />
  if (!persons.data) return <Waiting />
  const { held } = persons.data
  const shown = held.find(({ id }) => id === chosen) ?? held[0]
  if (!shown)
    return (
      <div className="card">
        <Empty title={words.persons_none}>{words.persons_none_note}</Empty>
      </div>
    )
  return (
    <div className="desk-tray">
      <ul className="card desk-tray-list">
        {held.map((one) => (
          <li key={one.id}>
            <button type="button" aria-current={one.id === shown.id} onClick={() => choose(one.id)}>
              <b>{words.person_kinds[one.kind]}</b>
              <small className="muted">
                {one.facility} · {show_moment(one.held_at)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      <PersonCase key={shown.id} held={shown} />
    </div>
  )
}

const PersonCase = ({ held }: { held: HeldPerson }) => {
  const words = use_words()
  const people = useQueries({
    queries: [held.person, ...held.candidates].map((id) => ({
      queryKey: ['hub-person', id],
      queryFn: () => ask<{ person: PersonFacts }>(`/citizens/${id}`),
    })),
  })
  const error = people.find((one) => one.error)?.error
  const found = people.flatMap(({ data }) => data?.person ?? [])
  return (
    <div className="stack">
      <div className="row wrap">
        <Pill tone="red">{words.person_kinds[held.kind]}</Pill>
        <span>{held.says.join('; ')}</span>
      </div>
      <RefusalNotice error={error} />
      {found.length < people.length ? (
        !error && <Waiting />
      ) : (
        <ComparePeople
          sides={found.map((person, i) => ({ title: i === 0 ? words.told_now : words.known(i - 1), person }))}
        />
      )}
      <PersonDecisionForm held={held} />
    </div>
  )
}

const PersonDecisionForm = ({ held }: { held: HeldPerson }) => {
  const words = use_words()
  const client = useQueryClient()
  const [decision, set_decision] = useState<PersonDecision | ''>('')
  const [as, set_as] = useState(held.candidates[0] ?? '')
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const has_choice = decision === 'same' && held.candidates.length > 1
  const options: { value: PersonDecision; label: string }[] = [
    { value: 'same', label: words.same },
    { value: 'different', label: words.different },
    ...(held.kind === 'likely-double' ? [] : [{ value: 'number-moves' as const, label: words.moves }]),
  ]
  const send = () => {
    const body = { decision, reason, ...(decision === 'same' ? { as } : {}) }
    ask(`/citizens/${held.person}/held/${held.id}`, { body }).then(() => {
      say_done(words.settled)
      void client.invalidateQueries({ queryKey: ['hub'] })
      void client.invalidateQueries({ queryKey: ['hub-person'] })
    }, set_error)
  }
  return (
    <div className="card desk-decision">
      <div className="desk-options" role="radiogroup" aria-label={words.settle}>
        {options.map(({ value, label }) => (
          <label key={value} className="tick">
            <input type="radio" name="decision" checked={decision === value} onChange={() => set_decision(value)} />
            {label}
          </label>
        ))}
      </div>
      {has_choice && (
        <Segments
          label={words.same}
          value={as}
          options={held.candidates.map((id, i) => ({ value: id, label: words.known(i) }))}
          choose={set_as}
        />
      )}
      <LinesField label={words.person_reason} required rows={2} value={reason} change={set_reason} />
      <RefusalNotice error={error} />
      <div className="row">
        <span className="push" />
        <Button look="primary" disabled={decision === '' || reason.trim() === ''} onClick={send}>
          {words.settle}
        </Button>
      </div>
    </div>
  )
}
