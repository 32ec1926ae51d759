import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { ask, Button, Empty, ListTable, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import { group_looks } from './group-looks.ts'
import type { Look } from './group-looks.ts'
import './patients.css'
import { use_words } from './words.ts'

/** @param more what was given to other houses, which this room has never heard of */
const AccessLogPage = ({ patient, more }: { patient: string; more?: ReactNode }) => {
  const words = use_words()
  const log = useQuery({
    queryKey: ['access-log', patient],
    queryFn: () => ask<Look[]>(`/patients/${patient}/access-log`),
  })
  useEffect(() => {
    document.title = words.log
  }, [words])
  return (
    <div className="column narrow access-log">
      <header className="page-head">
        <h1>{words.log}</h1>
        <span className="muted">{words.log_note}</span>
        <span className="push" />
        <Button onClick={() => window.print()}>{words.log_print}</Button>
        <Button onClick={() => history.back()}>{words.back}</Button>
      </header>
      {more}
      {log.isPending && <Waiting />}
      <RefusalNotice error={log.error} again={() => void log.refetch()} />
      {log.data && (log.data.length === 0 ? <Empty title={words.log_empty} /> : <LookTable looks={log.data} />)}
    </div>
  )
}

const LookTable = ({ looks }: { looks: Look[] }) => {
  const words = use_words()
  return (
    <ListTable titles={[words.at, words.who, words.role, words.what, words.outcome]}>
      {group_looks(looks).map((line, index) => (
        <tr key={index} className={line.is_refused ? 'red' : undefined}>
          <td className="when">{show_moment(line.at)}</td>
          <td>{line.actor}</td>
          <td>{words.roles[line.role] ?? line.role}</td>
          <td>{line.what}</td>
          <td>{line.is_refused ? words.refused : words.allowed}</td>
        </tr>
      ))}
    </ListTable>
  )
}

export default AccessLogPage
