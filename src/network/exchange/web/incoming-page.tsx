import { useEffect } from 'react'
import { useSearch } from 'wouter'
import { Button, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { IncomingTray } from '../contract.ts'
import './exchange.css'
import { ExchangeHead } from './exchange-head.tsx'
import { IncomingRows } from './incoming-list.tsx'
import { use_incoming } from './queries.ts'
import { use_words } from './words.ts'

const trays: IncomingTray[] = ['coming', 'unmatched', 'red', 'done']

/** Who is on the way here, and what other houses wrote about whom. */
const IncomingPage = () => {
  const words = use_words()
  const asked = new URLSearchParams(useSearch()).get('khay')
  const tray = trays.find((one) => one === asked) ?? 'coming'
  const list = use_incoming(tray)
  useEffect(() => {
    document.title = `${words.title} · ${words[tray]}`
  }, [words, tray])
  const letters = list.data?.pages.flatMap(({ lines }) => lines) ?? []
  return (
    <div className="exchange">
      <ExchangeHead here={tray} />
      <RefusalNotice error={list.error} again={() => void list.refetch()} />
      {list.isPending && <Waiting />}
      {list.data && letters.length === 0 && <Empty title={words.none[tray]}>{words.none_note[tray]}</Empty>}
      {letters.length > 0 && <IncomingRows letters={letters} />}
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
    </div>
  )
}

export default IncomingPage
