import { useState } from 'react'
import { ask, AutoText, Button, Field, FormDialog, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import { paper_address } from '../../health-book/web/places.ts'
import type { TakenOver } from '../contract.ts'
import { use_taken, use_taken_again } from './queries.ts'
import './shared-results.css'
import { TakenChangeBox } from './taken-change.tsx'
import { use_words } from './words.ts'

type ListProps = { patient: string; encounter: string; may_write: boolean; is_open: boolean }

const DropDialog = ({ encounter, one, close }: { encounter: string; one: TakenOver; close: () => void }) => {
  const words = use_words()
  const again = use_taken_again(encounter)
  const [reason, set_reason] = useState('')
  const send = async () => {
    await ask<TakenOver[]>(`/shared-results/taken/${encounter}/${one.id}/drop`, { body: { reason } })
    await again()
  }
  return (
    <FormDialog
      {...{ title: words.drop_title(one.test), act: words.drop, look: 'danger', close }}
      ready={reason.trim().length >= 5}
      send={send}
    >
      <Field label={words.drop_reason} required>
        {(ids) => (
          <AutoText {...ids} className="box" value={reason} onChange={(event) => set_reason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}

const TakenRow = ({ patient, encounter, may_write, is_open, one }: ListProps & { one: TakenOver }) => {
  const words = use_words()
  const [drops, set_drops] = useState(false)
  const change = one.dropped ? null : one.changed
  return (
    <li className={one.dropped ? 'off' : change ? 'changed' : undefined} data-taken={one.code}>
      <header>
        <b>{one.test}</b>
      </header>
      <p className="taken-said">{one.said}</p>
      {change && <TakenChangeBox {...{ patient, encounter, may_write, is_open, one, change }} />}
      <p className="muted">
        {[one.sender.name, words.taken_at(show_moment(one.taken_at)), words.performer(one.performer)].join(' · ')}
      </p>
      {!change && (
        <p className="muted" title={one.rule}>
          {words.valid_until(show_moment(one.valid_until.slice(0, 16)))}
        </p>
      )}
      {!one.dropped && !one.is_told && <p className="amber">{words.not_told}</p>}
      {one.dropped && (
        <p className="red">
          {words.dropped(one.dropped.by, show_moment(one.dropped.at.slice(0, 16)))} {one.dropped.reason}
        </p>
      )}
      <footer>
        <span className="muted">{words.taken_by(one.by, show_moment(one.at.slice(0, 16)))}</span>
        <a className="btn link" href={paper_address(patient, one.paper)} target="_blank" rel="noreferrer">
          {words.see_paper}
        </a>
        {may_write && is_open && !one.dropped && (
          <Button look="link" onClick={() => set_drops(true)}>
            {words.drop}
          </Button>
        )}
      </footer>
      {drops && <DropDialog encounter={encounter} one={one} close={() => set_drops(false)} />}
    </li>
  )
}

/** Results of other houses that this stay goes by instead of a test of its own. */
export const TakenList = (props: ListProps) => {
  const words = use_words()
  const found = use_taken(props.encounter)
  if (found.error) return <RefusalNotice error={found.error} again={() => void found.refetch()} />
  if (!found.data || found.data.length === 0) return null
  return (
    <section className="taken-list" aria-label={words.taken_title}>
      <h2>{words.taken_title}</h2>
      <ul>
        {found.data.map((one) => (
          <TakenRow key={one.id} {...props} one={one} />
        ))}
      </ul>
    </section>
  )
}
