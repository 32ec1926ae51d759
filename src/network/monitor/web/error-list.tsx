import { say_count } from '../../counters/web/say.ts'
import type { BoardError } from '../contract.ts'
import { use_words } from './words.ts'

/** Why the hub refused, the most frequent first, each with its share as a bar. */
export const ErrorList = ({ errors }: { errors: BoardError[] }) => {
  const words = use_words()
  const most = Math.max(1, ...errors.map(({ count }) => count))
  if (errors.length === 0) return <p className="muted small">{words.no_errors}</p>
  return (
    <ul className="error-list">
      {errors.map((one) => (
        <li key={one.class}>
          <span>{words.classes[one.class] ?? one.class}</span>
          <i aria-hidden style={{ width: `${(one.count / most) * 100}%` }} />
          <b>{say_count(one.count)}</b>
        </li>
      ))}
    </ul>
  )
}
