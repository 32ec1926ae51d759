import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Button, Empty, RefusalNotice, say_done, use_keys, Waiting } from '../../../../base/ui/index.ts'
import type { SigningItem } from '../../contract.ts'
import './queue.css'
import { QueueHead } from './queue-head.tsx'
import { QueueList } from './queue-list.tsx'
import { key_of } from './queue-pages.ts'
import { QueuePreview } from './queue-preview.tsx'
import { sign_chosen } from './sign-chosen.ts'
import { use_queue } from './use-queue.ts'
import { use_words } from './words.ts'

/** A box or button that has the focus is what the space bar presses. */
const press_focused = (): boolean => {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !focused.matches('.queue input, .queue button')) return false
  focused.click()
  return true
}

const SigningQueuePage = () => {
  const words = use_words()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { queue, wards, items, total, more } = use_queue()
  const [chosen, set_chosen] = useState<ReadonlySet<string>>(new Set())
  const [at, set_at] = useState(0)
  const [done, set_done] = useState<number>()
  const [failed, set_failed] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    document.title = words.title
  }, [words])

  const selected = items.filter((item) => chosen.has(key_of(item)))
  const here = items[Math.min(at, items.length - 1)]
  const choose = (some: SigningItem[]) => {
    const keys = some.map(key_of)
    const is_on = keys.every((key) => chosen.has(key))
    set_chosen(new Set(is_on ? [...chosen].filter((key) => !keys.includes(key)) : [...chosen, ...keys]))
  }
  const walk = (step: number) => {
    set_at(Math.max(0, Math.min(at + step, items.length - 1)))
    if (at + step >= items.length - 1) more()
  }
  const person = wards.flatMap((ward) => ward.patients).find((one) => here && one.items.includes(here))
  const sign = async () => {
    if (selected.length === 0 || done !== undefined) return
    set_done(0)
    const refusals = await sign_chosen(selected, set_done)
    set_done(undefined)
    set_failed(refusals)
    set_chosen(new Set(refusals.keys()))
    say_done(refusals.size > 0 ? words.failed_some(refusals.size) : words.signed(selected.length))
    await client.invalidateQueries()
  }
  use_keys(words.title, [
    { key: 'ArrowDown', label: words.next, run: () => walk(1) },
    { key: 'ArrowUp', label: words.previous, run: () => walk(-1) },
    { key: 'j', label: words.next, run: () => walk(1), hidden: true },
    { key: 'k', label: words.previous, run: () => walk(-1), hidden: true },
    { key: ' ', label: words.toggle, run: () => press_focused() || (here && choose([here])) },
    { key: 'p', label: words.choose_person, run: () => person && choose(person.items) },
    { key: 'a', label: words.choose_all, run: () => choose(items) },
    { key: 'o', label: words.open_chart, run: () => here && go(`/benh-an/${here.encounter}/${here.sheet}`) },
    { key: 'F9', label: words.sign(selected.length), run: () => void sign() },
  ])
  if (queue.isPending) return <Waiting />
  if (queue.error) return <RefusalNotice error={queue.error} again={() => void queue.refetch()} />
  if (items.length === 0) return <Empty title={words.none}>{words.none_note}</Empty>
  return (
    <div className="queue">
      <section className="queue-side">
        <QueueHead total={total} shown={items.length} selected={selected.length} choose_all={() => choose(items)} />
        <QueueList
          wards={wards}
          here={here}
          chosen={chosen}
          failed={failed}
          left={total - items.length}
          choose={choose}
          come={(item) => set_at(items.indexOf(item))}
          more={more}
        />
        <footer className="queue-foot">
          <Button
            look="primary"
            shortcut="F9"
            disabled={selected.length === 0 || done !== undefined}
            onClick={() => void sign()}
          >
            {done !== undefined
              ? words.signing(done + 1, selected.length)
              : selected.length > 0
                ? words.sign(selected.length)
                : words.sign_none}
          </Button>
        </footer>
      </section>
      {here && <QueuePreview item={here} />}
    </div>
  )
}

export default SigningQueuePage
