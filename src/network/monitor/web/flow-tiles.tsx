import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { gap_sentence, say_count, say_minutes } from '../../counters/web/say.ts'
import type { ProvinceBoard } from '../contract.ts'
import { PapersOfDay } from './papers-of-day.tsx'
import { flow_place } from './places.ts'
import { use_words } from './words.ts'

export const FlowTiles = ({ board }: { board: ProvinceBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const names = new Map(board.lines.map(({ facility, name }) => [facility, name]))
  const { asked, errors } = board.flow
  const silent = board.lines.filter(({ silent_min }) => silent_min !== null)
  const [most] = errors
  const refused = errors.reduce((sum, { count }) => sum + count, 0)
  const [first_gap] = board.gaps.filter(({ what }) => what !== 'silent')
  return (
    <div className="flow-tiles">
      <div className="card flow-tile">
        <h2>{words.yesterday}</h2>
        <PapersOfDay
          flow={board.flow}
          untold={board.lines.filter(({ days }) => days.at(-2)?.state === 'silent').length}
        />
      </div>
      <a className={asked > 0 ? 'card flow-tile amber' : 'card flow-tile'} href="#gaps">
        <h2>{words.asked}</h2>
        <p className="big">
          {say_count(asked)} <small>{words.gap_units}</small>
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
              {silent[0].name} {silent[0].reported_at === null && `${words.never} `}
              {say_minutes(language, silent[0].silent_min ?? 0)}
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
          {most && most.count > 0
            ? `${words.classes[most.class] ?? most.class} (${say_count(most.count)})`
            : words.refused_none}
        </small>
      </a>
    </div>
  )
}
