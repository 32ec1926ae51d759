import { useState, type ReactNode } from 'react'
import {
  ask,
  Button,
  Dialog,
  Empty,
  ListTable,
  RefusalNotice,
  say_done,
  show_moment,
  today_local,
  Waiting,
} from '../../../base/ui/index.ts'
import { show_value } from '../../deployment/web/show-value.ts'
import type { Line, Register } from '../contract.ts'
import { RegisterDialog } from './register-dialog.tsx'
import { use_again, use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

type RegisterTableProps = {
  register: Register
  lines: Line[]
  /** Ids of the fields that are columns; the others are read when a line is opened. */
  columns: readonly string[]
  may_change: boolean
  /** A further word beside a line's first column. */
  mark?: (line: Line) => ReactNode
  /** Lines are said once and followed by others, never changed. */
  once?: boolean
  add?: ReactNode
}

/** One register, drawn from its definition: what stands today, who said it, and what was said before. */
export const RegisterTable = ({ register, lines, columns, may_change, mark, once, add }: RegisterTableProps) => {
  const words = use_words()
  const again = use_again()
  const [edited, edit] = useState<Line | 'new'>()
  const [shown, show] = useState<Line>()
  const fields = columns.flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
  return (
    <section className="pdp-part">
      <header className="row wrap">
        <h2>{register.name}</h2>
        <span className="muted small">{register.source}</span>
        <span className="push">
          {add ?? (may_change && <Button onClick={() => edit('new')}>{words.add(register.one)}</Button>)}
        </span>
      </header>
      {lines.length === 0 ? (
        <p className="muted small">{words.none_yet}</p>
      ) : (
        <ListTable className="pdp-stacks" titles={[...fields.map(({ name }) => name), '']}>
          {lines.map((line) => (
            <tr key={line.id} className={line.is_ended ? 'pdp-over' : undefined}>
              {fields.map((field, at) => (
                <td
                  key={field.id}
                  data-label={field.name}
                  className={field.type === 'long' || field.type === 'text' ? 'wide-text' : undefined}
                >
                  {at === 0 ? (
                    <>
                      <Button look="link" onClick={() => show(line)}>
                        {show_value(field, line.body[field.id], words)}
                      </Button>
                      {line.is_ended && <span className="muted small">{words.ended}</span>}
                      {mark?.(line)}
                    </>
                  ) : (
                    show_value(field, line.body[field.id], words)
                  )}
                </td>
              ))}
              <td className="acts">
                {may_change && !line.is_ended && !once && <Button onClick={() => edit(line)}>{words.change}</Button>}
              </td>
            </tr>
          ))}
        </ListTable>
      )}
      {edited && (
        <RegisterDialog
          register={register}
          line={edited === 'new' ? undefined : edited}
          done={again}
          close={() => edit(undefined)}
        />
      )}
      {shown && (
        <LineDialog {...{ register }} line={shown} may_end={may_change && !once} close={() => show(undefined)} />
      )}
    </section>
  )
}

type LineDialogProps = { register: Register; line: Line; may_end: boolean; close: () => void }

/** Everything that was ever said of a line, the latest first. */
const LineDialog = ({ register, line, may_end, close }: LineDialogProps) => {
  const words = use_words()
  const again = use_again()
  const [error, set_error] = useState<unknown>()
  const history = use_part<Line[]>(`/registers/${register.kind}/${line.id}/history`)
  const known = register.fields.map(({ id }) => id)
  const body = Object.fromEntries(Object.entries(line.body).filter(([id]) => known.includes(id)))
  const end = () => {
    const word = { version: line.version, body, valid_from: today_local(), is_ended: true }
    ask(`/privacy/registers/${register.kind}/${line.id}`, { method: 'PUT', body: word }).then(() => {
      say_done(words.saved)
      again()
      close()
    }, set_error)
  }
  return (
    <Dialog
      title={`${register.name}: ${String(line.body[register.title] ?? '')}`}
      wide
      close={close}
      foot={may_end && !line.is_ended && <Button onClick={end}>{words.end}</Button>}
    >
      <RefusalNotice error={error ?? history.error} />
      {history.data ? (
        <ol className="pdp-cards">
          {history.data.map((one) => (
            <li key={one.version} className="card pdp-card">
              <header className="row wrap">
                <b>{one.valid_from === '' ? words.shipped : `${words.valid_from} ${show_moment(one.valid_from)}`}</b>
                {one.is_ended && <span className="amber">{words.ended}</span>}
                <span className="muted small push">
                  {one.said_at === '' ? '' : words.said_by(one.said_name, show_moment(one.said_at))}
                </span>
              </header>
              {register.fields.map((field) => (
                <p key={field.id}>
                  <span className="muted">{field.name}: </span>
                  {show_value(field, one.body[field.id], words) || '–'}
                </p>
              ))}
            </li>
          ))}
        </ol>
      ) : (
        !history.error && <Waiting />
      )}
      {history.data?.length === 0 && <Empty title={words.none_yet} />}
    </Dialog>
  )
}
