import type { ReactNode } from 'react'
import type { ScopeLine } from '../../../platform/smart/contract.ts'
import { say_scope, use_scope_words } from './scope-words.ts'

type ScopeListProps = {
  lines: ScopeLine[]
  /** Given: each line may be left out. */
  chosen?: ReadonlySet<string>
  toggle?: (scope: string) => void
  /** Further lines of the list. */
  children?: ReactNode
}

/** What an app may do, a line for each right, in words. */
export const ScopeList = ({ lines, chosen, toggle, children }: ScopeListProps) => {
  const words = use_scope_words()
  return (
    <ul className="scope-list">
      {lines.map((line) => {
        const { what, whose } = say_scope(words, line)
        const text = (
          <span title={line.scope}>
            {what} <small>{whose}</small>
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
