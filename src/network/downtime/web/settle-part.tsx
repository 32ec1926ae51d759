import { useState } from 'react'
import { ask, Button, ListTable, RefusalNotice, say_done, show_moment, TextField } from '../../../base/ui/index.ts'
import type { Downtime, PaperLine } from '../contract.ts'
import { use_again } from './use-downtime.ts'
import { use_words } from './words.ts'

const empty = { code: '', stay: '', note: '' }

export const SettlePart = () => {
  const words = use_words()
  const again = use_again()
  const [said, set_said] = useState(empty)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const change = (field: keyof typeof empty) => (value: string) => set_said((before) => ({ ...before, [field]: value }))
  const send = async (state: 'entered' | 'spoiled'): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask('/downtime/papers/settle', { method: 'POST', body: { ...said, state } })
      say_done(words.entered_done(said.code.toUpperCase()))
      set_said(empty)
      await again()
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  return (
    <section className="card down-card">
      <h2>{words.enter}</h2>
      <p className="small muted">{words.enter_note}</p>
      <form
        className="down-form"
        onSubmit={(event) => {
          event.preventDefault()
          void send('entered')
        }}
      >
        <div className="down-row">
          <TextField required label={words.code} hint={words.code_hint} value={said.code} change={change('code')} />
          <TextField label={words.stay} inputMode="numeric" value={said.stay} change={change('stay')} />
        </div>
        <TextField label={words.why} hint={words.why_hint} value={said.note} change={change('note')} />
        <RefusalNotice error={error} />
        <div className="row wrap">
          <Button type="submit" look="primary" disabled={is_busy || said.code.trim() === ''}>
            {words.enter_act}
          </Button>
          <Button disabled={is_busy || said.code.trim() === ''} onClick={() => void send('spoiled')}>
            {words.spoil_act}
          </Button>
        </div>
      </form>
    </section>
  )
}

const Row = ({ paper, is_settled }: { paper: PaperLine; is_settled: boolean }) => {
  const words = use_words()
  return (
    <tr>
      <td className="down-code">{paper.code}</td>
      <td>{paper.form_title || words.loose}</td>
      <td>{paper.place || words.everywhere}</td>
      <td>
        {is_settled && paper.settled_at ? show_moment(paper.settled_at) : show_moment(paper.given_at)}
        <small className="muted">{is_settled ? paper.settled_name : paper.given_name}</small>
      </td>
      {is_settled && (
        <td>
          {words.states[paper.state]} <small className="muted">{paper.note}</small>
        </td>
      )}
    </tr>
  )
}

export const MissingPart = ({ missing, settled, counts }: Pick<Downtime, 'missing' | 'settled' | 'counts'>) => {
  const words = use_words()
  const titles = [words.code, words.form, words.place, words.given]
  return (
    <section className="down-missing">
      <h2>
        {words.missing}{' '}
        <span className="muted small">{words.missing_count(missing.length, counts.entered, counts.spoiled)}</span>
      </h2>
      {missing.length === 0 ? (
        <p className="muted">{words.none_missing}</p>
      ) : (
        <ListTable titles={titles} className="down-table">
          {missing.map((paper) => (
            <Row key={paper.code} paper={paper} is_settled={false} />
          ))}
        </ListTable>
      )}
      {settled.length > 0 && (
        <details>
          <summary>{words.settled}</summary>
          <ListTable titles={[...titles, '']} className="down-table">
            {settled.map((paper) => (
              <Row key={paper.code} paper={paper} is_settled />
            ))}
          </ListTable>
        </details>
      )}
    </section>
  )
}
