import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { kinds } from '../../counters/web/figures.ts'
import { gap_sentence, say_count, say_minutes } from '../../counters/web/say.ts'
import type { BoardTotal, ProvinceBoard } from '../contract.ts'
import { flow_place } from './places.ts'
import { use_words } from './words.ts'

/** What of yesterday had to reach the hub itself, and what of it did: nothing taken counts beyond what was due. */
export const sum_due = (totals: BoardTotal[], kind: string): { due: number; arrived: number } =>
  totals
    .filter((one) => one.kind !== '' && (kind === '' || one.kind === kind))
    .reduce(
      (sum, one) => {
        const due = Math.max(0, (one.said['due'] ?? 0) - (one.said['excused'] ?? 0))
        const seen = one.kind !== '' && kinds[one.kind].way === 'hub' ? one.seen.taken : (one.said['sent'] ?? 0)
        return { due: sum.due + due, arrived: sum.arrived + Math.min(due, seen) }
      },
      { due: 0, arrived: 0 },
    )

/** Rounded down: 99,99 is not all. */
const percent = (part: number, whole: number): string =>
  (Math.floor((part / whole) * 1_000) / 10).toLocaleString('vi-VN')

export const FlowTiles = ({ board }: { board: ProvinceBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const names = new Map(board.lines.map(({ facility, name }) => [facility, name]))
  const { due, arrived } = sum_due(board.totals, board.kind)
  const silent = board.lines.filter(({ silent_min }) => silent_min !== null)
  const asked = new Set(board.gaps.filter(({ what }) => what !== 'silent').map(({ facility }) => facility))
  const refused = board.errors.reduce((sum, { count }) => sum + count, 0)
  const [first_gap] = board.gaps.filter(({ what }) => what !== 'silent')
  return (
    <div className="flow-tiles">
      <div className="card flow-tile">
        <h2>{words.yesterday}</h2>
        {due > 0 ? (
          <>
            <p className="big">
              {percent(arrived, due)} <small>{words.of_due}</small>
            </p>
            <small>{words.arrived(say_count(arrived), say_count(due))}</small>
          </>
        ) : (
          <small>{words.nothing_due}</small>
        )}
      </div>
      <a className={asked.size > 0 ? 'card flow-tile amber' : 'card flow-tile'} href="#gaps">
        <h2>{words.gaps}</h2>
        <p className="big">
          {say_count(asked.size)} <small>{words.gap_units}</small>
        </p>
        <small className="cut">
          {first_gap
            ? `${names.get(first_gap.facility) ?? first_gap.facility} ${gap_sentence(language, first_gap)}`
            : words.no_gaps}
        </small>
      </a>
      <div className={silent.length > 0 ? 'card flow-tile red' : 'card flow-tile'}>
        <h2>{words.silent}</h2>
        <p className="big">
          {say_count(silent.length)} <small>{words.gap_units}</small>
        </p>
        <small className="cut">
          {silent[0] ? (
            <Link href={flow_place(silent[0].facility)}>
              {silent[0].name} {say_minutes(language, silent[0].silent_min ?? 0)}
            </Link>
          ) : (
            words.silent_note(say_minutes(language, board.rules.silent_after_min))
          )}
        </small>
      </div>
      <a className={refused > 0 ? 'card flow-tile amber' : 'card flow-tile'} href="#errors">
        <h2>{words.refused}</h2>
        <p className="big">
          {say_count(refused)} <small>{words.times}</small>
        </p>
        <small className="cut">
          {board.errors[0]
            ? `${words.classes[board.errors[0].class] ?? board.errors[0].class} (${say_count(board.errors[0].count)})`
            : words.refused_none}
        </small>
      </a>
    </div>
  )
}
