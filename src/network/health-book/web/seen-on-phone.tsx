import { useState } from 'react'
import { Button, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import { SeenDialog } from './seen-dialog.tsx'
import './visits.css'
import { use_seen } from './visits-queries.ts'
import { use_words } from './visits-words.ts'

/** For the person's page: what staff saw of the book on her phone (SHARE-22), and the way to write it down. */
export const SeenOnPhone = ({ patient, may_note }: { patient: string; may_note: boolean }) => {
  const words = use_words()
  const seen = use_seen(patient)
  const [is_open, open] = useState(false)
  const { data } = seen
  return (
    <section className="seen-card card">
      <header>
        <h2>{words.seen_title}</h2>
        <span className="push" />
        {may_note && data && data.visits.length > 0 && <Button onClick={() => open(true)}>{words.seen_add}</Button>}
      </header>
      <RefusalNotice error={seen.error} again={() => void seen.refetch()} />
      {data && data.lines.length === 0 && (
        <p className="muted small">{data.visits.length > 0 ? words.seen_none : words.no_visit}</p>
      )}
      {data && data.lines.length > 0 && (
        <ul>
          {data.lines.map(({ id, what, actor, at }) => (
            <li key={id}>{words.seen_line(what, actor, show_moment(at.slice(0, 16)))}</li>
          ))}
        </ul>
      )}
      {is_open && data && <SeenDialog patient={patient} visits={data.visits} close={() => open(false)} />}
    </section>
  )
}
