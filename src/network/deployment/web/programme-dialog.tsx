import { useState } from 'react'
import { ask, Button, Dialog, Field, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { Programme, StepLine } from '../contract.ts'
import { use_register_words } from './register-words.ts'

type ProgrammeDialogProps = {
  /** Absent: the first one. */
  programme: Programme | undefined
  steps: StepLine[]
  done: () => void
  close: () => void
}

const begin = (steps: StepLine[]): Programme => ({
  ...{ id: '', name: '', source: '', from_day: '', target_day: '', said: [] },
  steps: steps.map(({ id }) => ({ step: id, due: '' })),
})

/** The programme's paper, its days and what is due when. What its papers say of money stays as it was entered. */
export const ProgrammeDialog = ({ programme, steps, done, close }: ProgrammeDialogProps) => {
  const words = use_register_words()
  const [typed, set_typed] = useState(() => programme ?? begin(steps))
  const [error, set_error] = useState<unknown>()
  const due_of = (id: string): string => typed.steps.find(({ step }) => step === id)?.due ?? ''
  const set_due = (id: string, due: string) =>
    set_typed({ ...typed, steps: typed.steps.map((one) => (one.step === id ? { ...one, due } : one)) })
  const save = () =>
    void ask('/board/programme', { method: 'PUT', body: typed }).then(() => {
      say_done(words.saved)
      done()
      close()
    }, set_error)
  const on = (label: string, value: string, change: (day: string) => void) => (
    <Field key={label} label={label}>
      {(ids) => (
        <input {...ids} className="box" type="date" value={value} onChange={(event) => change(event.target.value)} />
      )}
    </Field>
  )
  return (
    <Dialog
      title={programme ? words.edit_programme : words.new_programme}
      wide
      close={close}
      submit={save}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary">
            {words.save}
          </Button>
        </>
      }
    >
      <div className="reg-form">
        {!programme && (
          <TextField label={words.programme_id} value={typed.id} change={(id) => set_typed({ ...typed, id })} />
        )}
        <TextField label={words.name} wide value={typed.name} change={(name) => set_typed({ ...typed, name })} />
        <TextField
          label={words.programme_source}
          wide
          value={typed.source}
          change={(source) => set_typed({ ...typed, source })}
        />
        {on(words.starts, typed.from_day, (from_day) => set_typed({ ...typed, from_day }))}
        {on(words.deadline, typed.target_day, (target_day) => set_typed({ ...typed, target_day }))}
      </div>
      <h3>{words.steps_due}</h3>
      <div className="reg-form">{steps.map(({ id, name }) => on(name, due_of(id), (due) => set_due(id, due)))}</div>
      <RefusalNotice error={error} />
    </Dialog>
  )
}
