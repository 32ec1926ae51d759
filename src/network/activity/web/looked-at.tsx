import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { ask, RefusalNotice } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { EntryLine } from '../../deployment/contract.ts'
import { use_words } from './words.ts'

const shown_max = 10
const kind = 'medicines'
const text_of = (line: EntryLine, id: string): string => (typeof line.body[id] === 'string' ? line.body[id] : '')

/** What who went to look wrote down (the register of MON-26), the latest first, beside what is counted. */
export const LookedAt = () => {
  const words = use_words()
  const lines = useQuery({
    queryKey: ['board', 'entries', kind],
    queryFn: () => ask<EntryLine[]>(`/board/entries?kind=${kind}`),
  })
  const shown = [...(lines.data ?? [])]
    .sort((a, b) => text_of(b, 'on').localeCompare(text_of(a, 'on')))
    .slice(0, shown_max)
  return (
    <section className="card act-card act-looked">
      <h2>{words.looked_at}</h2>
      <RefusalNotice error={lines.error} />
      <ul>
        {shown.map((line) => (
          <li key={line.id}>
            <Link href={`/so/co-so/${line.facility}/ho-so`}>
              {say_day(text_of(line, 'on'))} · {text_of(line, 'subject')}
            </Link>{' '}
            <span className="muted">
              {[text_of(line, 'finding'), line.body['updated_from_bids'] === true ? words.from_bids : '']
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted small">
        {lines.data?.length === 0 && `${words.looked_at_none}. `}
        {words.looked_at_note}
      </p>
    </section>
  )
}
