import { MomentInput, show_moment, today_local } from '../../../base/ui/index.ts'
import type { DatedNumber } from '../contract.ts'
import { number_key } from './correction-draft.ts'
import { use_words } from './words.ts'

type NumbersPartProps = {
  numbers: DatedNumber[]
  last_days: Record<string, string>
  change: (last_days: Record<string, string>) => void
}

/** Every number the person was ever known by: from which day, until which. The last day can be put right, nothing else. */
export const NumbersPart = ({ numbers, last_days, change }: NumbersPartProps) => {
  const words = use_words()
  if (numbers.length === 0) return null
  return (
    <section className="card part">
      <h2>{words.numbers}</h2>
      <table className="list numbers">
        <thead>
          <tr>
            {[words.kind, words.number, words.number_from, words.number_to].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((one) => (
            <NumberLine
              key={number_key(one)}
              one={one}
              last_day={last_days[number_key(one)] ?? ''}
              change={(day) => change({ ...last_days, [number_key(one)]: day })}
            />
          ))}
        </tbody>
      </table>
      <p className="muted small">{words.numbers_note}</p>
    </section>
  )
}

type NumberLineProps = { one: DatedNumber; last_day: string; change: (day: string) => void }

const NumberLine = ({ one, last_day, change }: NumberLineProps) => {
  const words = use_words()
  const is_over = one.to !== undefined && one.to < today_local()
  // The card in use has its days in the part about insurance; a temporary code ends when a paper comes.
  const is_told_elsewhere = one.kind === 'temporary' || (one.kind === 'bhyt' && !is_over)
  return (
    <tr className={is_over ? 'over' : undefined}>
      <td>{words[one.kind]}</td>
      <td className="number">{one.value}</td>
      <td className="when" data-label={words.number_from}>
        {one.from ? show_moment(one.from) : '—'}
      </td>
      <td className="when" data-label={words.number_to}>
        {is_told_elsewhere ? (
          (one.to && show_moment(one.to)) || words.in_force
        ) : (
          <MomentInput
            kind="date"
            label={`${words.number_to}: ${words[one.kind]} ${one.value}`}
            value={last_day}
            change={change}
          />
        )}
      </td>
    </tr>
  )
}
