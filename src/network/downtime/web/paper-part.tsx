import { useState } from 'react'
import { ask, Button, Field, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { Downtime } from '../contract.ts'
import { use_again } from './use-downtime.ts'
import { use_words } from './words.ts'

export const PaperPart = ({ forms, departments }: Pick<Downtime, 'forms' | 'departments'>) => {
  const words = use_words()
  const again = use_again()
  const [form, set_form] = useState(forms[0]?.slug ?? '')
  const [count, set_count] = useState('10')
  const [place, set_place] = useState('')
  const [batch, set_batch] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const print = async (): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      const body = { form, count: Number(count), place }
      const made = await ask<{ batch: string }>('/downtime/papers', { method: 'POST', body })
      set_batch(made.batch)
      window.open(`/api/downtime/batches/${made.batch}/pdf`, '_blank', 'noreferrer')
      say_done(words.printed)
      await again()
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  return (
    <section className="card down-card">
      <h2>{words.paper}</h2>
      <form
        className="down-form"
        onSubmit={(event) => {
          event.preventDefault()
          void print()
        }}
      >
        <Field label={words.form}>
          {(ids) => (
            <select {...ids} className="box" value={form} onChange={(event) => set_form(event.target.value)}>
              {forms.map(({ slug, code, title }) => (
                <option key={slug} value={slug}>
                  {code} {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="down-row">
          <TextField label={words.count} inputMode="numeric" value={count} change={set_count} />
          <Field label={words.place}>
            {(ids) => (
              <select {...ids} className="box" value={place} onChange={(event) => set_place(event.target.value)}>
                <option value="">{words.everywhere}</option>
                {departments.map(({ id, name }) => (
                  <option key={id} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <RefusalNotice error={error} />
        <div className="row wrap">
          <Button type="submit" look="primary" disabled={is_busy || !/^\d+$/.test(count)}>
            {words.print}
          </Button>
          {batch !== '' && (
            <a href={`/api/downtime/batches/${batch}/pdf`} target="_blank" rel="noreferrer">
              {words.open_paper}
            </a>
          )}
        </div>
      </form>
      <p className="small muted">{words.paper_note}</p>
    </section>
  )
}
