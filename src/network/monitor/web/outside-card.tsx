import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  Field,
  FormDialog,
  LinesField,
  say_done,
  show_moment,
  TextField,
  use_language,
} from '../../../base/ui/index.ts'
import { say_count, say_day, say_figure } from '../../counters/web/say.ts'
import type { FacilityBoard, OutsideWord } from '../contract.ts'
import { read_outside_lines } from './outside-lines.ts'
import { use_words } from './words.ts'

const figures = ['claims', 'visits', 'admissions', 'discharges'] as const
const shown_max = 8

type OutsideCardProps = { board: FacilityBoard; may_enter: boolean }

/** What somebody else counted of this facility: who, from what paper, entered by whom; where there is none, that is said. */
export const OutsideCard = ({ board, may_enter }: OutsideCardProps) => {
  const words = use_words()
  const [is_open, open] = useState(false)
  const { outside } = board
  return (
    <section className="card gap-list">
      <h2>{words.outside}</h2>
      {outside.length === 0 && <p className="muted small">{words.outside_none}</p>}
      <ul className="outside-list">
        {outside.slice(0, shown_max).map((one) => (
          <OutsideItem key={`${one.day} ${one.figure} ${one.said_at}`} one={one} />
        ))}
      </ul>
      <p className="muted small">{words.outside_note}</p>
      {may_enter && <Button onClick={() => open(true)}>{words.outside_add}</Button>}
      {is_open && <OutsideDialog facility={board.facility} close={() => open(false)} />}
    </section>
  )
}

const OutsideItem = ({ one: { day, figure, value, source, said_by, said_at } }: { one: OutsideWord }) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <li className="small">
      {say_day(day)} · {say_figure(language, figure)}{' '}
      <b>{value === null ? words.outside_taken_back : say_count(value)}</b>
      <br />
      <span className="muted">
        {source} · {words.outside_by(said_by, show_moment(said_at))}
      </span>
    </li>
  )
}

const OutsideDialog = ({ facility, close }: { facility: string; close: () => void }) => {
  const words = use_words()
  const client = useQueryClient()
  const [figure, set_figure] = useState<string>(figures[0])
  const [source, set_source] = useState('')
  const [text, set_text] = useState('')
  const read = read_outside_lines(text)
  const save = async () => {
    const lines = read.lines.map((line) => ({ facility, ...line }))
    await ask('/board/outside-totals', { method: 'POST', body: { figure, source, lines } })
    say_done(words.outside_saved(say_count(lines.length)))
    void client.invalidateQueries({ queryKey: ['board'] })
  }
  const is_ready = read.fault === undefined && read.lines.length > 0 && source.trim() !== ''
  return (
    <FormDialog title={words.outside_add} act={words.outside_save} ready={is_ready} send={save} close={close}>
      <div className="stack">
        <Field label={words.figure}>
          {(ids) => (
            <select {...ids} className="box" value={figure} onChange={(event) => set_figure(event.target.value)}>
              {figures.map((one) => (
                <option key={one} value={one}>
                  {words.outside_figures[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={words.outside_source}
          hint={words.outside_source_hint}
          required
          value={source}
          change={set_source}
        />
        <LinesField
          label={words.outside_lines}
          required
          hint={words.outside_lines_hint}
          rows={6}
          value={text}
          change={set_text}
        />
        {read.fault !== undefined && <p className="red small">{words.outside_line_fault(read.fault)}</p>}
      </div>
    </FormDialog>
  )
}
