import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import {
  ask,
  Button,
  FormDialog,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
  Waiting,
} from '../../../base/ui/index.ts'
import type { ConsentLine, PersonConsents } from '../contract.ts'
import './data-protection.css'
import { use_words } from './words.ts'

type Asked = { line: ConsentLine; act: 'give' | 'refuse' | 'withdraw' }

/** What one person agrees to, purpose by purpose; nothing is ticked for her. @param back where her own page is */
const ConsentsPage = ({ patient, back }: { patient: string; back?: string }) => {
  const words = use_words()
  const client = useQueryClient()
  const [asked, ask_for] = useState<Asked>()
  const key = ['privacy-consents', patient]
  const found = useQuery({ queryKey: key, queryFn: () => ask<PersonConsents>(`/privacy/people/${patient}/consents`) })
  const name = found.data?.person.name
  useEffect(() => {
    document.title = name ? `${words.consent_title} – ${name}` : words.consent_title
  }, [words, name])
  if (!found.data) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  const { person, lines, officer } = found.data
  return (
    <div className="column narrow pdp">
      <header className="page-head">
        <h1>{words.consent_title}</h1>
        <span className="muted">
          {person.name} · {show_moment(person.birth_date)}
        </span>
        <span className="push row">
          <a className="btn" href={`/api/privacy/people/${patient}/consent-sheet.pdf`} target="_blank" rel="noreferrer">
            {words.print_sheet}
          </a>
          {back && (
            <Link className="btn" href={back}>
              {words.back}
            </Link>
          )}
        </span>
      </header>
      <p className="muted small pdp-part">{words.consent_note}</p>
      <div className="pdp-cards">
        {lines.map((line) => (
          <ConsentCard key={line.purpose} line={line} ask_for={(act) => ask_for({ line, act })} />
        ))}
      </div>
      {officer && (
        <p className="muted small pdp-part">
          {words.officer_of}:{' '}
          {[officer['name'], officer['title'], officer['phone'], officer['email']].filter(Boolean).join(', ')}
        </p>
      )}
      {asked && (
        <SayDialog
          {...{ patient, asked, person: person.name }}
          done={() => void client.invalidateQueries({ queryKey: key })}
          close={() => ask_for(undefined)}
        />
      )}
    </div>
  )
}

const Said = ({ said }: { said: ConsentLine['said'] }) => {
  const words = use_words()
  if (!said) return <Pill>{words.not_asked}</Pill>
  if (said.is_withdrawn) return <Pill tone="amber">{words.withdrawn}</Pill>
  return said.is_given ? <Pill tone="green">{words.given}</Pill> : <Pill tone="red">{words.not_given}</Pill>
}

const ConsentCard = ({ line, ask_for }: { line: ConsentLine; ask_for: (act: Asked['act']) => void }) => {
  const words = use_words()
  const { said, wording } = line
  return (
    <article className="card pdp-card">
      <header className="row wrap">
        <h2>{line.name}</h2>
        <Said said={said} />
        {said && !said.is_latest_wording && <span className="amber small">{words.older_wording}</span>}
      </header>
      {wording ? <p className="pdp-wording">{wording.text}</p> : <p className="muted">{words.no_wording}</p>}
      {said && (
        <p className="muted small">
          {words.said_so(
            [said.by, said.relation].filter(Boolean).join(', '),
            show_moment(said.at.slice(0, 16)),
            said.taken_name,
          )}
          {' · '}
          {words.version(said.wording_version)}
        </p>
      )}
      {wording && (
        <p className="row wrap">
          {(!said?.is_given || !said.is_latest_wording) && (
            <Button onClick={() => ask_for('give')}>{words.give}</Button>
          )}
          {!said?.is_given && <Button onClick={() => ask_for('refuse')}>{words.refuse}</Button>}
          {said?.is_given && <Button onClick={() => ask_for('withdraw')}>{words.withdraw}</Button>}
        </p>
      )}
    </article>
  )
}

type SayDialogProps = { patient: string; person: string; asked: Asked; done: () => void; close: () => void }

const SayDialog = ({ patient, person, asked: { line, act }, done, close }: SayDialogProps) => {
  const words = use_words()
  const [by, set_by] = useState(person)
  const [relation, set_relation] = useState(words.relation_own)
  const send = async () => {
    const path = `/privacy/people/${patient}`
    await (act === 'withdraw'
      ? ask(`${path}/withdraw`, { body: { purpose: line.purpose, by } })
      : ask(`${path}/consents`, {
          body: {
            ...{ purpose: line.purpose, is_given: act === 'give', digest: line.wording?.digest ?? '' },
            ...{ by, relation, channel: 'desk' },
          },
        }))
    say_done(act === 'give' ? words.saved : words.care_goes_on)
    done()
  }
  return (
    <FormDialog
      title={act === 'withdraw' ? words.withdraw_title(line.name) : `${words[act]}: ${line.name}`}
      act={words[act]}
      send={send}
      close={close}
      ready={by.trim() !== ''}
    >
      {act !== 'withdraw' && <p className="pdp-wording">{line.wording?.text}</p>}
      <TextField label={words.by_whom} required value={by} change={set_by} first />
      {act !== 'withdraw' && <TextField label={words.relation} value={relation} change={set_relation} />}
    </FormDialog>
  )
}

export default ConsentsPage
