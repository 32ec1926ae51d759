import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, MomentInput, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { FacilityCard, FacilityPage } from '../contract.ts'
import { list_changes, say_ended, state_facts } from './facility-changes.ts'
import { MergeDialog } from './merge-dialog.tsx'
import './register.css'
import { use_register_words } from './register-words.ts'
import { StateDialog } from './state-dialog.tsx'
import { use_areas } from './use-areas.ts'
import { use_words } from './words.ts'

type InfoPartProps = { page: FacilityPage; may_decide: boolean; done: () => void }

/** What the facility was on a day one chooses, and every change of it with what said so. */
export const InfoPart = ({ page, may_decide, done }: InfoPartProps) => {
  const words = use_register_words()
  const room = use_words()
  const [on, set_on] = useState(page.today)
  const [act, start] = useState<'write' | 'merge'>()
  const { code } = page.card
  const areas = use_areas()
  const card = useQuery({
    queryKey: ['board', 'card', code, on],
    queryFn: () => ask<FacilityCard>(`/board/facilities/${code}/card?on=${on}`),
    placeholderData: (before) => before,
  })
  const error = areas.error ?? card.error
  if (!areas.data || !card.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const all = { register: words, room, areas: areas.data.areas }
  const close = () => start(undefined)
  return (
    <>
      <header className="row wrap reg-bar">
        <label className="row reg-day">
          <span className="muted">{words.at_day}</span>
          <MomentInput kind="date" value={on} change={(day) => day && set_on(day)} />
        </label>
        {may_decide && (
          <span className="push row">
            <Button look="primary" onClick={() => start('write')}>
              {words.write}
            </Button>
            {!card.data.successor && <Button onClick={() => start('merge')}>{words.merge}</Button>}
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      <Facts card={card.data} words={all} />
      <Changes card={card.data} words={all} />
      {act === 'write' && <StateDialog card={card.data} areas={areas.data} {...{ done, close }} />}
      {act === 'merge' && <MergeDialog card={card.data} today={page.today} {...{ done, close }} />}
    </>
  )
}

type Shown = { card: FacilityCard; words: Parameters<typeof list_changes>[1] }

const Facts = ({ card, words }: Shown) => {
  const { register } = words
  const state = card.states.find(({ from_day }) => from_day <= card.on)
  const is_ended = card.valid_to !== null && card.valid_to <= card.on
  const facts: [string, string][] = [
    [register.own_code, card.code],
    ...(card.gln ? [[register.gln, card.gln] as [string, string]] : []),
    ...(state ? state_facts(state, words).filter(([label]) => label !== register.area) : []),
    [register.area, card.areas.map(({ name }) => name).join(', ')],
    [register.member, register.memberships[card.membership] ?? ''],
    [register.since, state ? say_day(state.from_day) : ''],
    [register.source, state?.source ?? ''],
    [register.recorded, state?.recorded_by ?? ''],
  ]
  const seen = new Set<string>()
  const shown = facts.filter(([label, value]) => value !== '' && !seen.has(label) && seen.add(label))
  return (
    <section className="card reg-facts">
      <h2>{register.facts(say_day(card.on))}</h2>
      <p className="reg-name">
        <b>{card.name_on}</b>
        {card.name_on !== card.name && <span className="muted"> · {register.now_called(card.name)}</span>}
        {is_ended && <span className="amber"> · {say_ended(card, register)}</span>}
      </p>
      {state ? null : <p className="muted">{register.nothing_said}</p>}
      <dl>
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const Changes = ({ card, words }: Shown) => {
  const { register } = words
  return (
    <section className="dep-part">
      <header className="row wrap">
        <h2>{register.history}</h2>
        <span className="muted small">{register.history_note}</span>
      </header>
      <ul className="card dep-list small">
        {list_changes(card, words).map(({ day, what, source, by }, i) => (
          <li key={i} className="reg-change">
            <b className="nowrap">{say_day(day)}</b>
            <span>{what.join(' · ')}</span>
            <span className="muted">{[source, by].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
