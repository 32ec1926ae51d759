import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useSearch } from 'wouter'
import { ask, Empty, Pill, query_string, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import '../../membership/web/hub.css'
import type { PassingLetter } from '../contract.ts'
import './desk.css'
import { PartyName } from './party-name.tsx'
import { begin_of, type Span } from './since.ts'
import { use_words } from './words.ts'

const tones: Record<string, 'red' | 'amber' | 'green' | undefined> = {
  ...{ refused: 'red', held: 'red', rejected: 'amber', returned: 'amber' },
  ...{ accepted: 'green', completed: 'green' },
}
const shown_max = 200

const span_of = (text: string | null): Span => (text === 'week' || text === 'month' ? text : 'today')

/** The letters behind a number: from whom to whom, of which kind, how far. Nothing of what they say. */
const LettersPage = () => {
  const words = use_words()
  const asked = new URLSearchParams(useSearch())
  const [kind, state, span] = [asked.get('loai'), asked.get('trang_thai'), span_of(asked.get('tu'))]
  const facility = asked.get('co_so')
  useEffect(() => {
    document.title = words.letters
  }, [words])
  const since = begin_of(span)
  const query = query_string({
    since,
    ...(kind === null ? {} : { kind }),
    ...(state === null ? {} : { state }),
    ...(facility === null ? {} : { facility }),
  })
  const letters = useQuery({
    queryKey: ['hub', 'letters', query],
    queryFn: () => ask<PassingLetter[]>(`/hub/letters${query}`),
  })
  return (
    <div className="column hub-column">
      <header className="page-head">
        <Link href="/truc" className="btn quiet">
          ← {words.back}
        </Link>
        <h1>{state === null ? words.letters : (words.states[state] ?? state)}</h1>
        <span className="muted">
          {[facility, kind === null ? '' : (words.kinds[kind] ?? kind), words.spans[span]].filter(Boolean).join(' · ')}
        </span>
        {letters.data?.length === shown_max && (
          <span className="muted small push">{words.letters_first(shown_max)}</span>
        )}
      </header>
      <RefusalNotice error={letters.error} again={() => void letters.refetch()} />
      {letters.isPending && <Waiting />}
      {letters.data?.length === 0 && (
        <div className="card">
          <Empty title={words.letters_none}>{words.letters_none_note}</Empty>
        </div>
      )}
      {letters.data && letters.data.length > 0 && <LetterTable letters={letters.data} has_state={state === null} />}
    </div>
  )
}

const LetterTable = ({ letters, has_state }: { letters: PassingLetter[]; has_state: boolean }) => {
  const words = use_words()
  const has_reasons = letters.some(({ reason }) => reason !== '')
  const heads = [words.at, words.number, words.kind, words.sender, words.recipient]
  return (
    <div className="card scroll-x">
      <table className="hub-table stacks">
        <thead>
          <tr>
            {[...heads, ...(has_state ? [words.state] : []), ...(has_reasons ? [words.reason] : [])].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {letters.map((one, i) => (
            <tr key={i}>
              <td data-label={words.at} className="nowrap">
                {show_moment(one.at)}
              </td>
              <td data-label={words.number}>{one.number ?? words.none}</td>
              <td data-label={words.kind} className="nowrap">
                {words.kinds[one.kind] ?? one.kind}
              </td>
              <td data-label={words.sender}>
                <PartyName party={one.sender} />
              </td>
              <td data-label={words.recipient} className="desk-way">
                {one.recipients.length === 0 && words.none}
                {one.recipients.map((party) => (
                  <PartyName key={party.code} party={party} />
                ))}
              </td>
              {has_state && (
                <td data-label={words.state}>
                  <Pill tone={tones[one.state]}>{words.states[one.state] ?? one.state}</Pill>
                </td>
              )}
              {has_reasons && <td data-label={words.reason}>{one.reason}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default LettersPage
