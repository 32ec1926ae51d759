import { Button, Pill } from '../../../base/ui/index.ts'
import { printed_name } from '../../../standards/e-prescription/index.ts'
import type { DraftLine, Finding, LineSummary } from '../contract.ts'
import { AmountInput } from './amount-input.tsx'
import { search_id } from './drug-search.tsx'
import { use_words } from './words.ts'

type LineTableProps = {
  lines: DraftLine[]
  summaries: LineSummary[]
  findings: Finding[]
  change: (id: string, change: Partial<DraftLine>) => void
  remove: (id: string) => void
}

export const box_id = (line: string, part: string): string => `rx-${line}-${part}`
const focus = (id: string) => () => document.getElementById(id)?.focus()

const tone_of = (line: string, findings: Finding[]): string => {
  const mine = findings.filter(({ lines }) => lines.includes(line))
  if (mine.some(({ level }) => level === 'red')) return ' is-red'
  return mine.length > 0 ? ' is-amber' : ''
}

/** One row a drug: dose × times × days, and what follows from them. */
export const LineTable = ({ lines, summaries, findings, change, remove }: LineTableProps) => {
  const words = use_words()
  return (
    <div className="rx-lines">
      <div className="rx-line rx-line-head" aria-hidden="true">
        <span />
        <span>{words.drug}</span>
        <span>{words.dose}</span>
        <span>{words.times}</span>
        <span>{words.days}</span>
        <span>{words.when}</span>
        <span>{words.quantity}</span>
        <span />
      </div>
      <ol>
        {lines.map((line, i) => (
          <li key={line.id} className={`rx-line${tone_of(line.id, findings)}`}>
            <LineRow
              line={line}
              number={i + 1}
              summary={summaries.find(({ id }) => id === line.id)}
              change={(part) => change(line.id, part)}
              remove={() => remove(line.id)}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

type LineRowProps = {
  line: DraftLine
  number: number
  summary: LineSummary | undefined
  change: (change: Partial<DraftLine>) => void
  remove: () => void
}

const LineRow = ({ line, number, summary, change, remove }: LineRowProps) => {
  const words = use_words()
  const { id, drug } = line
  const name = printed_name(drug)
  return (
    <>
      <span className="rx-number">{number}</span>
      <span className="rx-name">
        <b>{name}</b>
        <small>
          {[drug.form, drug.route].filter(Boolean).join(' · ')}
          {drug.controlled !== 'none' && (
            <>
              {' '}
              <Pill tone="amber">{drug.controlled}</Pill>
            </>
          )}
        </small>
      </span>
      <span className="rx-dose">
        <AmountInput
          id={box_id(id, 'dose')}
          label={`${words.dose}: ${name}`}
          value={line.dose}
          change={(dose) => change({ dose })}
          next={focus(box_id(id, 'times'))}
        />
        <small>{line.dose_unit.toLowerCase()}</small>
      </span>
      <span className="rx-times">
        <i aria-hidden="true">×</i>
        <AmountInput
          id={box_id(id, 'times')}
          label={`${words.times}: ${name}`}
          whole
          value={line.times_per_day}
          change={(times_per_day) => change({ times_per_day })}
          next={focus(box_id(id, 'days'))}
        />
      </span>
      <span className="rx-days">
        <i aria-hidden="true">×</i>
        <AmountInput
          id={box_id(id, 'days')}
          label={`${words.days}: ${name}`}
          whole
          value={line.days}
          change={(days) => change({ days })}
          next={focus(box_id(id, 'when'))}
        />
      </span>
      <span className="rx-when">
        <input
          id={box_id(id, 'when')}
          className="box"
          list="rx-times-of-use"
          aria-label={`${words.when}: ${name}`}
          placeholder={words.when}
          value={line.time_of_use}
          onChange={(event) => change({ time_of_use: event.target.value })}
          onKeyDown={(event) => event.key === 'Enter' && focus(search_id)()}
        />
      </span>
      <span className="rx-quantity">
        <AmountInput
          id={box_id(id, 'quantity')}
          label={`${words.quantity}: ${name}`}
          value={line.quantity}
          change={(quantity) => change({ quantity })}
          placeholder={summary?.quantity_text.replace(/ \(.*/, '')}
          next={focus(search_id)}
        />
        <small>{drug.unit.toLowerCase()}</small>
      </span>
      <Button look="quiet" title={words.remove} aria-label={`${words.remove}: ${name}`} onClick={remove}>
        ✕
      </Button>
      {summary && summary.directions !== '' && <span className="rx-directions">{summary.directions}</span>}
    </>
  )
}
