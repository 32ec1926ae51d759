import { Link } from 'wouter'
import { Empty, query_string } from '../../../base/ui/index.ts'
import type { Traffic } from '../contract.ts'
import type { Span } from './since.ts'
import { use_words } from './words.ts'

const columns = ['refused', 'held', 'requested', 'received', 'accepted', 'completed', 'rejected', 'cancelled']
const tones: Record<string, string> = { refused: 'red', held: 'red', rejected: 'amber' }

const sum = (rows: Traffic[]): number => rows.reduce((total, { count }) => total + count, 0)

/** Kinds against states; columns that are empty are left out, but for the red ones. */
export const TrafficTable = ({ traffic, span }: { traffic: Traffic[]; span: Span }) => {
  const words = use_words()
  if (traffic.length === 0)
    return (
      <div className="card">
        <Empty title={words.passing_none} />
      </div>
    )
  const kinds = [...new Set(traffic.map(({ kind }) => kind))]
  const shown = columns.filter((state) => tones[state] === 'red' || traffic.some((one) => one.state === state))
  const of = (kind: string | undefined, state: string): number =>
    sum(traffic.filter((one) => one.state === state && (kind === undefined || one.kind === kind)))
  const row = (kind: string | undefined) => (
    <tr key={kind ?? 'all'} className={kind === undefined ? 'total' : undefined}>
      <th scope="row">{kind === undefined ? words.all_kinds : (words.kinds[kind] ?? kind)}</th>
      {shown.map((state) => (
        <td key={state} data-label={words.states[state]}>
          <Count count={of(kind, state)} state={state} kind={kind} span={span} />
        </td>
      ))}
    </tr>
  )
  return (
    <div className="card scroll-x">
      <table className="hub-table desk-traffic">
        <thead>
          <tr>
            <th scope="col">{words.kind}</th>
            {shown.map((state) => (
              <th key={state} scope="col">
                {words.states[state]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(row)}
          {kinds.length > 1 && row(undefined)}
        </tbody>
      </table>
    </div>
  )
}

type CountProps = { count: number; state: string; kind: string | undefined; span: Span }

const Count = ({ count, state, kind, span }: CountProps) => {
  if (count === 0) return <span className="desk-zero">0</span>
  const href = `/truc/thu${query_string({ trang_thai: state, loai: kind, tu: span })}`
  return (
    <Link className={`desk-count ${tones[state] ?? ''}`} href={href}>
      {count}
    </Link>
  )
}
