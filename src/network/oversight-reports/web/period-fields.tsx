import { parse_typed_date } from '../../../base/time/index.ts'
import { Field, Segments, TextField, today_local } from '../../../base/ui/index.ts'
import type { PeriodKind, PeriodWish } from '../contract.ts'
import { use_words } from './words.ts'

/** As typed; the server says what is no period. */
export type TypedPeriod = { kind: PeriodKind; year: string; number: string; from: string; to: string }

const numbers: Record<PeriodKind, number> = { week: 53, month: 12, quarter: 4, half: 2, year: 0, adhoc: 0 }

const week_of = (day: string): number => {
  const date = new Date(`${day}T00:00:00Z`)
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1
}

/** The period that runs now. */
export const running_period = (kind: PeriodKind): TypedPeriod => {
  const today = today_local()
  const [year = '', month = '1', day = '1'] = today.split('-')
  const of_month: Record<PeriodKind, number> = {
    ...{ week: week_of(today), month: Number(month), quarter: Math.ceil(Number(month) / 3) },
    ...{ half: Number(month) <= 6 ? 1 : 2, year: 1, adhoc: 1 },
  }
  return { kind, year, number: String(of_month[kind]), from: `01/${month}/${year}`, to: `${day}/${month}/${year}` }
}

/** undefined: a day of it is none. */
export const read_typed = ({ kind, year, number, from, to }: TypedPeriod): PeriodWish | undefined => {
  if (kind !== 'adhoc') return { kind, year: Number(year), number: Number(number) }
  const [first, last] = [from, to].map((text) => parse_typed_date(text, { today: today_local(), direction: 'any' }))
  return first?.ok && last?.ok ? { kind, from: first.date, to: last.date } : undefined
}

type PeriodFieldsProps = { kinds: PeriodKind[]; value: TypedPeriod; change: (value: TypedPeriod) => void }

export const PeriodFields = ({ kinds, value, change }: PeriodFieldsProps) => {
  const words = use_words()
  const count = numbers[value.kind]
  return (
    <div className="report-period">
      {kinds.length > 1 && (
        <Segments
          label={words.period}
          value={value.kind}
          options={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          choose={(kind) => change(running_period(kind))}
        />
      )}
      {value.kind === 'adhoc' ? (
        <div className="grid-2">
          <TextField
            label={words.from}
            inputMode="numeric"
            value={value.from}
            change={(from) => change({ ...value, from })}
          />
          <TextField label={words.to} inputMode="numeric" value={value.to} change={(to) => change({ ...value, to })} />
        </div>
      ) : (
        <div className="grid-2">
          {count > 0 && (
            <Field label={words.kinds[value.kind]}>
              {(ids) => (
                <select
                  {...ids}
                  className="box"
                  value={value.number}
                  onChange={(event) => change({ ...value, number: event.target.value })}
                >
                  {Array.from({ length: count }, (_, i) => (
                    <option key={i}>{i + 1}</option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <TextField
            label={words.year}
            inputMode="numeric"
            value={value.year}
            change={(year) => change({ ...value, year })}
          />
        </div>
      )}
    </div>
  )
}
