import { useQuery } from '@tanstack/react-query'
import { ask, Notice, RefusalNotice } from '../../../base/ui/index.ts'
import type { LetterCheck as Check } from '../contract.ts'

/** Beside the signature boxes of a letter: how long it counts, what its doors will ask, what is doubtful. */
export const LetterCheck = ({ sheet }: { sheet: string }) => {
  const { data, error, refetch } = useQuery({
    queryKey: ['letter-check', sheet],
    queryFn: () => ask<Check>(`/sheets/${sheet}/letter-check`),
    gcTime: 0,
  })
  if (error && !data) return <RefusalNotice error={error} again={() => void refetch()} />
  if (!data) return null
  return (
    <>
      {data.issues.map(({ severity, message }) => (
        <Notice key={message} tone={severity === 'error' ? 'red' : 'amber'}>
          {message}
        </Notice>
      ))}
      {data.facts.length > 0 && (
        <ul className="muted small">
          {data.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </>
  )
}
