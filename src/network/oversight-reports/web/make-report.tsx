import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Field, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { Preview, Template } from '../contract.ts'
import { PeriodFields, read_typed, running_period } from './period-fields.tsx'
import { use_words } from './words.ts'

type MakeReportProps = { template: Template; may_write: boolean; show: (preview: Preview) => void; edit: () => void }

type ProgrammeFieldProps = { choices: { id: string; name: string }[]; value: string; change: (id: string) => void }

const ProgrammeField = ({ choices, value, change }: ProgrammeFieldProps) => {
  const words = use_words()
  return (
    <Field label={words.programme} hint={words.programme_hint}>
      {(ids) => (
        <select {...ids} className="box" value={value} onChange={(event) => change(event.target.value)}>
          <option value="">{words.programme_latest}</option>
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A template, a period, a number: looked at, then made and kept. */
export const MakeReport = ({ template, may_write, show, edit }: MakeReportProps) => {
  const words = use_words()
  const client = useQueryClient()
  const { period_kinds: kinds } = template.head
  const [typed, set_typed] = useState(() => running_period(kinds.includes('month') ? 'month' : (kinds[0] ?? 'adhoc')))
  const [number, set_number] = useState('')
  const [programme, set_programme] = useState('')
  const programmes = useQuery({
    queryKey: ['board', 'programmes'],
    queryFn: () => ask<{ id: string; name: string }[]>('/board/programmes'),
  })
  const choices = programmes.data ?? []
  const [busy, set_busy] = useState(false)
  const [error, set_error] = useState<unknown>()
  const send = async (path: string): Promise<unknown> => {
    const period = read_typed(typed)
    if (!period) throw new Error(words.bad_day)
    const of_programme = programme === '' ? {} : { programme }
    return ask(path, { body: { template: template.slug, period: { ...period, ...of_programme }, number } })
  }
  const run = (work: () => Promise<void>) => {
    set_busy(true)
    set_error(undefined)
    work()
      .catch(set_error)
      .finally(() => set_busy(false))
  }
  const preview = () => run(async () => show((await send('/hub/reports/preview')) as Preview))
  const make = () =>
    run(async () => {
      const { id } = (await send('/hub/reports')) as { id: string }
      say_done(words.made)
      await client.invalidateQueries({ queryKey: ['reports', 'made'] })
      show(await ask<Preview>(`/hub/reports/${id}`))
    })
  return (
    <div className="card report-form">
      <div className="row">
        <h2>{template.head.name}</h2>
        {may_write && (
          <span className="push">
            <Button look="link" onClick={edit}>
              {words.edit}
            </Button>
          </span>
        )}
      </div>
      <PeriodFields kinds={kinds} value={typed} change={set_typed} />
      {choices.length > 1 && <ProgrammeField choices={choices} value={programme} change={set_programme} />}
      <TextField label={words.paper_number} hint={words.paper_number_hint} value={number} change={set_number} />
      <p className="muted small">
        {words.closings[template.head.closing]} · {words.version(template.version)} · {words.sheet} · {words.past}
      </p>
      <div className="row">
        <Button disabled={busy} onClick={preview}>
          {words.preview}
        </Button>
        {may_write && (
          <Button look="primary" disabled={busy} onClick={make}>
            {words.make}
          </Button>
        )}
      </div>
      <RefusalNotice error={error ?? programmes.error} />
    </div>
  )
}
