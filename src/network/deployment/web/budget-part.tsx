import { useState } from 'react'
import { ask, Button, Field, FormDialog, query_string, say_done } from '../../../base/ui/index.ts'
import { say_million } from '../../board/web/figures.ts'
import type { BudgetLine, BudgetSource, FacilityPage } from '../contract.ts'
import { use_flow_words } from './budget-flow-words.ts'
import type { EntryRights } from './entry-acts.tsx'
import { MoneyField } from './money-field.tsx'
import { read_million, show_million } from './money-text.ts'
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
      <header className="row wrap">
        <h2>
          {words.budget} <span className="muted">· {words.million}</span>
        </h2>
        <span className="push row">
          <TableActs what="budget" programme={page.programme.id} may_import={may_decide} quiet />
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
          page={page}
          line={edited === 'new' ? undefined : edited}
          done={done}
          close={() => edit(undefined)}
        />
      )}
    </section>
  )
}

type BudgetDialogProps = {
  page: FacilityPage
  line: BudgetLine | undefined
  done: () => void
  close: () => void
}

const in_million = (text: string): number | undefined => {
  const read = read_million(text)
  return read.ok && read.dong !== undefined ? read.dong / 1_000_000 : undefined
}

const BudgetDialog = ({ page, line, done, close }: BudgetDialogProps) => {
  const words = use_words()
  const { stages } = use_flow_words()
  const [year, set_year] = useState(line ? String(line.year) : page.today.slice(0, 4))
  const [source, set_source] = useState<BudgetSource>(line?.source ?? 'own')
  const [given, set_given] = useState(show_million(line?.dong))
  const [spent, set_spent] = useState(show_million(line?.spent_dong ?? 0))
  const [planned, set_planned] = useState(show_million(line?.planned_dong))
  const [contracted, set_contracted] = useState(show_million(line?.contracted_dong))
  const [note, set_note] = useState(line?.note ?? '')
  const save = async () => {
    const amounts = {
      ...{ amount: in_million(given), spent: in_million(spent) ?? 0, unit: 'million' },
      ...{ planned: in_million(planned) ?? null, contracted: in_million(contracted) ?? null },
    }
    const body = { year: Number(year), source, note, ...amounts, ...(line ? { version: line.version } : {}) }
    const at = `/board/facilities/${page.card.code}/budget${query_string({ programme: page.programme.id })}`
    await ask(at, { method: 'PUT', body })
    say_done(words.saved)
    done()
  }
  const is_readable =
    in_million(given) !== undefined && [spent, planned, contracted].every((text) => read_million(text).ok)
  const box = (label: string, value: string, change: (text: string) => void) => (
    <Field label={label}>
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
    <FormDialog title={words.budget} act={words.save} ready={is_readable} send={save} close={close}>
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
        <MoneyField label={stages.planned} value={planned} change={set_planned} />
        <MoneyField label={words.given} required value={given} change={set_given} />
        <MoneyField label={stages.contracted} value={contracted} change={set_contracted} />
        <MoneyField label={words.spent} value={spent} change={set_spent} />
        {box(words.note, note, set_note)}
      </div>
    </FormDialog>
  )
}
