import { Button, Refused } from '../../../../base/ui/index.ts'
import { use_words } from '../words.ts'

/** What stands in the way, each line leading to its field. */
export const IssueList = ({ error, go }: { error: unknown; go: (item: string) => void }) => {
  const words = use_words()
  if (!error) return null
  const issues =
    error instanceof Refused ? error.issues : [{ message: String(error), expression: undefined, law: undefined }]
  return (
    <div className="notice red" role="alert">
      <b>{words.still_missing}</b>
      <ul>
        {issues.map((issue, index) => (
          <li key={index}>
            {issue.message}{' '}
            {issue.expression && (
              <Button look="link" onClick={() => go(issue.expression ?? '')}>
                {words.go_to}
              </Button>
            )}
            {issue.law && <span className="law">{issue.law}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
