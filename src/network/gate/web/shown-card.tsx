import { useState, type FormEvent } from 'react'
import { ask, Button, Empty, ListTable, Pill, RefusalNotice, show_moment, TextField } from '../../../base/ui/index.ts'
import type { ShownLine, ShownReport } from '../contract.ts'
import { use_words } from './words.ts'

const reason_min = 5
const number_min = 6

const Basis = ({ line: { basis, what, until, is_open } }: { line: ShownLine }) => {
  const words = use_words()
  if (!basis) return <span className="muted">{what === 'read' ? words.by_basis : words.no_basis}</span>
  const facts = [basis.law, basis.confirmed_by, basis.reason].filter(Boolean).join(' · ')
  return (
    <>
      {words.bases[basis.code] ?? basis.code}
      {facts && <small className="muted">{facts}</small>}
      {until && (
        <small className="muted">
          {words.until(show_moment(until.slice(0, 16)))} {is_open && <b className="amber">{words.open}</b>}
        </small>
      )}
    </>
  )
}

const tones = { sent: undefined, opened: 'amber', read: 'green' } as const

const Lines = ({ lines }: { lines: ShownLine[] }) => {
  const words = use_words()
  return (
    <ListTable titles={[words.at, words.what, words.who, words.paper, words.basis]} className="gate-table">
      {lines.map((line, i) => (
        <tr key={i}>
          <td className="when">{show_moment(line.at.slice(0, 16))}</td>
          <td>
            <Pill tone={tones[line.what]}>{words.whats[line.what]}</Pill>
          </td>
          <td>
            {line.facility.name}
            {line.actor && <small className="muted">{[line.actor, line.role].filter(Boolean).join(', ')}</small>}
          </td>
          <td>
            {line.kind ? (words.kinds[line.kind] ?? line.kind) : words.any_paper}
            {line.sender.name && <small className="muted">{words.from(line.sender.name)}</small>}
          </td>
          <td>
            <Basis line={line} />
          </td>
        </tr>
      ))}
    </ListTable>
  )
}

const Report = ({ report }: { report: ShownReport }) => {
  const words = use_words()
  if (!report.is_known) return <Empty title={words.unknown}>{words.unknown_note}</Empty>
  return (
    <>
      <div className="row wrap">
        <b>{words.report(report.number, show_moment(report.asked_at.slice(0, 16)), report.asked_by)}</b>
        <span className="push">
          <Button onClick={() => window.print()}>{words.print}</Button>
        </span>
      </div>
      {report.lines.length === 0 ? <Empty title={words.none} /> : <Lines lines={report.lines} />}
    </>
  )
}

/** Who was shown what of one person: asked by her number, with a reason that is kept. */
export const ShownCard = () => {
  const words = use_words()
  const [number, set_number] = useState('')
  const [reason, set_reason] = useState('')
  const [report, set_report] = useState<ShownReport>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    set_busy(true)
    set_error(undefined)
    try {
      set_report(await ask<ShownReport>('/hub/shown', { body: { number: number.trim(), reason } }))
    } catch (refused) {
      set_report(undefined)
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  const is_ready = number.trim().length >= number_min && reason.trim().length >= reason_min
  return (
    <section className="hub-part stack">
      <p className="muted">{words.shown_note}</p>
      <form className="gate-ask" onSubmit={(event) => void look(event)}>
        <TextField label={words.number} required value={number} change={set_number} first />
        <TextField label={words.reason} required hint={words.reason_hint} value={reason} change={set_reason} />
        <Button type="submit" look="primary" disabled={is_busy || !is_ready}>
          {words.look}
        </Button>
      </form>
      <RefusalNotice error={error} />
      {report && <Report report={report} />}
    </section>
  )
}
