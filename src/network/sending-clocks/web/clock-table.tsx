import { useQuery } from '@tanstack/react-query'
import { ask, ListTable, Notice, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { ClockLine, SendingClocks } from '../contract.ts'
import './clock-table.css'
import { use_words } from './words.ts'

const fresh_ms = 60_000

const number_class = (count: number, tone: string): string => (count > 0 ? tone : 'muted')

const Row = ({ line }: { line: ClockLine }) => {
  const words = use_words()
  return (
    <tr>
      <td>{words.to[line.to]}</td>
      <td>{words.kinds[line.kind] ?? line.kind}</td>
      <td>{line.waiting}</td>
      <td className={number_class(line.soon, 'amber')}>{line.soon}</td>
      <td className={number_class(line.late, 'red')}>{line.late}</td>
      <td>{line.next_due_at === '' ? '–' : show_moment(line.next_due_at.slice(0, 16))}</td>
      <td className="muted small clock-source">{line.source}</td>
    </tr>
  )
}

/**
 * What was made and is not where it has to go, by destination and kind.
 * @param only_late shows nothing while nobody has to hurry
 */
export const ClockTable = ({ only_late = false }: { only_late?: boolean }) => {
  const words = use_words()
  const clocks = useQuery({
    queryKey: ['sending-clocks'],
    queryFn: () => ask<SendingClocks>('/sending-clocks'),
    refetchInterval: fresh_ms,
  })
  if (!clocks.data) return clocks.error ? <RefusalNotice error={clocks.error} /> : null
  const { lines, unconnected, is_cut } = clocks.data
  const [late, soon] = [lines.reduce((sum, one) => sum + one.late, 0), lines.reduce((sum, one) => sum + one.soon, 0)]
  const shown = only_late ? lines.filter((line) => line.late + line.soon > 0) : lines
  if (only_late && shown.length === 0) return null
  return (
    <section className="clock-part">
      {!only_late && <h2>{words.title}</h2>}
      {late > 0 && (
        <Notice tone="red">
          {words.late(late)}
          {soon > 0 && ` · ${words.soon(soon)}`}
        </Notice>
      )}
      {late === 0 && soon > 0 && <Notice tone="amber">{words.soon(soon)}</Notice>}
      {!only_late && <p className="muted small">{words.note}</p>}
      {shown.length === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <ListTable titles={words.columns} className="clock-table">
          {shown.map((line) => (
            <Row key={`${line.to} ${line.kind}`} line={line} />
          ))}
        </ListTable>
      )}
      {!only_late &&
        unconnected.map(({ to, waiting }) => (
          <p key={to} className="muted small">
            {words.unconnected(words.to[to], waiting)}
          </p>
        ))}
      {is_cut && <p className="muted small">{words.cut}</p>}
    </section>
  )
}
