import { useState } from 'react'
import { query_string } from '../../../base/ui/index.ts'
import { ImportButton } from './import-dialog.tsx'
import './register.css'
import { use_register_words } from './register-words.ts'

type TableActsProps = {
  what: string
  /** Of which programme, where the table belongs to one; without it the one that runs. */
  programme?: string | undefined
  may_import: boolean
  quiet?: boolean
}

/** The same table out as a spreadsheet, and in again: beside every list that has one. */
export const TableActs = ({ what, programme, may_import, quiet = false }: TableActsProps) => {
  const words = use_register_words()
  return (
    <span className="dep-table-acts">
      <a className={quiet ? 'btn quiet' : 'btn'} href={`/api/board/export.xlsx${query_string({ what, programme })}`}>
        {words.export}
      </a>
      {may_import && <ImportButton what={what} programme={programme} quiet={quiet} />}
    </span>
  )
}

type TablesActsProps = { tables: readonly { what: string; name: string }[]; may_import: boolean }

/** Several tables behind one list: which of them goes out or comes in is chosen first. */
export const TablesActs = ({ tables, may_import }: TablesActsProps) => {
  const words = use_register_words()
  const [what, choose] = useState(tables[0]?.what ?? '')
  return (
    <span className="dep-table-acts">
      <select
        className="box dep-table-pick"
        aria-label={words.table}
        value={what}
        onChange={(event) => choose(event.target.value)}
      >
        {tables.map((one) => (
          <option key={one.what} value={one.what}>
            {one.name}
          </option>
        ))}
      </select>
      <TableActs what={what} may_import={may_import} />
    </span>
  )
}
