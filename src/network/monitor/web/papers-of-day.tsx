import { say_count } from '../../counters/web/say.ts'
import type { FlowSum } from '../contract.ts'
import { use_words } from './words.ts'

/** Rounded down: 99,99 is not all. */
const say_share = (part: number, whole: number): string =>
  (Math.floor((part / whole) * 1_000) / 10).toLocaleString('vi-VN')

type PapersOfDayProps = {
  flow: FlowSum
  /** Facilities that said nothing of the day although they speak: what they owe is not among the papers due. */
  untold: number
}

/** Yesterday's papers in one tile: how many of those due arrived, how many are missing, and why the hub refuses most. */
export const PapersOfDay = ({ flow: { papers, errors }, untold }: PapersOfDayProps) => {
  const words = use_words()
  const { due, arrived, missing } = papers
  const waiting = Math.max(0, due - arrived - missing)
  const [error] = errors
  if (due === 0) return <p className="note">{words.nothing_due}</p>
  return (
    <>
      <p className="big">
        {say_share(arrived, due)} <small>% · {words.arrived(say_count(arrived), say_count(due))}</small>
      </p>
      <p className="note">
        <span className={missing > 0 ? 'amber' : ''}>{words.papers_missing(say_count(missing))}</span>
        {untold > 0 && <span className="red"> · {words.untold(say_count(untold))}</span>}
        {waiting > 0 && ` · ${words.papers_waiting(say_count(waiting))}`}
      </p>
      <p className="note cut">
        {error && error.count > 0
          ? words.top_error(words.classes[error.class] ?? error.class, say_count(error.count))
          : words.no_refusals}
      </p>
    </>
  )
}
