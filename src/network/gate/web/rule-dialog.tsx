import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  DateField,
  Dialog,
  FormDialog,
  Notice,
  Pill,
  say_done,
  Segments,
  show_moment,
  TextField,
} from '../../../base/ui/index.ts'
import { rulings, type Matrix, type Ruling } from '../contract.ts'
import { tones, type Cell } from './cell.ts'
import { WordList } from './word-list.tsx'
import { use_words } from './words.ts'

const words_min = 5

type Typed = { ruling: Ruling | undefined; valid_from: string; source: string; reason: string }

/** What holds today, and what it rests on. */
const Standing = ({ matrix, cell }: { matrix: Matrix; cell: Cell }) => {
  const words = use_words()
  const { ruling, shipped, shipped_source, holding, destination } = cell
  return (
    <dl className="gate-standing">
      <dt>{words.today}</dt>
      <dd>
        <Pill tone={tones[ruling]}>{words.rulings[ruling]}</Pill>{' '}
        {holding ? `${words.since(show_moment(holding.valid_from))}: ${holding.source}` : words.by_default}
      </dd>
      <dt>{words.default}</dt>
      <dd>
        {words.rulings[shipped]} <span className="muted">({shipped_source})</span>
      </dd>
      <dt>{words.destination}</dt>
      <dd className="muted">{matrix.destinations.find(({ code }) => code === destination)?.source}</dd>
    </dl>
  )
}

/** What the typed ruling would do, told before it is written. */
const Effect = ({ cell, ruling }: { cell: Cell; ruling: Ruling | undefined }) => {
  const words = use_words()
  const where = words.where[cell.destination]
  if (where) return <Notice>{where}</Notice>
  if (ruling === undefined || ruling === cell.ruling) return null
  const is_stricter = rulings.indexOf(ruling) > rulings.indexOf(cell.ruling)
  return is_stricter ? <Notice>{words.stricter}</Notice> : <Notice tone="amber">{words.looser}</Notice>
}

type FieldsProps = { cell: Cell; today: string; typed: Typed; change: (next: Typed) => void }

const RuleFields = ({ cell, today, typed, change }: FieldsProps) => {
  const words = use_words()
  return (
    <div className="stack">
      <h3>{words.new_rule}</h3>
      <div className="gate-rule">
        <div className="field">
          <span className="name">
            <span>
              {words.ruling}
              <em> *</em>
            </span>
          </span>
          <Segments
            label={words.ruling}
            value={typed.ruling}
            options={rulings.map((value) => ({ value, label: words.rulings[value] }))}
            choose={(ruling) => change({ ...typed, ruling })}
          />
        </div>
        <DateField
          label={words.from_day}
          required
          value={typed.valid_from}
          change={(day) => change({ ...typed, valid_from: day })}
        />
      </div>
      <TextField
        label={words.source}
        required
        hint={words.source_hint}
        value={typed.source}
        change={(source) => change({ ...typed, source })}
      />
      {typed.valid_from !== '' && typed.valid_from < today && (
        <TextField
          label={words.back_reason}
          required
          hint={words.back_reason_hint}
          value={typed.reason}
          change={(reason) => change({ ...typed, reason })}
        />
      )}
      <Effect cell={cell} ruling={typed.ruling} />
    </div>
  )
}

type RuleDialogProps = { matrix: Matrix; cell: Cell; may_rule: boolean; close: () => void }

/** One cell: what holds, what was said of it, and for who may rule a further word. */
export const RuleDialog = ({ matrix, cell, may_rule, close }: RuleDialogProps) => {
  const words = use_words()
  const client = useQueryClient()
  const { today } = matrix
  const [typed, change] = useState<Typed>({ ruling: undefined, valid_from: today, source: '', reason: '' })
  const { ruling, valid_from, source, reason } = typed
  const is_past = valid_from < today
  const is_ready =
    ruling !== undefined &&
    valid_from !== '' &&
    source.trim().length >= words_min &&
    (!is_past || reason.trim().length >= words_min)
  const title = `${cell.name} → ${words.destinations[cell.destination]}`
  const history = cell.words.length > 0 && <WordList list={cell.words} />
  if (!may_rule)
    return (
      <Dialog title={title} wide close={close}>
        <Standing matrix={matrix} cell={cell} />
        {history || <p className="muted">{words.none_said}</p>}
      </Dialog>
    )
  const send = async () => {
    const { label, destination } = cell
    const body = { label, destination, ruling, valid_from, source, ...(is_past ? { reason } : {}) }
    await ask('/hub/matrix', { method: 'PUT', body })
    say_done(words.said)
    void client.invalidateQueries({ queryKey: ['hub', 'matrix'] })
  }
  return (
    <FormDialog title={title} act={words.say} wide ready={is_ready} note={words.kept} send={send} close={close}>
      <Standing matrix={matrix} cell={cell} />
      <RuleFields cell={cell} today={today} typed={typed} change={change} />
      {history}
    </FormDialog>
  )
}
