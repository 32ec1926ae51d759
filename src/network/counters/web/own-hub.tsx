import { Notice, show_moment, use_language } from '../../../base/ui/index.ts'
import type { CountedKind, HubDay, OwnCounters } from '../contract.ts'
import { kind_names } from '../figures.ts'
import { FigureHead } from './figure-head.tsx'
import { refusal_classes_en, refusal_classes_vi } from './refusal-classes.ts'
import { gap_sentence, gap_sources, say_count, say_kind } from './say.ts'
import { use_words } from './words.ts'

const columns = ['taken', 'late', 'refused', 'delivered', 'received', 'opened'] as const
type Counts = Record<(typeof columns)[number], number>
const gaps_max = 12

const sum_of = (days: HubDay[]): Counts =>
  Object.fromEntries(columns.map((name) => [name, days.reduce((sum, one) => sum + one[name], 0)])) as Counts

/** What the hub counted of this facility, beside what it says itself; of the last time it could be asked. */
export const OwnHub = ({ own, span }: { own: OwnCounters; span: string }) => {
  const words = use_words()
  const { hub, line } = own
  return (
    <section className="own-hub">
      <header className="row wrap">
        <h2>{words.hub_title}</h2>
        <span className="muted small">
          {words.in_span(span)}
          {hub &&
            ` · ${words.hub_counted(hub.walked_at ? show_moment(hub.walked_at) : '–', show_moment(hub.asked_at))}`}
        </span>
      </header>
      {hub && line.problem !== '' && <Notice tone="amber">{words.hub_down(show_moment(hub.asked_at))}</Notice>}
      {hub ? <HubParts own={own} hub={hub} /> : <p className="muted small">{words.hub_never}</p>}
    </section>
  )
}

type Hub = NonNullable<OwnCounters['hub']>

const HubParts = ({ own, hub }: { own: OwnCounters; hub: Hub }) => (
  <>
    <HubTable own={own} hub={hub} />
    <div className="own-hub-parts">
      <HubGaps hub={hub} />
      <HubErrors hub={hub} />
    </div>
  </>
)

/** Kinds down: what we say we sent, then what the hub has. A refusal of which the kind could not be read stands apart. */
const HubTable = ({ own, hub }: { own: OwnCounters; hub: Hub }) => {
  const words = use_words()
  const { language } = use_language()
  const of_kind = (kind: CountedKind) => hub.days.filter((one) => one.kind === kind)
  const sent_of = (kind: CountedKind) =>
    own.days.reduce((sum, { kinds }) => sum + (kinds.find((one) => one.kind === kind)?.figures['sent'] ?? 0), 0)
  const shown = kind_names.filter((kind) => of_kind(kind).length > 0)
  if (shown.length === 0) return <p className="muted small">{words.hub_none}</p>
  return (
    <div className="card scroll-x">
      <table className="counts-table">
        <thead>
          <tr>
            <th scope="col" className="text" />
            <th scope="col">{words.own_sent}</th>
            {columns.map((name) => (
              <FigureHead key={name} name={name} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((kind) => (
            <HubRow key={kind} name={say_kind(language, kind)} sent={sent_of(kind)} counts={sum_of(of_kind(kind))} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const HubRow = ({ name, sent, counts }: { name: string; sent: number; counts: Counts }) => (
  <tr>
    <th scope="row">{name}</th>
    <td className={sent === 0 ? 'zero' : undefined}>{say_count(sent)}</td>
    {columns.map((column) => (
      <td key={column} className={counts[column] === 0 ? 'zero' : undefined}>
        {say_count(counts[column])}
      </td>
    ))}
  </tr>
)

const HubGaps = ({ hub }: { hub: Hub }) => {
  const words = use_words()
  const { language } = use_language()
  const gaps = hub.days.flatMap((one) => one.gaps)
  return (
    <section className="card own-hub-card" id="hub-gaps">
      <h3>{words.hub_gaps}</h3>
      {gaps.length === 0 && <p className="muted small">{words.hub_no_gaps}</p>}
      <ul>
        {gaps.slice(0, gaps_max).map((gap) => (
          <li key={`${gap.day} ${gap.kind} ${gap.what} ${gap.figure}`}>
            {gap_sentence(language, gap)} <small className="muted">{gap_sources(language, gap).join(' · ')}</small>
          </li>
        ))}
      </ul>
      {gaps.length > gaps_max && <p className="muted small">{words.more(say_count(gaps.length - gaps_max))}</p>}
    </section>
  )
}

/** Of all days, the most frequent first. */
const sum_errors = (errors: Hub['errors']): { name: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const one of errors) counts.set(one.class, (counts.get(one.class) ?? 0) + one.count)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
}

const HubErrors = ({ hub }: { hub: Hub }) => {
  const words = use_words()
  const { language } = use_language()
  const names = language === 'en' ? refusal_classes_en : refusal_classes_vi
  const classes = sum_errors(hub.errors)
  return (
    <section className="card own-hub-card">
      <h3>{words.hub_errors}</h3>
      {classes.length === 0 && <p className="muted small">{words.hub_no_errors}</p>}
      <ul>
        {classes.map(({ name, count }) => (
          <li key={name}>
            {names[name] ?? name} <b>{say_count(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
