import { useId } from 'react'
import { Button, Field, TextField } from '../../../base/ui/index.ts'
import { say_million } from '../../board/web/figures.ts'
import {
  budget_sources,
  type BudgetLine,
  type BudgetSource,
  type ProgrammeMember,
  type Statement,
} from '../contract.ts'
import { check_budget } from '../money/check-budget.ts'
import { MoneyField } from './money-field.tsx'
import { read_million, show_million } from './money-text.ts'
import './said.css'
import { use_said_words } from './said-words.ts'

/** A statement with its sum as it is being typed. */
export type TypedStatement = Omit<Statement, 'dong'> & { text: string }

export const type_statement = ({ dong, ...rest }: Statement): TypedStatement => ({ ...rest, text: show_million(dong) })

/** undefined while its place or its sum is missing or cannot be read. */
export const read_statement = ({ text, ...rest }: TypedStatement): Statement | undefined => {
  const read = read_million(text)
  return read.ok && read.dong !== undefined && rest.where.trim() !== '' ? { ...rest, dong: read.dong } : undefined
}

type SaidPartProps = {
  said: TypedStatement[]
  change: (said: TypedStatement[]) => void
  /** What stands in the tables, to be counted beside. */
  lines: BudgetLine[]
  members: ProgrammeMember[]
}

/** What the papers say of money, each beside what the lines of the tables add up to. */
export const SaidPart = ({ said, change, lines, members }: SaidPartProps) => {
  const words = use_said_words()
  const names = useId()
  return (
    <section className="said">
      <h3>
        {words.title} <Verdict said={said} lines={lines} />
      </h3>
      <p className="muted small">{words.note}</p>
      <datalist id={names}>
        {members.map(({ facility, name }) => (
          <option key={facility} value={facility}>
            {name}
          </option>
        ))}
      </datalist>
      <ul>
        {said.map((one, at) => (
          <li key={at}>
            <SaidLine
              {...{ one, lines, names }}
              name={members.find(({ facility }) => facility === one.facility)?.name}
              change={(next) => change(said.map((before, i) => (i === at ? next : before)))}
            />
            <Button look="quiet" onClick={() => change(said.filter((_, i) => i !== at))}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Button look="link" onClick={() => change([...said, { where: '', text: '' }])}>
        {words.add}
      </Button>
    </section>
  )
}

const Verdict = ({ said, lines }: Pick<SaidPartProps, 'said' | 'lines'>) => {
  const words = use_said_words()
  const read = said.map(read_statement).filter((one) => one !== undefined)
  const wrong = check_budget(read, lines).filter(({ difference_dong }) => difference_dong !== 0).length
  if (read.length === 0 || lines.length === 0) return null
  return <small className={wrong > 0 ? 'amber' : 'green'}>{words.wrong(wrong, read.length)}</small>
}

type SaidLineProps = {
  one: TypedStatement
  name: string | undefined
  names: string
  lines: BudgetLine[]
  change: (next: TypedStatement) => void
}

const SaidLine = ({ one, name, names, lines, change }: SaidLineProps) => {
  const words = use_said_words()
  const { sources = [] } = one
  const turn = (source: BudgetSource) => {
    const next = budget_sources.filter((id) => (id === source ? !sources.includes(id) : sources.includes(id)))
    change({ ...one, sources: next.length > 0 ? next : undefined })
  }
  return (
    <div className="said-line">
      <TextField label={words.where} required value={one.where} change={(where) => change({ ...one, where })} />
      <div className="said-of">
        <fieldset>
          <legend>{words.sources}</legend>
          {budget_sources.map((source) => (
            <label key={source}>
              <input type="checkbox" checked={sources.includes(source)} onChange={() => turn(source)} />
              {words.source[source]}
            </label>
          ))}
        </fieldset>
        <TextField
          label={words.year}
          inputMode="numeric"
          value={one.year === undefined ? '' : String(one.year)}
          change={(text) => change({ ...one, year: /^\d+$/.test(text) ? Number(text) : undefined })}
        />
        <Field label={words.facility} hint={one.facility ? name : words.all}>
          {(ids) => (
            <input
              {...ids}
              className="box"
              list={names}
              value={one.facility ?? ''}
              onChange={(event) => change({ ...one, facility: event.target.value.trim() || undefined })}
            />
          )}
        </Field>
        <MoneyField label={words.amount} required value={one.text} change={(text) => change({ ...one, text })} />
        <Counted statement={read_statement(one)} lines={lines} />
      </div>
    </div>
  )
}

const Counted = ({ statement, lines }: { statement: Statement | undefined; lines: BudgetLine[] }) => {
  const words = use_said_words()
  const [check] = statement ? check_budget([statement], lines) : []
  return (
    <p className="said-counted">
      <span>{words.counted}</span>
      {check && (
        <>
          <b>{say_million(check.counted_dong)}</b>
          {check.difference_dong === 0 ? (
            <small className="green">✓ {words.agrees}</small>
          ) : (
            <small className="amber">≠ {words.differs(say_million(check.difference_dong))}</small>
          )}
        </>
      )}
    </p>
  )
}
