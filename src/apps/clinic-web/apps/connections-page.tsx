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
    ask(`/connections/${encodeURIComponent(one.id)}`, { method: 'DELETE' }).then(() => {
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
          <li key={one.id} className="card app-card">
            <header>
              <h3>{one.app}</h3>
              <span className="muted small">
                {words.since(show_moment(one.granted_at))} ·{' '}
                {one.outlasts_session ? words.beyond_sign_out : words.until_sign_out}
              </span>
              <Button look="danger" onClick={() => withdraw(one)}>
                {words.withdraw}
              </Button>
            </header>
            {one.patient ? <PersonLine person={one.patient} /> : <p className="muted">{words.every_patient}</p>}
            <ScopeList lines={one.lines} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export default ConnectionsPage
