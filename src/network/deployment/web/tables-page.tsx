import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import { use_programme } from '../../board/web/use-programme.ts'
import type { ProgrammePage } from '../contract.ts'
import './deployment.css'
import './register.css'
import { use_register_words } from './register-words.ts'
import { TableActs } from './table-acts.tsx'

type Table = { what: string; name: string; columns: string[] }

/** Every table that comes in as a spreadsheet, with the columns it is known by, and goes out as one. */
const TablesPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_register_words()
  const tables = useQuery({ queryKey: ['board', 'import'], queryFn: () => ask<Table[]>('/board/import') })
  const chosen = use_programme()
  // Which one a table of a programme goes into is never left to a guess: the one that runs is asked for by its name.
  const shown = useQuery({
    queryKey: ['board', 'programme', chosen.id],
    queryFn: () => ask<ProgrammePage>(`/board/programme${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
    retry: false,
  })
  useEffect(() => {
    document.title = words.tables
  }, [words])
  if (!tables.data || shown.isPending) return tables.error ? <RefusalNotice error={tables.error} /> : <Waiting />
  const programme = shown.data?.programme.id
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.tables}</h1>
        <span className="muted small">{words.tables_note}</span>
        <span className="push row wrap">
          {programme !== undefined && <ProgrammePick chosen={chosen} shown={programme} />}
          <a className="btn" href={`/api/board/export.zip${query_string({ programme })}`}>
            {words.export_all}
          </a>
        </span>
      </header>
      <div className="card scroll-x">
        <table className="dep-table stacks reg-table">
          <thead>
            <tr>
              <th className="table-name">{words.table}</th>
              <th>{words.columns}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {tables.data.map(({ what, name, columns }) => (
              <tr key={what}>
                <td data-label={words.table}>
                  <b>{name}</b>
                </td>
                <td data-label={words.columns_short} className="small muted">
                  <Columns names={columns} />
                </td>
                <td className="dep-acts nowrap">
                  <TableActs what={what} programme={programme} may_import={may_decide} quiet />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

const columns_shown = 16
const columns_max = 24

/** A long survey has more columns than anybody reads beside the others. */
const Columns = ({ names }: { names: string[] }) => {
  const words = use_register_words()
  const shown = names.length > columns_max ? columns_shown : columns_max
  const [first, rest] = [names.slice(0, shown), names.slice(shown)]
  return (
    <>
      {first.join(' · ')}
      {rest.length > 0 && (
        <details>
          <summary>{words.more_columns(rest.length)}</summary>
          {rest.join(' · ')}
        </details>
      )}
    </>
  )
}

export default TablesPage
