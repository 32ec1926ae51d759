import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  ask,
  DateField,
  Empty,
  ListTable,
  Pill,
  query_string,
  RefusalNotice,
  show_moment,
  today_local,
  Waiting,
} from '../../../base/ui/index.ts'
import type { ChangedLetter, ChangedList, ChangedRecipient } from '../contract.ts'
import './exchange.css'
import { ExchangeHead } from './exchange-head.tsx'
import { OutgoingDialog } from './outgoing-dialog.tsx'
import { PersonLine } from './person-line.tsx'
import { use_words } from './words.ts'

/** Who received it meanwhile shows by itself. */
const fresh_ms = 20_000

const moment = (at: string): string => show_moment(at.slice(0, 16))

const Recipient = ({ one }: { one: ChangedRecipient }) => {
  const words = use_words().changed
  return (
    <li>
      {one.name}{' '}
      {one.has_new ? (
        <Pill tone="green">{words.has_new(moment(one.new_at))}</Pill>
      ) : one.refused ? (
        <Pill>{words.refused}</Pill>
      ) : (
        <Pill tone={one.had_old ? 'red' : 'amber'}>{one.had_old ? words.has_old : words.not_yet}</Pill>
      )}
      {one.took_over && <small className="muted"> {words.took_over}</small>}
      {one.reason && <small className="muted"> {one.reason}</small>}
    </li>
  )
}

const Row = ({ letter, choose }: { letter: ChangedLetter; choose: (id: string) => void }) => {
  const all = use_words()
  const words = all.changed
  return (
    <tr>
      <td>
        <PersonLine person={letter.person} />
      </td>
      <td>
        <button type="button" className="btn link" onClick={() => choose(letter.id)}>
          {all.kinds[letter.kind] ?? letter.kind}
        </button>
        <small className="muted"> {words.versions(letter.versions)}</small>
      </td>
      <td>{moment(letter.first_sent_at)}</td>
      <td>
        {moment(letter.corrected_at)}
        <br />
        <small className="muted">{letter.corrected_by}</small>
      </td>
      <td>
        {letter.new_sent_at === '' && (
          <p className="red small">
            {words.unsent} {letter.reason}
          </p>
        )}
        {letter.recipients.length === 0 ? (
          <span className="muted">{all.to_timeline}</span>
        ) : (
          <ul className="changed-recipients">
            {letter.recipients.map((one) => (
              <Recipient key={one.code} one={one} />
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

type Span = { from: string; to: string }

const SpanFields = ({ span, change }: { span: Span; change: (span: Span) => void }) => {
  const words = use_words().changed
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <DateField
          key={end}
          label={words[end]}
          value={span[end]}
          change={(day) => day && change({ ...span, [end]: day })}
        />
      ))}
    </>
  )
}

/** What was corrected after it was sent: who had the old version, who has the new one, who has not. */
const ChangedPage = ({ may_answer }: { may_answer: boolean }) => {
  const words = use_words()
  const [span, set_span] = useState<Span>()
  const [chosen, choose] = useState('')
  useEffect(() => {
    document.title = `${words.title} · ${words.changed.title}`
  }, [words])
  const list = useQuery({
    queryKey: ['exchange', 'changed', span],
    queryFn: () => ask<ChangedList>(`/exchange/changed${query_string({ ...span })}`),
    refetchInterval: fresh_ms,
    placeholderData: (before) => before,
  })
  const lines = list.data?.lines ?? []
  const files = `/api/exchange/changed`
  const shown = span ?? { from: list.data?.from ?? '', to: list.data?.to ?? today_local() }
  const wanting = lines.filter(({ is_whole }) => !is_whole).length
  const relying = new Set(
    lines.flatMap(({ recipients }) => recipients.flatMap(({ code, took_over }) => (took_over ? [code] : []))),
  ).size
  return (
    <div className="exchange">
      <ExchangeHead here="changed" />
      <div className="row wrap">
        <SpanFields span={shown} change={set_span} />
        <span className="push row wrap">
          <a className="btn" href={`${files}.csv${query_string({ ...span })}`} download>
            CSV
          </a>
          <a className="btn" href={`${files}.xlsx${query_string({ ...span })}`} download>
            XLSX
          </a>
        </span>
      </div>
      <RefusalNotice error={list.error} again={() => void list.refetch()} />
      {list.isPending && <Waiting />}
      {list.data && lines.length === 0 && <Empty title={words.changed.none}>{words.changed.none_note}</Empty>}
      {lines.length > 0 && (
        <>
          <p className={wanting > 0 ? 'red' : 'muted'}>
            {wanting > 0 ? words.changed.wanting(wanting, lines.length) : words.changed.all_have(lines.length)}
            {relying > 0 && ` · ${words.changed.took_over_all(relying)}`}
          </p>
          <ListTable titles={words.changed.columns} className="changed-table">
            {lines.map((letter) => (
              <Row key={letter.id} letter={letter} choose={choose} />
            ))}
          </ListTable>
        </>
      )}
      {list.data?.is_cut && <p className="muted small">{words.changed.cut}</p>}
      {chosen && <OutgoingDialog id={chosen} may_answer={may_answer} close={() => choose('')} />}
    </div>
  )
}

export default ChangedPage
