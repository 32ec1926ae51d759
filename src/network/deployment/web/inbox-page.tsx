import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { ask, Button, Empty, Pill, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day } from '../../board/web/figures.ts'
import { asked_kinds, type Inbox, type InboxEntry, type InboxReminder } from '../contract.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import './deployment.css'
import './inbox.css'
import { use_inbox_words } from './inbox-words.ts'

const fresh_ms = 60_000

/** What waits for a word of the Sở and what it was reminded of: one place, nothing found by luck. */
const InboxPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_inbox_words()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const inbox = useQuery({
    queryKey: ['board', 'inbox'],
    queryFn: () => ask<Inbox>('/board/inbox'),
    refetchInterval: fresh_ms,
  })
  if (!inbox.data) return inbox.error ? <RefusalNotice error={inbox.error} /> : <Waiting />
  const { today, plans, entries, reminders } = inbox.data
  const asked = entries.filter(({ kind }) => asked_kinds.includes(kind))
  const papers = entries.filter(({ kind }) => !asked_kinds.includes(kind))
  return (
    <div className="column dep-column board inbox">
      <header className="page-head wrap">
        <h1>{words.title}</h1>
        <span className="muted small">{words.note}</span>
      </header>
      <RefusalNotice error={inbox.error} />
      {plans.length + entries.length === 0 && <Empty title={words.nothing}>{words.nothing_note}</Empty>}
      <Part title={words.plans} count={plans.length}>
        {plans.map((plan) => (
          <Line
            key={`${plan.facility} ${plan.programme}`}
            {...{ name: plan.name, what: words.plan(plan.version, plan.programme_name) }}
            link={`/so/co-so/${plan.facility}/ke-hoach?chuong-trinh=${encodeURIComponent(plan.programme)}`}
            aside={`${plan.submitted_by}, ${plan.submitted_at ? show_moment(plan.submitted_at) : ''}`}
          />
        ))}
      </Part>
      <Part title={words.papers} count={papers.length}>
        {papers.map((one) => (
          <EntryRow key={`${one.facility} ${one.id}`} entry={one} today={today} />
        ))}
      </Part>
      <Part title={words.asked} count={asked.length}>
        {asked.map((one) => (
          <EntryRow key={`${one.facility} ${one.id}`} entry={one} today={today} />
        ))}
      </Part>
      <Reminders reminders={reminders} may_see={may_decide} />
    </div>
  )
}

const Part = ({ title, count, children }: { title: string; count: number; children: ReactNode }) =>
  count > 0 && (
    <section className="dep-part">
      <header>
        <h2>
          {title} <Pill tone="amber">{count}</Pill>
        </h2>
      </header>
      <ul className="card dep-list">{children}</ul>
    </section>
  )

type LineProps = { name: string; what: string; link: string; aside: string; is_late?: boolean }

const Line = ({ name, what, link, aside, is_late = false }: LineProps) => (
  <li>
    <Link href={link}>
      <b>{name}</b> <span>{what}</span>
      <span className={is_late ? 'red push' : 'muted push'}>{aside}</span>
    </Link>
  </li>
)

const EntryRow = ({ entry, today }: { entry: InboxEntry; today: string }) => {
  const words = use_inbox_words()
  const { facility, name, kind, register, title, due, updated_at } = entry
  const is_late = due !== null && due < today
  return (
    <Line
      {...{ name, is_late, what: `${register}: ${title}`, link: page_of_kind(facility, kind) }}
      aside={due === null ? show_moment(updated_at) : `${is_late ? '! ' : ''}${words.due} ${say_day(due)}`}
    />
  )
}

const key_of = ({ facility, rule, about, due }: InboxReminder) => ({ facility, rule, about, due })

/** Where the matter of a reminder stands. */
const place_of = ({ facility, about }: InboxReminder): string => {
  const [what = ''] = about.split('/')
  if (what === 'gap' || what === 'silence') return `/so/lien-thong/${facility}`
  if (what === 'declaration') return `/so/muc-cntt/${facility}`
  if (what === 'survey') return `/so/co-so/${facility}/khao-sat`
  return `/so/co-so/${facility}/${['step', 'task', 'plan'].includes(what) ? 'ke-hoach' : ''}`
}

const Reminders = ({ reminders, may_see }: { reminders: InboxReminder[]; may_see: boolean }) => {
  const words = use_inbox_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const is_unread = ({ seen_at }: InboxReminder): boolean => may_see && seen_at === null
  const unread = reminders.filter(is_unread)
  const see = (lines?: InboxReminder[]) =>
    ask('/board/reminders/seen', { body: lines ? { lines: lines.map(key_of) } : {} }).then(() => {
      set_error(undefined)
      say_done(words.seen_done)
      void client.invalidateQueries({ queryKey: ['board'] })
    }, set_error)
  return (
    <section className="dep-part">
      <header className="row wrap">
        <h2>
          {words.reminders} {unread.length > 0 && <Pill tone="red">{words.unread(unread.length)}</Pill>}
        </h2>
        <Link href="/so/nguong" className="small">
          {words.rules}
        </Link>
        {unread.length > 0 && (
          <span className="push">
            <Button onClick={() => void see()}>{words.see_all}</Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      {reminders.length === 0 && <p className="muted">{words.no_reminders}</p>}
      <ul className="card dep-list">
        {reminders.map((one) => (
          <li key={JSON.stringify(key_of(one))} className={one.seen_at ? 'inbox-line is-seen' : 'inbox-line'}>
            <Link href={place_of(one)}>
              <i className={one.seen_at ? 'mark' : 'mark red'} aria-label={one.seen_at ? words.read : words.new}>
                {one.seen_at ? '✓' : '!'}
              </i>
              <span>
                <b>{one.name}</b> {one.words}
              </span>
            </Link>
            <span className="muted small inbox-who">
              {words.told[one.told]} · {say_day(one.day)}
              {one.seen_at && ` · ${words.seen_by(one.seen_by)}`}
            </span>
            {is_unread(one) && (
              <Button look="quiet" onClick={() => void see([one])}>
                {words.see}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

export default InboxPage
