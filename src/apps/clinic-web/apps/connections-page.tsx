import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, Button, Empty, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Me } from '../../../platform/access/contract.ts'
import type { Connection } from '../../../platform/smart/contract.ts'
import './apps.css'
import { ClientTable } from './client-table.tsx'
import { PersonLine } from './patient-choice.tsx'
import { ScopeList } from './scope-list.tsx'
import { use_words } from './words.ts'

/** What I allowed apps to do; for the administrator also which apps there are. */
const ConnectionsPage = ({ me }: { me: Me }) => {
  const words = use_words()
  useEffect(() => {
    document.title = words.apps
  }, [words])
  return (
    <div className="column">
      <header className="page-head">
        <h1>{words.apps}</h1>
      </header>
      {me.rights.includes('accounts.manage') && <ClientTable />}
      {me.rights.includes('fhir.read') && <Mine />}
    </div>
  )
}

const Mine = () => {
  const words = use_words()
  const client = useQueryClient()
  const mine = useQuery({ queryKey: ['connections'], queryFn: () => ask<Connection[]>('/connections') })
  const [error, set_error] = useState<unknown>()
  const withdraw = (one: Connection) => {
    set_error(undefined)
    ask(`/connections/${encodeURIComponent(one.client)}`, { method: 'DELETE' }).then(() => {
      say_done(words.withdrawn)
      void client.invalidateQueries({ queryKey: ['connections'] })
    }, set_error)
  }
  if (mine.isPending) return <Waiting />
  return (
    <section className="app-part">
      <h2>{words.mine}</h2>
      <RefusalNotice error={mine.error ?? error} again={mine.error ? () => void mine.refetch() : undefined} />
      {mine.data?.length === 0 && (
        <div className="card">
          <Empty title={words.mine_none}>{words.mine_none_note}</Empty>
        </div>
      )}
      <ul className="app-cards">
        {mine.data?.map((one) => (
          <li key={one.client} className="card app-card">
            <header>
              <h3>{one.app}</h3>
              <Button look="danger" onClick={() => withdraw(one)}>
                {words.withdraw}
              </Button>
            </header>
            <ScopeList lines={one.lines} of_several />
            <Uses connection={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** For whom, since when and for how long. */
const Uses = ({ connection: { uses, more } }: { connection: Connection }) => {
  const words = use_words()
  return (
    <ul className="app-uses">
      {uses.map(({ patient, granted_at, outlasts_session }) => (
        <li key={patient?.id ?? ''}>
          {patient ? <PersonLine person={patient} /> : <p>{words.every_patient}</p>}
          <small className="muted">
            {words.since(show_moment(granted_at))} · {outlasts_session ? words.beyond_sign_out : words.until_sign_out}
          </small>
        </li>
      ))}
      {more > 0 && <li className="muted small">{words.more_people(more)}</li>}
    </ul>
  )
}

export default ConnectionsPage
