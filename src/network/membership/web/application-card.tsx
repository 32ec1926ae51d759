import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { ApplicationLine } from '../contract.ts'
import type { Act } from './act-dialog.tsx'
import { KeyList } from './key-list.tsx'
import { SealLines } from './seal-lines.tsx'
import { use_words } from './words.ts'

type ApplicationCardProps = { application: ApplicationLine; may_admit: boolean; refuse: (act: Act) => void }

/** One that waits, with all the Sở has to look at before it says yes. */
export const ApplicationCard = ({ application: one, may_admit, refuse }: ApplicationCardProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { facility, id, name } = one
  const approve = () => {
    set_busy(true)
    set_error(undefined)
    ask(`/hub/applications/${facility}/${id}/approve`, { method: 'POST' })
      .then(() => {
        say_done(words.approved_done(name))
        void client.invalidateQueries({ queryKey: ['hub'] })
      }, set_error)
      .finally(() => set_busy(false))
  }
  return (
    <li className="card member-application">
      <header className="row wrap">
        <h3>
          {name} <small className="muted">{facility}</small>
        </h3>
        <span className="muted small">
          {[words.kinds[one.kind], one.authority, words.asked_at(show_moment(one.asked_at))]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {may_admit && (
          <span className="row push">
            <Button look="danger" onClick={() => refuse({ kind: 'refuse', facility, id, name })}>
              {words.refuse}
            </Button>
            <Button look="primary" disabled={is_busy} onClick={approve}>
              {words.approve}
            </Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      <Known application={one} />
      <div className="member-papers">
        <div>
          <h4>{words.contact}</h4>
          <p>{one.contact.name}</p>
          <p>
            <a href={`tel:${one.contact.phone}`}>{one.contact.phone}</a>
          </p>
          {one.contact.email && <p>{one.contact.email}</p>}
        </div>
        <div>
          <h4>{words.keys}</h4>
          <KeyList keys={one.keys} />
          <p className="muted small">{words.keys_note}</p>
        </div>
        <div>
          <h4>{words.seal}</h4>
          {one.seal ? <SealLines seal={one.seal} /> : <p className="red">{words.seal_unreadable}</p>}
        </div>
      </div>
    </li>
  )
}

const Known = ({ application: { known_as, name } }: { application: ApplicationLine }) => {
  const words = use_words()
  if (known_as === null) return <p className="muted small">{words.is_new}</p>
  const is_member = known_as.membership === 'approved' || known_as.membership === 'suspended'
  if (known_as.name === name && !is_member) return null
  return (
    <p className="amber small">
      {[known_as.name === name ? '' : words.is_known(known_as.name), is_member ? words.is_member : '']
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}
