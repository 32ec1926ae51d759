import { show_moment } from '../../../base/ui/index.ts'
import type { Health, Tone, UpdateStanding } from '../contract.ts'
import { Facts, HealthCard, type Fact } from './card.tsx'
import { say_how } from './problems.ts'
import { use_words, type HealthWords } from './words.ts'

const worse = (one: Tone, other: Tone | undefined): Tone =>
  one === 'bad' || other === undefined || other === 'good' ? one : other

const facts_of_update = (update: UpdateStanding, words: HealthWords): Fact[] => {
  const last = update.lines.find(({ from }) => from !== '')
  return [
    { label: words.installed, value: show_moment(update.installed_at) },
    {
      label: words.last_update,
      value: last ? words.update_step(last.from, last.to, show_moment(last.at)) : words.update_none,
      note: last && `${words.update_results[last.result]} · ${last.by}`,
    },
    ...(update.newer ? [{ label: words.newer, value: update.newer.version, note: say_how(update, words) }] : []),
  ]
}

/** What runs, since when, and what would come next. */
export const VersionCard = ({ health: { program, database, update } }: { health: Health }) => {
  const words = use_words()
  return (
    <HealthCard title={words.versions} tone={worse(database.tone, update?.tone)}>
      <Facts
        facts={[
          {
            label: words.program,
            value: `Bệnh Án Mở ${program.version}`,
            note: program.commit !== '' && words.commit(program.commit),
          },
          ...(update ? facts_of_update(update, words) : []),
          { label: words.schema, value: database.migration.replace('.sql', '') },
          { label: 'PostgreSQL', value: database.version },
          { label: 'Node', value: program.node },
          { label: words.started, value: show_moment(program.started_at) },
        ]}
      />
      {update && update.lines.length > 1 && (
        <details>
          <summary>{words.updates}</summary>
          <ul className="health-list">
            {update.lines.map(({ at, from, to, result, by, says }) => (
              <li key={`${at} ${to}`}>
                <i className={`dot ${result === 'done' ? 'signed' : 'alarm'}`} /> {show_moment(at)}{' '}
                <b>{from === '' ? to : `${from} → ${to}`}</b>{' '}
                <span className="muted">
                  {words.update_results[result]} · {by}
                </span>
                {says !== '' && <p className="small muted">{says}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </HealthCard>
  )
}
