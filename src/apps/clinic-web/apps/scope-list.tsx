import type { ReactNode } from 'react'
import type { ScopeLine } from '../../../platform/smart/contract.ts'
import { say_scope, use_scope_words } from './scope-words.ts'

type ScopeListProps = {
  lines: ScopeLine[]
  /** Given: each line may be left out. */
  chosen?: ReadonlySet<string>
  toggle?: (scope: string) => void
  /** The patients stand in a list of their own. */
  of_several?: boolean
  /** Further lines of the list. */
  children?: ReactNode
}

/** What an app may do, a line for each right, in words. */
export const ScopeList = ({ lines, chosen, toggle, of_several = false, children }: ScopeListProps) => {
  const words = use_scope_words()
  const said = lines.map((line) => ({ line, ...say_scope(words, line, of_several) }))
  return (
    <ul className="scope-list">
      {said.map(({ line, what, whose }, i) => {
        // The same whose as in the line above is not said again.
        const is_said = i > 0 && said[i - 1]?.whose === whose
        const text = (
          <span title={line.scope}>
            {what} {!is_said && <small>{whose}</small>}
          </span>
        )
        return (
          <li key={line.scope}>
            {toggle ? (
              <label className="tick">
                <input type="checkbox" checked={chosen?.has(line.scope)} onChange={() => toggle(line.scope)} />
                {text}
              </label>
            ) : (
              text
            )}
          </li>
        )
      })}
      {children}
    </ul>
  )
}
