import { useQuery } from '@tanstack/react-query'
import { ask, ListTable, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { DisclosedLine } from '../contract.ts'
import { BasisLine } from './basis-line.tsx'
import './exchange.css'
import { SentState } from './outgoing-list.tsx'
import { use_words } from './words.ts'

const Line = ({ line }: { line: DisclosedLine }) => {
  const words = use_words()
  return (
    <tr>
      <td className="when">{show_moment(line.posted_at.slice(0, 16))}</td>
      <td>
        {line.recipients.length === 0 && words.to_timeline}
        {line.recipients.map(({ code, name, state }) => (
          <div key={code} className="row wrap">
            {name} <SentState state={state} />
          </div>
        ))}
      </td>
      <td>{line.title}</td>
      <td className="small">{line.basis ? <BasisLine basis={line.basis} is_bare /> : words.by_look}</td>
      <td>{line.posted_by}</td>
    </tr>
  )
}

/** What of one patient was given to other houses, beside who looked at her chart here. */
const DisclosedLog = ({ patient }: { patient: string }) => {
  const words = use_words()
  const lines = useQuery({
    queryKey: ['exchange', 'disclosed', patient],
    queryFn: () => ask<DisclosedLine[]>(`/exchange/disclosed/${patient}`),
  })
  return (
    <section className="stack">
      <h2>{words.disclosed}</h2>
      <RefusalNotice error={lines.error} />
      {lines.data?.length === 0 && <p className="muted">{words.disclosed_none}</p>}
      {lines.data && lines.data.length > 0 && (
        <ListTable titles={[words.sent_at, words.to, words.document, words.basis_title, words.by_whom]}>
          {lines.data.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ListTable>
      )}
      <h2>{words.looked}</h2>
    </section>
  )
}

export default DisclosedLog
