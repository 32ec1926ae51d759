import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { show_moment } from '../../../base/ui/index.ts'
import type { ExchangeCounts } from '../contract.ts'
import { book_visits_place, changed_place, outgoing_place, tray_place } from './places.ts'
import { use_counts } from './queries.ts'
import { StuckNotice } from './stuck-letters.tsx'
import { use_words, type ExchangeWords } from './words.ts'

type Tab = { name: string; label: string; place: string; count?: number; tone?: 'red' | 'amber' }

const tabs_of = (words: ExchangeWords, counts: ExchangeCounts | undefined): Tab[] => [
  { name: 'coming', label: words.coming, place: tray_place('coming'), count: counts?.coming ?? 0 },
  {
    ...{ name: 'unmatched', label: words.unmatched, place: tray_place('unmatched') },
    ...{ count: counts?.unmatched ?? 0, tone: 'amber' },
  },
  { name: 'red', label: words.red, place: tray_place('red'), count: counts?.red ?? 0, tone: 'red' },
  { name: 'expired', label: words.expired, place: tray_place('expired'), count: counts?.expired ?? 0, tone: 'amber' },
  { name: 'done', label: words.done, place: tray_place('done') },
  {
    ...{ name: 'outgoing', label: words.outgoing, place: outgoing_place },
    ...{ count: (counts?.held ?? 0) + (counts?.rejected ?? 0), tone: 'red' },
  },
  {
    ...{ name: 'outgoing_expired', label: words.outgoing_expired, place: `${outgoing_place}?khay=expired` },
    ...{ count: counts?.sent_expired ?? 0, tone: 'amber' },
  },
  { name: 'outgoing_done', label: words.outgoing_done, place: `${outgoing_place}?khay=done` },
  { name: 'changed', label: words.changed.title, place: changed_place },
  { name: 'book_visits', label: words.book_visits, place: book_visits_place },
]

const Line = ({ counts: { line, stuck } }: { counts: ExchangeCounts }) => {
  const words = use_words()
  const missing = stuck.reduce((sum, { count }) => sum + count, 0)
  const [tone, text] = !line.is_set
    ? ['', words.line_unset]
    : !line.is_on
      ? ['', words.line_off]
      : line.last_error
        ? ['alarm', words.line_bad]
        : missing > 0
          ? ['alarm', words.line_stuck(missing)]
          : ['signed', words.line_ok(show_moment(line.last_ok_at.slice(0, 16)))]
  return (
    <span className="exchange-line muted small" title={line.last_error || undefined}>
      <i className={`dot ${tone}`} /> {text}
    </span>
  )
}

/** Where one is among the trays, how much waits in each, and how the line to the hub stands. */
export const ExchangeHead = ({ here }: { here: string }) => {
  const words = use_words()
  const counts = use_counts()
  const tabs = useRef<HTMLElement>(null)
  // On a phone there is room for some of them only.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <>
      <header className="exchange-head">
        <h1>{words.title}</h1>
        <nav ref={tabs} className="exchange-tabs" aria-label={words.trays}>
          {tabs_of(words, counts.data).map(({ name, label, place, count, tone }) => (
            <Link key={name} href={place} aria-current={name === here ? 'page' : undefined}>
              {label}
              {count !== undefined && count > 0 && <b className={tone}>{count}</b>}
            </Link>
          ))}
        </nav>
        {counts.data && <Line counts={counts.data} />}
      </header>
      {counts.data && <StuckNotice stuck={counts.data.stuck} may_try={counts.data.may_try} />}
    </>
  )
}
