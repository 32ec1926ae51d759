import { useState } from 'react'
import { ask, Button, RefusalNotice, say_done, TextField, use_keys } from '../../../base/ui/index.ts'
import { parse_decimal } from '../../../base/text/index.ts'
import type { DispensingLine, DispensingView, Sold } from '../contract.ts'
import { use_words } from './words.ts'

const shown = (value: number): string => String(value).replace('.', ',')

/** undefined: no number; null: nothing typed. */
const amount_of = (text: string): number | null | undefined => {
  if (text.trim() === '') return null
  const parsed = parse_decimal(text)
  return parsed.ok && Number(parsed.value) > 0 ? Number(parsed.value) : undefined
}

const is_wrong = (text: string, { left }: DispensingLine): boolean => {
  const amount = amount_of(text)
  return amount === undefined || (amount !== null && amount > left)
}

/** What is handed out this time, line by line; above what is left is refused here as on the server. */
export const SaleForm = ({ view, done }: { view: DispensingView; done: (view: DispensingView) => void }) => {
  const words = use_words()
  const [amounts, set_amounts] = useState<Record<string, string>>({})
  const [invoice, set_invoice] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const is_closed = view.refusal !== ''
  const lines = view.lines.flatMap((line) => {
    const amount = amount_of(amounts[line.id] ?? '')
    return amount === null || amount === undefined ? [] : [{ id: line.id, quantity: amount }]
  })
  const is_bad = view.lines.some((line) => is_wrong(amounts[line.id] ?? '', line))
  const can_sell = !is_closed && !is_busy && !is_bad && lines.length > 0 && invoice.trim() !== ''
  const give_all = () =>
    set_amounts(Object.fromEntries(view.lines.map(({ id, left }) => [id, left > 0 ? shown(left) : ''])))
  const sell = async () => {
    if (!can_sell) return
    set_busy(true)
    set_error(undefined)
    try {
      const sold = await ask<Sold>(`/dispensing/${encodeURIComponent(view.code)}`, { body: { invoice, lines } })
      say_done({ delivered: words.done, waiting: words.done_waiting, none: words.done_here }[sold.reported])
      set_amounts({})
      set_invoice('')
      done(sold.view)
    } catch (caught) {
      set_error(caught)
    } finally {
      set_busy(false)
    }
  }
  use_keys(words.keys, is_closed ? [] : [{ key: 'Ctrl+Enter', label: words.sell, run: () => void sell() }])
  return (
    <form
      className="dp-sale"
      onSubmit={(event) => {
        event.preventDefault()
        void sell()
      }}
    >
      <ol className="dp-lines">
        <li className="dp-line dp-line-head" aria-hidden="true">
          <span>{words.drug}</span>
          <span>{words.prescribed}</span>
          <span>{words.sold}</span>
          <span>{words.left}</span>
          <span>{words.now}</span>
        </li>
        {view.lines.map((line) => (
          <SaleLine
            key={line.id}
            line={line}
            text={amounts[line.id] ?? ''}
            change={is_closed ? undefined : (text) => set_amounts((before) => ({ ...before, [line.id]: text }))}
          />
        ))}
      </ol>
      <RefusalNotice error={error} />
      {!is_closed && (
        <div className="dp-acts">
          <TextField label={words.invoice} required value={invoice} change={set_invoice} />
          <Button look="quiet" onClick={give_all}>
            {words.all}
          </Button>
          <Button type="submit" look="primary" shortcut="Ctrl+Enter" disabled={!can_sell}>
            {words.sell}
          </Button>
        </div>
      )}
    </form>
  )
}

type SaleLineProps = { line: DispensingLine; text: string; change: ((text: string) => void) | undefined }

const SaleLine = ({ line, text, change }: SaleLineProps) => {
  const words = use_words()
  const wrong = is_wrong(text, line)
  return (
    <li className="dp-line">
      <span className="dp-name">
        <b>{line.name}</b>
        <small>{line.directions}</small>
      </span>
      <span data-name={words.prescribed}>{shown(line.prescribed)}</span>
      <span data-name={words.sold}>{shown(line.sold)}</span>
      <b data-name={words.left} className={line.left === 0 ? 'muted' : undefined}>
        {shown(line.left)} {line.unit.toLowerCase()}
      </b>
      <span className="dp-now" {...(change && line.left > 0 ? { 'data-name': words.now } : {})}>
        {change && line.left > 0 && (
          <input
            className="box"
            inputMode="decimal"
            aria-label={`${words.now}: ${line.name}`}
            aria-invalid={wrong}
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        )}
        {wrong && <small className="red">{words.above(shown(line.left))}</small>}
      </span>
    </li>
  )
}
