import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, RefusalNotice, use_language, Waiting } from '../../../base/ui/index.ts'
import type { CriteriaBook, Criterion } from '../contract.ts'
import './level.css'
import { use_words } from './words.ts'

const day_of = (day: string): string => day.split('-').reverse().join('/')

/** Every criterion with its words, place and how sure we are of them; each can be pointed at by its id. */
const CriteriaPage = ({ back }: { back: string }) => {
  const words = use_words()
  const found = useQuery({
    queryKey: ['it-level', 'criteria'],
    queryFn: () => ask<CriteriaBook>('/it-level/criteria'),
    staleTime: Infinity,
  })
  const book = found.data
  useEffect(() => {
    document.title = words.criteria_title
  }, [words])
  useEffect(() => {
    if (book)
      document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView({ block: 'center' })
  }, [book])
  if (!book) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  const count = (mark: Criterion['confidence']): number => book.criteria.filter((one) => one.confidence === mark).length
  return (
    <div className="column level-column">
      <header className="page-head wrap">
        <h1>{words.criteria_title}</h1>
        <span className="muted small">{book.source}</span>
        <Link href={back} className="push">
          {words.back_to_level}
        </Link>
      </header>
      <p className="small criteria-note">
        {words.criteria_marks(count('sure'), count('likely'), count('memory'))} {book.note}
      </p>
      <LadderTable book={book} />
      {book.groups.map(({ id, number, vi, en }) => (
        <GroupTable key={id} title={{ number, vi, en }} criteria={book.criteria.filter(({ group }) => group === id)} />
      ))}
    </div>
  )
}

const LadderTable = ({ book }: { book: CriteriaBook }) => {
  const words = use_words()
  const { language } = use_language()
  const asked = (need: number | 'basic' | 'advanced' | null | undefined): string =>
    need === null || need === undefined ? '–' : typeof need === 'number' ? words.of_level(need) : words.grade_of[need]
  return (
    <div className="card scroll-x">
      <table className="criteria-table">
        <thead>
          <tr>
            <th>{words.level_head}</th>
            {book.groups.map((group) => (
              <th key={group.id}>{language === 'en' ? group.en : group.vi}</th>
            ))}
            <th>{words.mark}</th>
          </tr>
        </thead>
        <tbody>
          {book.ladder.map((rung) => (
            <tr key={rung.level}>
              <th scope="row">{rung.level}</th>
              {book.groups.map(({ id }) => (
                <td key={id}>{asked(rung.needs[id])}</td>
              ))}
              <td className="small muted">{rung.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type GroupTableProps = { title: { number: string; vi: string; en: string }; criteria: Criterion[] }

const GroupTable = ({ title, criteria }: GroupTableProps) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <section className="level-history">
      <h2>
        {title.number}. {language === 'en' ? title.en : title.vi}
      </h2>
      <div className="card scroll-x">
        <table className="criteria-table">
          <tbody>
            {criteria.map((one) => (
              <tr key={one.id} id={one.id}>
                <td className="criteria-id">
                  {one.id}
                  {one.number !== null && <small className="muted"> TC {one.number}</small>}
                </td>
                <td>
                  {language === 'en' ? one.en : one.vi}
                  {one.valid_to !== null && <small className="amber"> {words.ended(day_of(one.valid_to))}</small>}
                </td>
                <td className="criteria-asked">
                  {typeof one.grade === 'number' ? words.of_level(one.grade) : words.grade_of[one.grade]}
                </td>
                <td className="criteria-mark">
                  <b className={`mark-${one.confidence}`}>{words.confidence[one.confidence]}</b>
                  <small className="muted"> {one.source}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export default CriteriaPage
