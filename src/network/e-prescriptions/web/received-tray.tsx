import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { ask, ListTable, Pill, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import { StuckNotice } from '../../exchange/web/stuck-letters.tsx'
import type { ReceivedLine, ReceivedList } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 10_000

const tones: Record<ReceivedLine['state'], 'brand' | 'amber' | 'red' | undefined> = {
  ...{ new: 'brand', partly: 'amber', unsound: 'red' },
  ...{ done: undefined, declined: undefined, replaced: undefined, expired: undefined },
}

const Row = ({ line }: { line: ReceivedLine }) => {
  const words = use_words()
  const is_over = tones[line.state] === undefined
  return (
    <tr className={is_over ? 'off' : undefined}>
      <td>
        {line.code ? (
          <Link className="dp-code" href={`/cap-thuoc/${encodeURIComponent(line.code)}`}>
            {line.code}
          </Link>
        ) : (
          words.no_code
        )}
      </td>
      <td>
        <b>{line.patient}</b> {line.is_hidden && <small className="muted">{words.hidden_short}</small>}
      </td>
      <td className="dp-from">{words.prescribed_by(line.prescriber, line.sender)}</td>
      <td className="dp-when">{show_moment(line.received_at.slice(0, 16))}</td>
      <td className="dp-when dp-until" data-name={words.tray_titles[4]}>
        {show_moment(line.collect_until)}
      </td>
      <td className="dp-state">
        <Pill tone={tones[line.state]}>{words.states[line.state]}</Pill>
        {line.problem && <small className="dp-problem">{line.problem}</small>}
      </td>
    </tr>
  )
}

/** What people had sent here by the hub. @param none what stands there where nothing ever came */
export const ReceivedTray = ({ none }: { none: ReactNode }) => {
  const words = use_words()
  const query = useQuery({
    queryKey: ['received-prescriptions'],
    queryFn: () => ask<ReceivedList>('/dispensing'),
    refetchInterval: fresh_ms,
  })
  if (query.error) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const list = query.data
  if (!list) return none
  if (list.lines.length === 0)
    return (
      <>
        <StuckNotice stuck={list.stuck} />
        {none}
      </>
    )
  return (
    <section className="dp-tray">
      <StuckNotice stuck={list.stuck} />
      <h2>
        {words.tray} <span className="muted">{words.tray_open(list.open)}</span>
      </h2>
      <ListTable titles={words.tray_titles}>
        {list.lines.map((line) => (
          <Row key={line.letter} line={line} />
        ))}
      </ListTable>
      {list.more && <p className="muted small">{words.tray_more}</p>}
    </section>
  )
}
