import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Reconciliation } from '../contract.ts'
import { PartyName } from './party-name.tsx'
import { use_words } from './words.ts'

/** The books, when asked for: they are counted through, not kept. */
export const BooksCard = ({ since }: { since: string }) => {
  const words = use_words()
  const [is_asked, set_asked] = useState(false)
  const books = useQuery({
    queryKey: ['hub', 'books', since],
    queryFn: () => ask<Reconciliation>(`/hub/reconcile?since=${encodeURIComponent(since)}`),
    enabled: is_asked,
    staleTime: Infinity,
    gcTime: 0,
  })
  const start = () => {
    if (is_asked) void books.refetch()
    else set_asked(true)
  }
  return (
    <section className="hub-part">
      <header className="row wrap">
        <h2>{words.books}</h2>
        {books.data && (
          <>
            <Pill tone={books.data.is_sound ? 'green' : 'red'}>
              {books.data.is_sound ? words.sound : words.unsound(books.data.faults.length)}
            </Pill>
            <span className="muted small">{words.counted(show_moment(books.data.at).slice(-5))}</span>
          </>
        )}
        <span className="push">
          <Button onClick={start} disabled={books.isFetching}>
            {words.reconcile}
          </Button>
        </span>
      </header>
      {!books.data && <p className="muted small">{words.books_note}</p>}
      <RefusalNotice error={books.error} />
      {books.isFetching && !books.data && <Waiting />}
      {books.data && <Books books={books.data} />}
    </section>
  )
}

const Books = ({ books: { senders, recipients, faults } }: { books: Reconciliation }) => {
  const words = use_words()
  return (
    <div className="stack">
      {faults.length > 0 && (
        <div className="notice red" role="alert">
          <ul>
            {faults.map(({ what, facility, number }, i) => (
              <li key={i}>
                {words.faults[what] ?? what}: {facility} {number !== null && words.letter_no(number)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <BalanceTable
        title={words.by_sender}
        heads={[words.sent, words.taken, words.held, words.refused]}
        rows={senders.map(({ sender, kind, sent, taken, held, refused }) => ({
          ...{ party: sender, kind },
          counts: [sent, taken, held, refused],
        }))}
      />
      <BalanceTable
        title={words.by_recipient}
        heads={[
          words.delivered,
          ...['requested', 'received', 'accepted', 'completed', 'rejected', 'cancelled'].map(
            (state) => words.states[state] ?? state,
          ),
        ]}
        rows={recipients.map(({ recipient, kind, ...of }) => ({
          ...{ party: recipient, kind },
          counts: [of.delivered, of.waiting, of.received, of.accepted, of.completed, of.rejected, of.cancelled],
        }))}
      />
    </div>
  )
}

type BalanceRow = { party: { code: string; name: string }; kind: string; counts: number[] }

const BalanceTable = ({ title, heads, rows }: { title: string; heads: string[]; rows: BalanceRow[] }) => {
  const words = use_words()
  return (
    <div className="card scroll-x">
      <table className="hub-table desk-traffic">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="text">
              {words.kind}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ party, kind, counts }) => (
            <tr key={`${party.code}${kind}`}>
              <th scope="row">
                <PartyName party={party} />
              </th>
              <td className="text" data-label={words.kind}>
                {words.kinds[kind] ?? kind}
              </td>
              {counts.map((count, i) => (
                <td key={heads[i]} data-label={heads[i]}>
                  {count === 0 ? <span className="desk-zero">0</span> : count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
