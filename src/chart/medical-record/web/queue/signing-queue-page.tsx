import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { ask, Button, Empty, Refused, RefusalNotice, say_done, use_keys, Waiting } from '../../../../base/ui/index.ts'
import type { Sheet, SigningQueue } from '../../contract.ts'
import { sign_sheet } from '../acts/sheet-acts.ts'
import { use_words } from '../words.ts'
import './queue.css'
import { QueueList } from './queue-list.tsx'
import { QueuePreview } from './queue-preview.tsx'

export type QueueItem = SigningQueue[number]['items'][number]
export const key_of = (item: QueueItem): string => `${item.sheet}/${item.slot}`

/** One after another: each signature is its own act, and one refusal does not stop the rest. */
const sign_all = async (items: QueueItem[], tell: (done: number) => void): Promise<Map<string, string>> => {
  const failed = new Map<string, string>()
  for (const [index, item] of items.entries()) {
    tell(index)
    try {
      const { version } = await ask<Sheet>(`/sheets/${item.sheet}`)
      await sign_sheet(item.sheet, item.slot, version)
    } catch (error) {
      failed.set(key_of(item), error instanceof Error ? error.message : String(error))
      if (error instanceof Refused && error.status === 401) break
    }
  }
  return failed
}

const SigningQueuePage = () => {
  const words = use_words()
  const client = useQueryClient()
  const queue = useQuery({ queryKey: ['signing-queue'], queryFn: () => ask<SigningQueue>('/signing-queue') })
  const [chosen, set_chosen] = useState<ReadonlySet<string>>(new Set())
  const [at, set_at] = useState(0)
  const [done, set_done] = useState<number>()
  const [failed, set_failed] = useState<Map<string, string>>(new Map())
  const items = useMemo(() => (queue.data ?? []).flatMap((patient) => patient.items), [queue.data])
  const selected = items.filter((item) => chosen.has(key_of(item)))
  useEffect(() => {
    document.title = words.queue
  }, [words])

  const toggle = (item: QueueItem) => {
    const next = new Set(chosen)
    if (!next.delete(key_of(item))) next.add(key_of(item))
    set_chosen(next)
  }
  const sign = async () => {
    if (selected.length === 0 || done !== undefined) return
    set_done(0)
    const refusals = await sign_all(selected, set_done)
    set_done(undefined)
    set_failed(refusals)
    set_chosen(new Set(refusals.keys()))
    say_done(refusals.size > 0 ? words.failed_some(refusals.size) : words.signed_done)
    await client.invalidateQueries()
  }
  const here = items[Math.min(at, items.length - 1)]
  use_keys(words.queue, [
    { key: 'ArrowDown', label: words.next, run: () => set_at(Math.min(at + 1, items.length - 1)) },
    { key: 'ArrowUp', label: words.previous, run: () => set_at(Math.max(at - 1, 0)) },
    { key: ' ', label: words.toggle, run: () => here && toggle(here) },
    { key: 'a', label: words.select_all, run: () => set_chosen(new Set(items.map(key_of))) },
    { key: 'F9', label: words.sign_selected(selected.length), run: () => void sign() },
  ])
  if (queue.isPending) return <Waiting />
  if (queue.error) return <RefusalNotice error={queue.error} again={() => void queue.refetch()} />
  if (items.length === 0) return <Empty title={words.queue_none}>{words.queue_none_note}</Empty>
  const is_all = selected.length === items.length
  return (
    <div className="queue">
      <section className="queue-side">
        <header className="queue-head">
          <h1>{words.queue}</h1>
          <label className="tick">
            <input
              type="checkbox"
              checked={is_all}
              onChange={() => set_chosen(new Set(is_all ? [] : items.map(key_of)))}
            />
            {words.select_all}
          </label>
          <span className="muted push">{words.selected(selected.length, items.length)}</span>
        </header>
        <QueueList
          queue={queue.data}
          here={here}
          chosen={chosen}
          failed={failed}
          toggle={toggle}
          come={(item) => set_at(items.indexOf(item))}
        />
        <footer className="queue-foot">
          <Button
            look="primary"
            shortcut="F9"
            disabled={selected.length === 0 || done !== undefined}
            onClick={() => void sign()}
          >
            {done === undefined ? words.sign_selected(selected.length) : words.signing(done + 1, selected.length)}
          </Button>
        </footer>
      </section>
      {here && <QueuePreview item={here} />}
    </div>
  )
}

export default SigningQueuePage
