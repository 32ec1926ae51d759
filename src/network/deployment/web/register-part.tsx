import { useState } from 'react'
import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { EntryLine, Field, Register } from '../contract.ts'
import { EntryActs, type EntryRights } from './entry-acts.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { Shown } from './shown.tsx'
import { TableActs } from './table-acts.tsx'
import { use_words } from './words.ts'

type RegisterPartProps = EntryRights & {
  facility: string
  register: Register
  entries: EntryLine[]
  /** Of all registers, what was taken back. */
  voided: EntryLine[]
  columns_max?: number
  done: () => void
}

const tones: Record<string, 'brand' | 'red' | 'amber' | 'green'> = {
  ...{ submitted: 'amber', approved: 'green', returned: 'red', answered: 'green', closed: 'green' },
}

/** One register of a facility, drawn from its definition: what is kept, in which state, with its files. */
export const RegisterPart = (props: RegisterPartProps) => {
  const { facility, register, entries, voided, columns_max = 6, done, ...rights } = props
  const words = use_words()
  const [edited, edit] = useState<EntryLine | 'new'>()
  const [shows_voided, show_voided] = useState(false)
  const of_kind = ({ kind }: EntryLine): boolean => kind === register.kind
  const [lines, gone] = [entries.filter(of_kind), voided.filter(of_kind)]
  const shown = register.fields.filter(({ type }) => type !== 'long').slice(0, columns_max)
  return (
    <section className="dep-part">
      <header className="row wrap">
        <h2>{register.name}</h2>
        <span className="muted small">{register.source}</span>
        <span className="push row">
          {gone.length > 0 && (
            <Button look="link" aria-expanded={shows_voided} onClick={() => show_voided(!shows_voided)}>
              {shows_voided ? words.hide_voided : words.voided(gone.length)}
            </Button>
          )}
          <TableActs what={register.kind} may_import={rights.may_decide} quiet />
          {rights.may_write && <Button onClick={() => edit('new')}>{words.add(register.one)}</Button>}
        </span>
      </header>
      {lines.length === 0 && !shows_voided ? (
        <p className="muted small">{words.none_yet}</p>
      ) : (
        <div className="card scroll-x">
          <table className="dep-table stacks">
            <thead>
              <tr>
                {shown.map(({ id, name }) => (
                  <th key={id}>{name}</th>
                ))}
                <th />
              </tr>
            </thead>
            <tbody>
              {lines.map((entry) => (
                <tr key={entry.id}>
                  <Cells fields={shown} entry={entry} />
                  <td className="dep-acts">
                    <EntryState entry={entry} />
                    <EntryActs {...rights} entry={entry} register={register} edit={() => edit(entry)} done={done} />
                  </td>
                </tr>
              ))}
              {shows_voided &&
                gone.map((entry) => (
                  <tr key={entry.id} className="dep-void">
                    <Cells fields={shown} entry={entry} />
                    <td className="dep-acts">
                      <small className="muted">
                        {words.voided_by(entry.written_by, show_moment(entry.updated_at))}
                      </small>
                      <small className="dep-reason">{entry.reason}</small>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <EntryDialog
          {...{ facility, register, done }}
          entry={edited === 'new' ? undefined : edited}
          close={() => edit(undefined)}
        />
      )}
    </section>
  )
}

const Cells = ({ fields, entry }: { fields: Field[]; entry: EntryLine }) => (
  <>
    {fields.map((field) => (
      <td key={field.id} data-label={field.name} className={typeof entry.body[field.id] === 'number' ? 'number' : ''}>
        <Shown field={field} value={entry.body[field.id]} />
      </td>
    ))}
  </>
)

export const EntryState = ({ entry }: { entry: EntryLine }) => {
  const words = use_words()
  const forwarded = entry.body['forwarded_on'] ? words.forwarded : ''
  const state = [words.states[entry.state] ?? '', forwarded].filter(Boolean).join(' · ')
  return (
    <>
      {state && <Pill tone={tones[entry.state]}>{state}</Pill>}
      {entry.reason && <small className="dep-reason">{entry.reason}</small>}
      {entry.due && entry.state === 'submitted' && <small className="muted"> · {say_day(entry.due)}</small>}
      {entry.files.map(({ id, name }) => (
        <a key={id} className="dep-file" href={`/api/board/facilities/${entry.facility}/files/${id}`}>
          {name}
        </a>
      ))}
    </>
  )
}
