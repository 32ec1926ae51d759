import { use_language } from '../../../base/ui/index.ts'
import type { CountedKind, OwnCounters, OwnDay } from '../contract.ts'
import type { Opened } from './own-page.tsx'
import { say_count, say_day, say_kind, say_weekday } from './say.ts'
import { StateMark } from './state-mark.tsx'
import { kind_names } from '../figures.ts'
import { use_words } from './words.ts'

/** Kinds of which anything was ever due in these days; the book always. */
const kinds_in = (days: OwnDay[]): Exclude<CountedKind, ''>[] =>
  kind_names.filter(
    (kind) => kind === 'health-book' || days.some(({ kinds }) => kinds.some((one) => one.kind === kind)),
  )

/** Days down, kinds across: sent of due; what lacks something opens its list. */
export const OwnTable = ({ own, open }: { own: OwnCounters; open: (what: Opened) => void }) => {
  const words = use_words()
  const { language } = use_language()
  const shown = kinds_in(own.days)
  return (
    <div className="card scroll-x">
      <table className="counts-table own-table">
        <thead>
          <tr>
            <th scope="col" className="text">
              {words.day}
            </th>
            <th scope="col">{words.visits}</th>
            <th scope="col">{words.admissions}</th>
            <th scope="col">{words.discharges}</th>
            {shown.map((kind) => (
              <th key={kind} scope="col" title={say_kind(language, kind)}>
                {say_kind(language, kind, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own.days.map((day) => (
            <DayRow key={day.day} day={day} today={own.at.slice(0, 10)} shown={shown} open={open} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type DayRowProps = {
  day: OwnDay
  today: string
  shown: Exclude<CountedKind, ''>[]
  open: (what: Opened) => void
}

const DayRow = ({ day, today, shown, open }: DayRowProps) => {
  const words = use_words()
  const { language } = use_language()
  const totals = day.kinds.find(({ kind }) => kind === '')?.figures
  return (
    <tr>
      <th scope="row">
        <span className="muted">{say_weekday(language, day.day)}</span> {say_day(day.day)}
        {day.day === today && <small className="muted"> · {words.today}</small>}
        {!day.is_told && <small className="amber"> · {words.untold}</small>}
      </th>
      {['visits', 'admissions', 'discharges'].map((name) => (
        <td key={name} className={totals?.[name] === 0 ? 'zero' : undefined}>
          {say_count(totals?.[name])}
        </td>
      ))}
      {shown.map((kind) => (
        <KindCell key={kind} day={day} kind={kind} open={open} />
      ))}
    </tr>
  )
}

const KindCell = ({
  day,
  kind,
  open,
}: {
  day: OwnDay
  kind: Exclude<CountedKind, ''>
  open: (what: Opened) => void
}) => {
  const words = use_words()
  const { language } = use_language()
  const found = day.kinds.find((one) => one.kind === kind)
  if (!found) return <td className="zero">0</td>
  const { figures, state } = found
  const due = (figures['due'] ?? 0) - (figures['excused'] ?? 0)
  const [sent, all] = [say_count(figures['sent']), say_count(due)]
  const label = words.sent_of_title(say_kind(language, kind), sent, all, words.states[state] ?? '')
  return (
    <td title={label}>
      {due > (figures['sent'] ?? 0) ? (
        <button type="button" className="own-open" onClick={() => open({ day: day.day, kind })}>
          {words.sent_of(sent, all)} <StateMark state={state} label={label} />
        </button>
      ) : (
        <>
          {words.sent_of(sent, all)} <StateMark state={state} label={label} />
        </>
      )}
    </td>
  )
}
