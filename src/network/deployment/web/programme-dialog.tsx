import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, DateField, FormDialog, query_string, say_done, TextField } from '../../../base/ui/index.ts'
import type { BudgetLine, Programme, ProgrammePage, StepLine } from '../contract.ts'
import { id_of_name } from './id-of-name.ts'
import { use_register_words } from './register-words.ts'
import { read_statement, SaidPart, type_statement } from './said-part.tsx'

type ProgrammeDialogProps = {
  /** Absent: a new one. */
  programme: Programme | undefined
  steps: StepLine[]
  done: (id: string) => void
  close: () => void
}

const begin = (steps: StepLine[]): Programme => ({
  ...{ id: '', name: '', source: '', from_day: '', target_day: '', said: [] },
  steps: steps.map(({ id }) => ({ step: id, due: '' })),
})

/** Lines and members of the programme as it stands, to count beside what its papers say. */
const use_known = (id: string | undefined) => {
  const wish = query_string({ programme: id })
  const [enabled, staleTime] = [id !== undefined, 60_000]
  const budget = useQuery({
    ...{ queryKey: ['board', 'budget', id], enabled, staleTime },
    queryFn: () => ask<{ lines: BudgetLine[] }>(`/board/budget${wish}`),
  })
  const page = useQuery({
    ...{ queryKey: ['board', 'programme', id], enabled, staleTime },
    queryFn: () => ask<ProgrammePage>(`/board/programme${wish}`),
  })
  return { lines: budget.data?.lines ?? [], members: page.data?.members ?? [] }
}

/** The programme's paper, its days, what is due when, and what its papers say of money. */
export const ProgrammeDialog = ({ programme, steps, done, close }: ProgrammeDialogProps) => {
  const words = use_register_words()
  const [typed, set_typed] = useState(() => programme ?? begin(steps))
  const [said, set_said] = useState(() => typed.said.map(type_statement))
  const known = use_known(programme?.id)
  const due_of = (id: string): string => typed.steps.find(({ step }) => step === id)?.due ?? ''
  const set_due = (id: string, due: string) =>
    set_typed({ ...typed, steps: typed.steps.map((one) => (one.step === id ? { ...one, due } : one)) })
  const save = async () => {
    const read = said.map(read_statement).filter((one) => one !== undefined)
    const body = { ...typed, said: read, id: typed.id.trim() || id_of_name(typed.name) }
    // A new one never takes the place of another: POST refuses a code that stands already.
    const { id } = await ask<{ id: string }>('/board/programme', { method: programme ? 'PUT' : 'POST', body })
    say_done(words.saved)
    done(id)
  }
  const on = (label: string, value: string, change: (day: string) => void) => (
    <DateField key={label} label={label} required value={value} change={change} />
  )
  return (
    <FormDialog
      title={programme ? words.edit_programme : words.new_programme}
      act={words.save}
      wide
      ready={said.every((one) => read_statement(one) !== undefined)}
      send={save}
      close={close}
    >
      <div className="reg-form">
        <TextField
          label={words.name}
          required
          wide
          value={typed.name}
          change={(name) => set_typed({ ...typed, name })}
        />
        {!programme && (
          <TextField
            label={words.programme_id}
            value={typed.id}
            placeholder={id_of_name(typed.name)}
            change={(id) => set_typed({ ...typed, id })}
          />
        )}
        <TextField
          label={words.programme_source}
          required
          wide
          hint={words.source_hint}
          value={typed.source}
          change={(source) => set_typed({ ...typed, source })}
        />
      </div>
      <div className="reg-form">
        {on(words.starts, typed.from_day, (from_day) => set_typed({ ...typed, from_day }))}
        {on(words.deadline, typed.target_day, (target_day) => set_typed({ ...typed, target_day }))}
      </div>
      <h3>{words.steps_due}</h3>
      <div className="reg-form">{steps.map(({ id, name }) => on(name, due_of(id), (due) => set_due(id, due)))}</div>
      <SaidPart said={said} change={set_said} {...known} />
    </FormDialog>
  )
}
