import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useSearch } from 'wouter'
import { ask, Button, Empty, RefusalNotice, say_done, Waiting } from '../../../base/ui/index.ts'
import type { OutgoingTray } from '../contract.ts'
import './exchange.css'
import { ClockTable } from '../../sending-clocks/web/clock-table.tsx'
import { ExchangeHead } from './exchange-head.tsx'
import { OutgoingDialog } from './outgoing-dialog.tsx'
import { OutgoingRows } from './outgoing-list.tsx'
import { use_act, use_counts, use_outgoing } from './queries.ts'
import { use_words } from './words.ts'

const RetryAll = ({ count }: { count: number }) => {
  const words = use_words()
  const { act, error, is_busy } = use_act()
  const send = (): Promise<boolean> =>
    act(async () => {
      const answer = await ask<{ count: number }>('/exchange/outgoing/retry', { body: {} })
      say_done(words.retried(answer.count))
    })
  return (
    <div className="row wrap">
      <RefusalNotice error={error} />
      <Button disabled={is_busy} onClick={() => void send()}>
        {words.retry_all(count)}
      </Button>
    </div>
  )
}

const tab_of = { open: 'outgoing', expired: 'outgoing_expired', done: 'outgoing_done' } as const
const trays = ['open', 'expired', 'done'] as const satisfies OutgoingTray[]

/** What became of what was sent. @param more what other rooms have waiting to leave */
const OutgoingPage = ({ may_answer, more }: { may_answer: boolean; more: ReactNode }) => {
  const words = use_words()
  const asked = new URLSearchParams(useSearch()).get('khay')
  const tray = trays.find((one) => one === asked) ?? 'open'
  const here = tab_of[tray]
  const list = use_outgoing(tray)
  const held = use_counts().data?.held ?? 0
  const [chosen, choose] = useState('')
  useEffect(() => {
    document.title = `${words.title} · ${words[here]}`
  }, [words, here])
  const letters = list.data?.pages.flatMap(({ lines }) => lines) ?? []
  const none = here === 'outgoing' ? 'open' : here
  return (
    <div className="exchange">
      <ExchangeHead here={here} />
      {tray === 'open' && more}
      <RefusalNotice error={list.error} again={() => void list.refetch()} />
      {tray === 'open' && <ClockTable only_late />}
      {may_answer && tray === 'open' && held > 1 && <RetryAll count={held} />}
      {list.isPending && <Waiting />}
      {list.data && letters.length === 0 && <Empty title={words.none[none]}>{words.none_note[none]}</Empty>}
      {letters.length > 0 && <OutgoingRows letters={letters} choose={choose} />}
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
      {chosen && <OutgoingDialog id={chosen} may_answer={may_answer} close={() => choose('')} />}
    </div>
  )
}

export default OutgoingPage
