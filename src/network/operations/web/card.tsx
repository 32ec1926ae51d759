import type { ReactNode } from 'react'
import type { Tone } from '../contract.ts'
import { use_words } from './words.ts'

const dots: Record<Tone, string> = { good: 'signed', warn: 'open', bad: 'alarm', unknown: '' }

/** The colour is said in words too. */
export const ToneMark = ({ tone }: { tone: Tone }) => {
  const words = use_words()
  return (
    <span className={`health-tone ${tone}`}>
      <i className={`dot ${dots[tone]}`} /> {words.tones[tone]}
    </span>
  )
}

type CardProps = { title: string; tone?: Tone; children: ReactNode }

export const HealthCard = ({ title, tone, children }: CardProps) => (
  <section className="card health-card">
    <h2>
      {title} {tone && <ToneMark tone={tone} />}
    </h2>
    {children}
  </section>
)

export type Fact = { label: string; value: ReactNode; note?: ReactNode }

export const Facts = ({ facts }: { facts: Fact[] }) => (
  <dl className="health-facts">
    {facts.map(({ label, value, note }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>
          {value}
          {note && <small className="muted">{note}</small>}
        </dd>
      </div>
    ))}
  </dl>
)
