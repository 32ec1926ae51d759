import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { ask, Dialog, RefusalNotice, show_moment, use_language, Waiting } from '../../../base/ui/index.ts'
import type { CountedKind, MissingDocument } from '../contract.ts'
import { say_day, say_kind } from './say.ts'
import { use_words } from './words.ts'

type MissingDialogProps = { day: string; kind: CountedKind; may_open: boolean; close: () => void }

/** A facility's own documents of one day that did not arrive; each leads to where something can be done. */
export const MissingDialog = ({ day, kind, may_open, close }: MissingDialogProps) => {
  const words = use_words()
  const { language } = use_language()
  const missing = useQuery({
    queryKey: ['counters', 'missing', day, kind],
    queryFn: () => ask<MissingDocument[]>(`/counters/${day}/missing?kind=${kind}`),
  })
  const found = missing.data ?? []
  return (
    <Dialog wide title={words.missing_title(say_kind(language, kind), say_day(day))} close={close}>
      <RefusalNotice error={missing.error} />
      {missing.isPending && <Waiting />}
      {missing.data && found.length === 0 && <p>{words.missing_none}</p>}
      {found.length > 0 && (
        <div className="scroll-x">
          <table className="counts-table">
            <thead>
              <tr>
                <th scope="col" className="text">
                  {words.at}
                </th>
                <th scope="col" className="text">
                  {words.where}
                </th>
                <th scope="col" className="text">
                  {words.why}
                </th>
                <th />
              </tr>
            </thead>
            <tbody>
              {found.map((one, i) => (
                <MissingRow key={`${one.encounter} ${i}`} one={one} may_open={may_open} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="muted small">{words.missing_note}</p>
    </Dialog>
  )
}

const MissingRow = ({ one, may_open }: { one: MissingDocument; may_open: boolean }) => {
  const words = use_words()
  return (
    <tr>
      <td className="text">{show_moment(one.at)}</td>
      <td className="text">{words.states_of[one.state]}</td>
      <td className="text">{one.why}</td>
      <td>
        {may_open && one.encounter !== '' && <Link href={`/benh-an/${one.encounter}`}>{words.open}</Link>}
        {may_open && one.encounter === '' && <Link href="/lien-thong/di">{words.open_outbox}</Link>}
      </td>
    </tr>
  )
}
