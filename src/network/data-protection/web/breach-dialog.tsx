import { useState } from 'react'
import { ask, Field, FormDialog, MomentInput, say_done, TextField } from '../../../base/ui/index.ts'
import type { BreachBody, BreachLine } from '../contract.ts'
import { QuestionFields } from './access-question.tsx'
import { use_words } from './words.ts'

type BreachDialogProps = { begin: BreachBody; line?: BreachLine; done: () => void; close: () => void }

const long_fields = ['happened', 'consequences', 'measures'] as const

/** The dossier of a breach; the moment of detection stands once it is written down. */
export const BreachDialog = ({ begin, line, done, close }: BreachDialogProps) => {
  const words = use_words()
  const [body, set_body] = useState(begin)
  const change = (more: Partial<BreachBody>) => set_body({ ...body, ...more })
  const moment = (name: 'detected_at' | 'notified_at' | 'people_told_at', is_fixed = false) => (
    <Field label={words.breach_fields[name]} required={name === 'detected_at'}>
      {({ id }) => (
        <MomentInput
          id={id}
          kind="datetime"
          direction="past"
          readOnly={is_fixed}
          value={body[name]}
          change={(value) => change({ [name]: value })}
        />
      )}
    </Field>
  )
  const send = async () => {
    await (line
      ? ask(`/privacy/breaches/${line.id}`, { method: 'PUT', body: { version: line.version, breach: body } })
      : ask('/privacy/breaches', { body }))
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={line ? words.breach : words.open_breach} act={words.save} wide send={send} close={close}>
      <div className="pdp-two">
        <TextField
          label={words.breach_fields.title}
          required
          wide
          value={body.title}
          change={(title) => change({ title })}
          first
        />
        {moment('detected_at', line !== undefined)}
        <TextField label={words.breach_fields.kinds} value={body.kinds} change={(kinds) => change({ kinds })} />
        {long_fields.map((name) => (
          <Field key={name} label={words.breach_fields[name]} required={name === 'happened'} wide>
            {(ids) => (
              <textarea
                {...ids}
                className="box"
                rows={2}
                value={body[name]}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <QuestionFields question={body.question} change={(question) => change({ question })} />
        {line && (
          <>
            {moment('notified_at')}
            <TextField
              label={words.breach_fields.notice_number}
              value={body.notice_number}
              change={(notice_number) => change({ notice_number })}
            />
            {moment('people_told_at')}
            <Field label={words.breach_fields.closed_on}>
              {({ id }) => (
                <MomentInput id={id} kind="date" value={body.closed_on} change={(closed_on) => change({ closed_on })} />
              )}
            </Field>
            <TextField
              label={words.breach_fields.late_reason}
              wide
              value={body.late_reason}
              change={(late_reason) => change({ late_reason })}
            />
          </>
        )}
      </div>
    </FormDialog>
  )
}
