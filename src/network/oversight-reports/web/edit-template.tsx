import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, Button, RefusalNotice, say_done, show_moment, TextField } from '../../../base/ui/index.ts'
import type { Catalogue, Head, Preview, Template } from '../contract.ts'
import { FigurePicker } from './figure-picker.tsx'
import { HeadFields, tidy_head } from './head-fields.tsx'
import { read_typed, running_period } from './period-fields.tsx'
import { use_words } from './words.ts'

type EditTemplateProps = { template: Template; show: (preview: Preview) => void; close: () => void }

/** The Sở writes its own template: text on the left, what may be said beside it, the page when it is asked for. */
export const EditTemplate = ({ template, show, close }: EditTemplateProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [draft, set_draft] = useState<{ head: Head; body: string }>({ head: template.head, body: template.body })
  const [seen, set_seen] = useState(template.version)
  const [note, set_note] = useState('')
  const [error, set_error] = useState<unknown>()
  const box = useRef<HTMLTextAreaElement>(null)
  const catalogue = useQuery({
    queryKey: ['reports', 'catalogue'],
    queryFn: () => ask<Catalogue>('/hub/reports/catalogue'),
  })
  const insert = (text: string) => {
    const at = box.current?.selectionStart ?? draft.body.length
    set_draft({ ...draft, body: draft.body.slice(0, at) + text + draft.body.slice(at) })
    box.current?.focus()
  }
  const tidy = () => ({ head: tidy_head(draft.head), body: draft.body })
  const preview = () => {
    set_error(undefined)
    const kind = draft.head.period_kinds[0] ?? 'adhoc'
    const period = read_typed(running_period(draft.head.period_kinds.includes('month') ? 'month' : kind))
    ask<Preview>('/hub/reports/preview', { body: { template: template.slug, period, draft: tidy() } }).then(
      show,
      set_error,
    )
  }
  const save = () => {
    set_error(undefined)
    const body = { seen_version: seen, ...tidy(), note }
    ask<{ version: number }>(`/hub/reports/templates/${template.slug}`, { method: 'PUT', body }).then(({ version }) => {
      say_done(words.saved(version))
      set_seen(version)
      set_note('')
      void client.invalidateQueries({ queryKey: ['reports'] })
    }, set_error)
  }
  return (
    <div className="stack">
      <div className="card report-form">
        <div className="row">
          <h2>{words.editing(template.head.name)}</h2>
          <span className="push">
            <Button look="quiet" onClick={close}>
              {words.back}
            </Button>
          </span>
        </div>
        <label className="report-body">
          <span className="small">
            <b>{words.body}</b> <span className="muted">{words.body_hint}</span>
          </span>
          <textarea
            ref={box}
            className="box"
            spellCheck={false}
            value={draft.body}
            onChange={(event) => set_draft({ ...draft, body: event.target.value })}
          />
        </label>
        <RefusalNotice error={error} />
        <TextField label={words.note} value={note} change={set_note} />
        <div className="row">
          <Button onClick={preview}>{words.preview}</Button>
          <Button look="primary" onClick={save}>
            {words.save}
          </Button>
        </div>
      </div>
      {catalogue.data && <FigurePicker catalogue={catalogue.data} insert={insert} />}
      <details className="card report-form">
        <summary>{words.head}</summary>
        <HeadFields head={draft.head} change={(head) => set_draft({ ...draft, head })} />
      </details>
      <Versions slug={template.slug} take={({ head, body }) => set_draft({ head, body })} />
    </div>
  )
}

/** Every version with who changed it, when and why. */
const Versions = ({ slug, take }: { slug: string; take: (template: Template) => void }) => {
  const words = use_words()
  const found = useQuery({
    queryKey: ['reports', 'versions', slug],
    queryFn: () => ask<{ versions: Template[] }>(`/hub/reports/templates/${slug}`),
  })
  return (
    <details className="card report-form">
      <summary>{words.versions}</summary>
      <ul className="report-list">
        {found.data?.versions.map((one) => (
          <li key={one.version}>
            <b>{words.version(one.version)}</b>{' '}
            <span className="muted">
              {one.at !== null && words.by(one.changed_name, show_moment(one.at))} {one.note}
            </span>{' '}
            <Button look="link" onClick={() => take(one)}>
              {words.take}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
