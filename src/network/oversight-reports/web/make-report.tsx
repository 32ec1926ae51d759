import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { Preview, Template } from '../contract.ts'
import { PeriodFields, read_typed, running_period } from './period-fields.tsx'
import { use_words } from './words.ts'

type MakeReportProps = { template: Template; may_write: boolean; show: (preview: Preview) => void; edit: () => void }

/** A template, a period, a number: looked at, then made and kept. */
export const MakeReport = ({ template, may_write, show, edit }: MakeReportProps) => {
  const words = use_words()
  const client = useQueryClient()
  const { period_kinds: kinds } = template.head
  const [typed, set_typed] = useState(() => running_period(kinds.includes('month') ? 'month' : (kinds[0] ?? 'adhoc')))
  const [number, set_number] = useState('')
  const [busy, set_busy] = useState(false)
  const [error, set_error] = useState<unknown>()
  const send = async (path: string): Promise<unknown> => {
    const period = read_typed(typed)
    if (!period) throw new Error(words.bad_day)
    return ask(path, { body: { template: template.slug, period, number } })
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
      <RefusalNotice error={error} />
    </div>
  )
}
