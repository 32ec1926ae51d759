import { show_moment } from '../../../base/ui/index.ts'
import type { CertificateLine, ClockStanding, FaultStanding, QueueLine, WorkstationLine } from '../contract.ts'
import { Facts, HealthCard, ToneMark } from './card.tsx'
import { age_of, say_span } from './say.ts'
import { use_words, type HealthWords } from './words.ts'

export const QueueCard = ({ queues }: { queues: QueueLine[] }) => {
  const words = use_words()
  const waiting = queues.filter(({ count }) => count > 0)
  return (
    <HealthCard title={words.queues}>
      {waiting.length === 0 ? (
        <p className="health-words muted">{words.queue_empty}</p>
      ) : (
        <ul className="health-list">
          {waiting.map(({ name, tone, count, oldest_at, says }) => (
            <li key={name} className="health-line">
              <span>
                {words.queue_names[name]}
                {oldest_at && <small className="muted">{words.oldest(age_of(oldest_at, words))}</small>}
                {says && <small className="muted">{says}</small>}
              </span>
              <b>{count.toLocaleString('vi-VN')}</b> <ToneMark tone={tone} />
            </li>
          ))}
        </ul>
      )}
    </HealthCard>
  )
}

const certificate_value = ({ what, name, ends_at }: CertificateLine, words: HealthWords): string => {
  const day = ends_at ? show_moment(ends_at).slice(0, 10) : '–'
  return what === 'staff' ? words.certificate_people(name, day) : words.until(day)
}

export const CertificateCard = ({ certificates }: { certificates: CertificateLine[] }) => {
  const words = use_words()
  return (
    <HealthCard title={words.certificates}>
      {certificates.length === 0 && <p className="health-words muted">{words.certificates_none}</p>}
      <ul className="health-list">
        {certificates.map((line) => (
          <li key={line.what} className="health-line">
            <span>
              {words.certificate_names[line.what]}
              <small className="muted">{certificate_value(line, words)}</small>
            </span>
            <ToneMark tone={line.tone} />
          </li>
        ))}
      </ul>
    </HealthCard>
  )
}

export const ClockCard = ({ clock }: { clock: ClockStanding }) => {
  const words = use_words()
  const shown = (ms: number | null): string => (ms === null ? words.clock_unasked : say_span(ms, words))
  return (
    <HealthCard title={words.clock} tone={clock.tone}>
      <Facts
        facts={[
          { label: words.clock_database, value: shown(clock.database_ms) },
          { label: words.clock_hub, value: clock.is_joined ? shown(clock.hub_ms) : words.clock_not_joined },
        ]}
      />
    </HealthCard>
  )
}

export const FaultCard = ({ faults }: { faults: FaultStanding }) => {
  const words = use_words()
  return (
    <HealthCard title={words.faults} tone={faults.tone}>
      {faults.lines.length === 0 ? (
        <p className="health-words muted">{words.faults_none}</p>
      ) : (
        <ul className="health-list">
          {faults.lines.map(({ name, place, at_line, count, last_at }) => (
            <li key={`${name} ${place} ${at_line}`} className="health-line">
              <span>
                <b>{name}</b> {place}
                <small className="muted">{at_line}</small>
              </span>
              <span className="health-times">
                × {count} <small className="muted">{show_moment(last_at)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="small muted">{words.fault_note}</p>
    </HealthCard>
  )
}

export const WorkstationCard = ({ workstations }: { workstations: WorkstationLine[] }) => {
  const words = use_words()
  return (
    <HealthCard title={words.workstations}>
      <ul className="health-list">
        {workstations.map(({ browser, version, system, count, is_old }) => (
          <li key={`${browser} ${version} ${system}`} className="health-line">
            <span>
              {browser === '' ? words.browser_unknown : `${browser} ${version}`}
              <small className="muted">{system}</small>
            </span>
            {is_old && <b className="amber small">{words.old}</b>} <b>{count}</b>
          </li>
        ))}
      </ul>
      <p className="small muted">{words.workstations_note}</p>
    </HealthCard>
  )
}
