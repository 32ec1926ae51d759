import { say_count } from '../../counters/web/say.ts'
import type { BoardError } from '../contract.ts'
import { use_words } from './words.ts'

/** Why the hub refused or held, the most frequent first, each with its share as a bar. */
export const ErrorList = ({ errors }: { errors: BoardError[] }) => {
  const words = use_words()
  const most = Math.max(1, ...errors.map(({ count, held }) => count + held))
  if (errors.length === 0) return <p className="muted small">{words.no_errors}</p>
  return (
    <ul className="error-list">
      {errors.map((one) => (
        <li key={one.class}>
          <span>
            {words.classes[one.class] ?? one.class}
            {one.held > 0 && <span className="muted"> · {words.held_times(say_count(one.held))}</span>}
          </span>
          <i aria-hidden style={{ width: `${((one.count + one.held) / most) * 100}%` }} />
          <b>{say_count(one.count)}</b>
        </li>
      ))}
    </ul>
  )
}
