import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import {
  ask,
  Button,
  ListTable,
  Pill,
  RefusalNotice,
  show_moment,
  use_language,
  Waiting,
} from '../../../base/ui/index.ts'
import type { RuleEdition, ShownBook, ShownBooks } from '../contract.ts'
import { EditionDialog } from './edition-dialog.tsx'
import { RuleRows } from './rule-rows.tsx'
import './rule-books.css'
import { use_words } from './words.ts'

const tones = { holds: 'green', coming: 'amber', past: undefined, replaced: undefined } as const

const Facts = ({ book, edition }: { book: ShownBook; edition: RuleEdition }) => {
  const words = use_words()
  return (
    <dl className="rule-book-facts">
      <dt>{words.from_day}</dt>
      <dd>
        {show_moment(edition.valid_from)} · {words.count(edition.rows.length)}{' '}
        <Pill tone={tones[edition.state]}>{words.states[edition.state]}</Pill>
      </dd>
      <dt>{words.source}</dt>
      <dd>{edition.source}</dd>
      <dt>{words.certainty}</dt>
      <dd className={edition.certainty === 'sure' ? undefined : 'amber'}>
        {words.certainties[edition.certainty]}
        {book.asks_whole && ` · ${edition.is_whole ? words.whole_yes : words.whole_no}`}
      </dd>
      <dt>{words.said_by}</dt>
      <dd>
        {edition.changed_by || words.shipped}
        {edition.changed_at && `, ${show_moment(edition.changed_at.slice(0, 16))}`}
        {edition.reason && ` · ${edition.reason}`}
      </dd>
    </dl>
  )
}

const Editions = ({
  book,
  shown,
  show,
}: {
  book: ShownBook
  shown: RuleEdition | undefined
  show: (one: RuleEdition) => void
}) => {
  const words = use_words()
  return (
    <ListTable titles={[words.from_day, words.source, words.certainty, words.state, words.said_by, '']}>
      {book.editions.map((one, i) => (
        <tr key={i}>
          <td>{show_moment(one.valid_from)}</td>
          <td>{one.source}</td>
          <td>{words.certainties[one.certainty]}</td>
          <td>
            <Pill tone={tones[one.state]}>{words.states[one.state]}</Pill>
          </td>
          <td>{one.changed_by || words.shipped}</td>
          <td>
            {one !== shown && (
              <Button look="link" onClick={() => show(one)}>
                {words.see}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </ListTable>
  )
}

const csv_cell = (text: string): string => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The table as it would be imported again; the mark in front makes Excel read the diacritics. */
const csv_address = ({ columns }: ShownBook, { rows }: RuleEdition): string => {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ key }) => row[key] ?? ''))]
  return `data:text/csv;charset=utf-8,${encodeURIComponent('\ufeff' + lines.map((line) => line.map(csv_cell).join(',')).join('\r\n'))}`
}

const Book = ({ book, today }: { book: ShownBook; today: string }) => {
  const words = use_words()
  const { language } = use_language()
  const [chosen, choose] = useState<RuleEdition>()
  const [writes, set_writes] = useState(false)
  const edition = chosen ?? book.editions.find(({ state }) => state === 'holds') ?? book.editions[0]
  if (!edition) return null
  return (
    <section className="rule-book stack" id={book.id}>
      <header className="row wrap">
        <h2>{language === 'en' ? book.title_en : book.title}</h2>
        <span className="push row wrap">
          <a className="btn" href={csv_address(book, edition)} download={`${book.id}-${edition.valid_from}.csv`}>
            {words.export}
          </a>
          <Button look="primary" onClick={() => set_writes(true)}>
            {words.replace}
          </Button>
        </span>
      </header>
      <p className="muted small">{language === 'en' ? book.says_en : book.says}</p>
      <div className="card stack">
        <Facts book={book} edition={edition} />
        <RuleRows book={book} rows={edition.rows} />
      </div>
      {book.editions.length > 1 && <Editions book={book} shown={edition} show={choose} />}
      {writes && (
        <EditionDialog
          book={book}
          today={today}
          begin={edition}
          close={() => {
            choose(undefined)
            set_writes(false)
          }}
        />
      )}
    </section>
  )
}

/** Which rules the program judges by, each with its source; who keeps the house's ways puts an issued edition in their place. */
const RuleBooksPage = () => {
  const words = use_words()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const books = useQuery({ queryKey: ['rule-books'], queryFn: () => ask<ShownBooks>('/rule-books') })
  if (!books.data) return books.error ? <RefusalNotice error={books.error} /> : <Waiting />
  return (
    <div className="column">
      <header className="page-head">
        <h1>{words.title}</h1>
        <Link href="/lien-thong/cai-dat" className="push">
          ‹ {words.back}
        </Link>
      </header>
      <p className="muted small">{words.note}</p>
      {books.data.books.map((book) => (
        <Book key={book.id} book={book} today={books.data.today} />
      ))}
    </div>
  )
}

export default RuleBooksPage
