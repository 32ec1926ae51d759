import { show_moment } from '../../../base/ui/index.ts'
import type { DrillLine, DrillStanding } from '../contract.ts'
import { HealthCard } from './card.tsx'
import { say_span } from './say.ts'
import { use_words } from './words.ts'

const Line = ({ drill }: { drill: DrillLine }) => {
  const words = use_words()
  return (
    <li>
      <i className={`dot ${drill.passed ? 'signed' : 'alarm'}`} /> <b>{show_moment(drill.at)}</b>{' '}
      {drill.passed ? words.drill_passed : words.drill_not}
      <span className="muted">
        {' '}
        · {words.rto} {say_span(drill.rto_ms, words)}
        {drill.rpo_ms !== null && ` · ${words.rpo} ${say_span(drill.rpo_ms, words)}`} · {drill.by_name}
      </span>{' '}
      <a href={`/api/operations/drills/${drill.id}/minutes`} target="_blank" rel="noreferrer">
        {words.minutes}
      </a>
      {drill.says !== '' && <p className="small red">{drill.says}</p>}
    </li>
  )
}

export const DrillCard = ({ drill }: { drill: DrillStanding }) => {
  const words = use_words()
  return (
    <HealthCard title={words.drill} tone={drill.tone}>
      {drill.drills.length === 0 ? (
        <p className="health-words">{words.drill_none}</p>
      ) : (
        <ul className="health-list">
          {drill.drills.slice(0, 5).map((one) => (
            <Line key={one.id} drill={one} />
          ))}
        </ul>
      )}
    </HealthCard>
  )
}
