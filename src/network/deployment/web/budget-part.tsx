import { useState } from 'react'
import { ask, Button, Dialog, Field, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { say_million } from '../../board/web/figures.ts'
import type { BudgetLine, BudgetSource, FacilityPage } from '../contract.ts'
import type { EntryRights } from './entry-acts.tsx'
import { TableActs } from './table-acts.tsx'
import { use_words } from './words.ts'

type BudgetPartProps = EntryRights & { page: FacilityPage; done: () => void }

/** The facility's money by year and source: given and spent, in million đồng. */
export const BudgetPart = ({ page, may_write, may_decide, done }: BudgetPartProps) => {
  const words = use_words()
  const [edited, edit] = useState<BudgetLine | 'new'>()
  const sum = (key: 'dong' | 'spent_dong'): number => page.budget.reduce((total, line) => total + line[key], 0)
  return (
    <section className="dep-part">
      <header className="row">
        <h2>
          {words.budget} <span className="muted">· {words.million}</span>
        </h2>
        <span className="push row">
          <TableActs what="budget" may_import={may_decide} quiet />
          {may_write && <Button onClick={() => edit('new')}>{words.add(words.source.toLowerCase())}</Button>}
        </span>
      </header>
      <div className="card scroll-x">
        <table className="dep-table">
          <thead>
            <tr>
              <th>{words.year}</th>
              <th>{words.source}</th>
              <th className="number">{words.given}</th>
              <th className="number">{words.spent}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {page.budget.map((line) => (
              <tr key={`${line.year} ${line.source}`}>
                <td>{line.year}</td>
                <td>
                  {words.sources[line.source]} <small className="muted">{line.note}</small>
                </td>
                <td className="number">{say_million(line.dong)}</td>
                <td className="number">{say_million(line.spent_dong)}</td>
                <td className="dep-acts">
                  {may_write && (
                    <Button look="quiet" onClick={() => edit(line)}>
                      {words.edit}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row" colSpan={2}>
                {words.total}
              </th>
              <th className="number">{say_million(sum('dong'))}</th>
              <th className="number">{say_million(sum('spent_dong'))}</th>
              <th />
            </tr>
          </tbody>
        </table>
      </div>
      {edited && (
        <BudgetDialog
          facility={page.card.code}
          year={Number(page.today.slice(0, 4))}
          line={edited === 'new' ? undefined : edited}
          done={done}
          close={() => edit(undefined)}
        />
      )}
    </section>
  )
}

type BudgetDialogProps = {
  facility: string
  year: number
  line: BudgetLine | undefined
  done: () => void
  close: () => void
}

const million = 1_000_000
const read_million = (text: string): number => Number(text.replace(/\./g, '').replace(',', '.'))

const BudgetDialog = ({ facility, year: this_year, line, done, close }: BudgetDialogProps) => {
  const words = use_words()
  const show = (dong: number | undefined): string =>
    dong === undefined ? '' : String(dong / million).replace('.', ',')
  const [year, set_year] = useState(String(line?.year ?? this_year))
  const [source, set_source] = useState<BudgetSource>(line?.source ?? 'own')
  const [given, set_given] = useState(show(line?.dong))
  const [spent, set_spent] = useState(show(line?.spent_dong ?? 0))
  const [note, set_note] = useState(line?.note ?? '')
  const [error, set_error] = useState<unknown>()
  const save = () => {
    const amounts = { amount: read_million(given), spent: read_million(spent), unit: 'million' }
    const body = { year: Number(year), source, note, ...amounts, ...(line ? { version: line.version } : {}) }
    ask(`/board/facilities/${facility}/budget`, { method: 'PUT', body }).then(() => {
      say_done(words.saved)
      done()
      close()
    }, set_error)
  }
  const box = (label: string, value: string, change: (text: string) => void, aside?: string) => (
    <Field label={label} aside={aside}>
      {(ids) => (
        <input
          {...ids}
          className="box"
          value={value}
          disabled={label === words.year && line !== undefined}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  )
  return (
    <Dialog
      title={words.budget}
      close={close}
      submit={save}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary">
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        {box(words.year, year, set_year)}
        <Field label={words.source}>
          {(ids) => (
            <select
              {...ids}
              className="box"
              value={source}
              disabled={line !== undefined}
              onChange={(event) => set_source(event.target.value as BudgetSource)}
            >
              {Object.entries(words.sources).map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {box(words.given, given, set_given, words.million)}
        {box(words.spent, spent, set_spent, words.million)}
        {box(words.note, note, set_note)}
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
