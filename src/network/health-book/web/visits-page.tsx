import { useEffect } from 'react'
import { Link, useSearch } from 'wouter'
import { Empty, ListTable, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { ExchangeHead } from '../../exchange/web/exchange-head.tsx'
import type { NationalList, NationalTray } from '../contract.ts'
import { visits_place } from './places.ts'
import { VisitRow } from './visit-row.tsx'
import './visits.css'
import { use_national } from './visits-queries.ts'
import { use_words } from './visits-words.ts'

const trays: NationalTray[] = ['open', 'waiting', 'late', 'sent']
const tones: Partial<Record<NationalTray, string>> = { open: 'red', late: 'amber' }

const Trays = ({ here, counts }: { here: NationalTray; counts: NationalList['counts'] | undefined }) => {
  const words = use_words()
  return (
    <nav className="exchange-tabs" aria-label={words.trays_label}>
      {trays.map((tray) => (
        <Link key={tray} href={visits_place(tray)} aria-current={tray === here ? 'page' : undefined}>
          {words.trays[tray]}
          {tray !== 'sent' && counts !== undefined && counts[tray] > 0 && <b className={tones[tray]}>{counts[tray]}</b>}
        </Link>
      ))}
    </nav>
  )
}

type PageProps = { may_open: boolean; may_answer: boolean }

/** The visits of the house on their way to the insurance's portal and VNeID; what stands still, and who can move it. */
const VisitsPage = (props: PageProps) => {
  const words = use_words()
  const said = new URLSearchParams(useSearch()).get('khay')
  const tray = trays.find((one) => one === said) ?? 'open'
  const list = use_national(tray)
  const { data } = list
  useEffect(() => {
    document.title = `${words.title} · ${words.trays[tray]}`
  }, [words, tray])
  return (
    <div className="exchange visits">
      <ExchangeHead here="book_visits" />
      <Trays here={tray} counts={data?.counts} />
      <RefusalNotice error={list.error} again={() => void list.refetch()} />
      {list.isPending && <Waiting />}
      {data && !data.is_connected && <Empty title={words.off}>{words.off_note}</Empty>}
      {data?.is_connected && data.lines.length === 0 && <Empty title={words.none[tray]}>{words.none_note[tray]}</Empty>}
      {data?.is_connected && data.lines.length > 0 && (
        <ListTable className="visit-list" titles={[words.person, words.ended, words.standing, words.acts]}>
          {data.lines.map((visit) => (
            <VisitRow key={visit.about} visit={visit} {...props} />
          ))}
        </ListTable>
      )}
      {data?.is_connected && (
        <p className="muted small">
          {words.note} {words.due(data.due_h, data.due_source)}
        </p>
      )}
    </div>
  )
}

export default VisitsPage
