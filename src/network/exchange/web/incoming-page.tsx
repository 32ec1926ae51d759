import { useEffect, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { Button, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { ExchangeCounts, IncomingLine, IncomingTray } from '../contract.ts'
import './exchange.css'
import { ExchangeHead } from './exchange-head.tsx'
import { IncomingRows } from './incoming-list.tsx'
import { import_place } from './places.ts'
import { use_counts, use_incoming } from './queries.ts'
import { use_words } from './words.ts'

const trays: IncomingTray[] = ['coming', 'unmatched', 'red', 'expired', 'done']

/** Whoever comes without naming a tray finds what waits: those on the way first, then what a person has to decide. */
const waiting_tray = (counts: ExchangeCounts | undefined): IncomingTray =>
  (['coming', 'unmatched', 'red', 'expired'] as const).find((one) => (counts?.[one] ?? 0) > 0) ?? 'coming'

/** Whoever looks at night reads from the top; what is done is no emergency any more. */
const emergencies_first = (letters: IncomingLine[], tray: IncomingTray): IncomingLine[] => {
  const is_first = ({ gist }: IncomingLine) => tray !== 'done' && gist?.urgency === 'emergency'
  return [...letters.filter(is_first), ...letters.filter((letter) => !is_first(letter))]
}

/** Who is on the way here, and what other houses wrote about whom. */
const IncomingPage = ({ may_import }: { may_import: boolean }) => {
  const words = use_words()
  const asked = new URLSearchParams(useSearch()).get('khay')
  const counts = use_counts()
  // Settled once for the visit: a tray that empties under the hand is not left by itself.
  const [first, set_first] = useState<IncomingTray>()
  if (first === undefined && counts.data) set_first(waiting_tray(counts.data))
  const tray = trays.find((one) => one === asked) ?? first ?? 'coming'
  const list = use_incoming(tray)
  useEffect(() => {
    document.title = `${words.title} · ${words[tray]}`
  }, [words, tray])
  const letters = emergencies_first(list.data?.pages.flatMap(({ lines }) => lines) ?? [], tray)
  return (
    <div className="exchange">
      <ExchangeHead here={tray} />
      {may_import && (
        <p className="muted exchange-file">
          {words.imports.has_file} <Link href={import_place}>{words.imports.open}</Link>
        </p>
      )}
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
