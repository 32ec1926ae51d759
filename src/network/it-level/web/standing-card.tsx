import type { GroupStanding, Standing } from '../contract.ts'
import { use_words } from './words.ts'

const levels = [1, 2, 3, 4, 5, 6, 7]

/** The level in large, the ladder, the sentence that names what is missing, and each group. */
export const StandingCard = ({ standing }: { standing: Standing }) => {
  const words = use_words()
  return (
    <section className="card level-card">
      <div className="level-main">
        <p className="level-big">{words.level(standing.level)}</p>
        <ol className="level-ladder" aria-label={words.ladder} title={words.ladder}>
          {levels.map((level) => (
            <li key={level} className={level <= standing.level ? 'done' : level === standing.next?.level ? 'next' : ''}>
              {level}
            </li>
          ))}
        </ol>
        <p className="level-sentence">{standing.sentence.replace(/^[^.]*\.\s*/, '')}</p>
      </div>
      <dl className="level-groups">
        {standing.groups.map((group) => (
          <GroupLine key={group.group} group={group} />
        ))}
      </dl>
    </section>
  )
}

const GroupLine = ({ group }: { group: GroupStanding }) => {
  const words = use_words()
  const reached = group.level ? words.of_level(group.level) : words.grades[group.grade ?? 'none']
  return (
    <div>
      <dt>{words.groups[group.group]}</dt>
      <dd>
        <span className="level-bar" aria-hidden>
          <i style={{ width: `${(group.met / Math.max(group.total, 1)) * 100}%` }} />
        </span>
        <span className="level-count">
          {group.met}/{group.total}
        </span>
        <b>{reached}</b>
      </dd>
    </div>
  )
}
