import { use_language } from '../../../base/ui/index.ts'
import { FigureHead } from '../../counters/web/figure-head.tsx'
import { say_count, say_kind } from '../../counters/web/say.ts'
import type { Figures } from '../../counters/contract.ts'
import type { SeenCounts } from '../contract.ts'
import { use_words } from './words.ts'

export type Counted = { kind: string; said: Figures | null; seen: SeenCounts; missing: number }

const said_columns = ['due', 'excused', 'made', 'sent'] as const
const seen_columns = ['taken', 'late', 'refused', 'held', 'delivered', 'received', 'opened'] as const

const Cell = ({ value, tone = '' }: { value: number | null | undefined; tone?: string }) => (
  <td className={value === 0 ? 'zero' : tone}>{say_count(value)}</td>
)

/** Kind by kind: what is said beside what the hub counted. */
export const TotalsTable = ({ rows, head }: { rows: Counted[]; head: string }) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <div className="scroll-x">
      <table className="counts-table flow-totals">
        <thead>
          <tr className="groups">
            <th />
            <th colSpan={said_columns.length}>{words.by_facility}</th>
            <th colSpan={seen_columns.length}>{words.by_hub}</th>
            <th />
          </tr>
          <tr>
            <th scope="col" className="text">
              {head}
            </th>
            {said_columns.map((name) => (
              <FigureHead key={name} name={name} />
            ))}
            {seen_columns.map((name) => (
              <FigureHead key={name} name={name} {...(name === 'taken' ? { className: 'first-seen' } : {})} />
            ))}
            <th scope="col">{words.missing}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, said, seen, missing }) => (
            <tr key={kind}>
              <th scope="row">{kind === '' ? words.unknown_kind : say_kind(language, kind)}</th>
              {said_columns.map((name) => (
                <Cell key={name} value={said?.[name]} />
              ))}
              {seen_columns.map((name) => (
                <td
                  key={name}
                  className={[seen[name] === 0 ? 'zero' : '', name === 'taken' ? 'first-seen' : ''].join(' ')}
                >
                  {say_count(seen[name])}
                </td>
              ))}
              <Cell value={missing} tone="bad" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
