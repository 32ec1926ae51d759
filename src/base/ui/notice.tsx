import type { ReactNode } from 'react'
import { Refused } from './ask.ts'
import { Button } from './button.tsx'
import { use_ui_words } from './words.ts'

/** What went wrong, in the server's own words: it says who can put it right and which article asks for it. */
export const RefusalNotice = ({ error, again }: { error: unknown; again?: (() => void) | undefined }) => {
  const words = use_ui_words()
  if (!error) return null
  const issues =
    error instanceof Refused ? error.issues : [{ message: error instanceof Error ? error.message : String(error) }]
  return (
    <div className="notice red" role="alert">
      <ul>
        {issues.map((issue, index) => (
          <li key={index}>
            {issue.message}
            {'law' in issue && issue.law && (
              <span className="law">
                {words.law}: {issue.law}
              </span>
            )}
          </li>
        ))}
      </ul>
      {again && (
        <Button look="link" onClick={again}>
          {words.again}
        </Button>
      )}
    </div>
  )
}

export const Notice = ({ tone, children }: { tone?: 'amber' | 'red' | 'green'; children: ReactNode }) => (
  <div className={tone ? `notice ${tone}` : 'notice'}>{children}</div>
)

/** An empty list says why it is empty. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <b>{title}</b>
    {children}
  </div>
)

export const Waiting = () => {
  const words = use_ui_words()
  return (
    <div className="waiting" role="status">
      <span className="sr">{words.loading}</span>
    </div>
  )
}
