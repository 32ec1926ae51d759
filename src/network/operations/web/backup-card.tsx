import { show_moment } from '../../../base/ui/index.ts'
import type { BackupStanding } from '../contract.ts'
import { Facts, HealthCard, type Fact } from './card.tsx'
import { say_bytes, say_span } from './say.ts'
import { use_words, type HealthWords } from './words.ts'

const hour_ms = 3_600_000
const runs_shown = 5

const say_second = (second: string, words: HealthWords): string =>
  second === '' ? words.second_none : second === 'done' ? words.second_done : words.second_failed(second)

const facts_of = ({ settings, key, age_h, runs }: BackupStanding, words: HealthWords): Fact[] => {
  const done = runs.find(({ state }) => state === 'done')
  return [
    {
      label: words.backup_last,
      value: done ? show_moment(done.started_at) : words.backup_none,
      note: done && age_h !== null && `${words.ago(say_span(age_h * hour_ms, words))}, ${say_bytes(done.bytes)}`,
    },
    ...(done
      ? [
          { label: words.second, value: say_second(done.second, words) },
          { label: words.locked, value: words.locks[done.locked] ?? done.locked },
        ]
      : []),
    ...(key
      ? [{ label: words.key, value: key.fingerprint, note: words.key_note(show_moment(key.made_at).slice(0, 10)) }]
      : []),
    ...(settings
      ? [
          {
            label: '',
            value: (
              <small className="muted">
                {words.backup_plan(say_span(settings.every_h * hour_ms, words), settings.keep)}
              </small>
            ),
          },
        ]
      : []),
  ]
}

export const BackupCard = ({ backup }: { backup: BackupStanding }) => {
  const words = use_words()
  return (
    <HealthCard title={words.backup} tone={backup.tone}>
      {backup.settings ? (
        <Facts facts={facts_of(backup, words)} />
      ) : (
        <p className="health-words">
          {words.backup_unset} <span className="muted">{words.backup_unset_how}</span>
        </p>
      )}
      {backup.runs.length > 1 && (
        <details>
          <summary>{words.runs}</summary>
          <ul className="health-list">
            {backup.runs.slice(0, runs_shown).map(({ id, started_at, state, bytes, says }) => (
              <li key={id}>
                <i className={`dot ${state === 'done' ? 'signed' : 'alarm'}`} /> {show_moment(started_at)}{' '}
                <span className="muted">{state === 'done' ? say_bytes(bytes) : says}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </HealthCard>
  )
}
