import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { DefinitionMark } from '../../board/web/definition-mark.tsx'
import { say_unit } from '../../board/web/figures.ts'
import '../../counters/web/marks.css'
import { page_fresh_ms } from '../../monitor/contract.ts'
import { Staleness } from '../../monitor/web/board-fresh.tsx'
import { flow_place } from '../../monitor/web/places.ts'
import type { PharmacyUse, PrescribingPage as Page } from '../contract.ts'
import './activity.css'
import { LookedAt } from './looked-at.tsx'
import { say } from './say.ts'
import { TimeBar } from './time-bar.tsx'
import { use_time } from './use-time.ts'
import { use_words } from './words.ts'

/** Prescribing and the sale of prescriptions (MON-26): what houses sign, what of it the hub saw sold; beside it what people looked at. */
const PrescribingPage = () => {
  const words = use_words()
  const time = use_time()
  const page = useQuery({
    queryKey: ['board', 'prescribing', time.query],
    queryFn: () => ask<Page>(`/board/prescribing${time.query}`),
    refetchInterval: page_fresh_ms,
    placeholderData: (before) => before,
  })
  useEffect(() => {
    document.title = words.prescribing
  }, [words])
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  const { data } = page
  return (
    <div className="column board activity">
      <TimeBar title={words.prescribing} here="prescribing" shown={data} time={time} />
      <RefusalNotice error={page.error} />
      <Staleness head={data} />
      <UseTiles page={data} />
      <Houses page={data} />
      <Pharmacies page={data} />
      <LookedAt />
      <p className="muted small">{words.use_note}</p>
    </div>
  )
}

const share = (part: number | null, whole: number | null): string | null =>
  part === null || whole === null || whole === 0 ? null : say((part / whole) * 100, 1)

const UseTiles = ({ page: { total, walked_at } }: { page: Page }) => {
  const words = use_words()
  const tile = (
    name: 'signed' | 'national' | 'missing' | 'named' | 'handed' | 'waiting',
    figure: string,
    note = '',
  ) => (
    <article key={name} className="card board-tile act-tile">
      <div className="tile-body">
        <h2>{words[name]}</h2>
        <p className={name === 'missing' && total.missing > 0 ? 'big amber' : 'big'}>{say(total[name])}</p>
        <p className="note">{note}</p>
      </div>
      <DefinitionMark title={words[name]} figures={[`don_thuoc.${figure}`]} at={walked_at} />
    </article>
  )
  const at_national = share(total.national, total.signed)
  const sold = total.named === 0 ? null : share(total.handed, total.named)
  return (
    <section className="act-tiles act-six">
      {tile('signed', 'da_ky')}
      {tile('national', 'quoc_gia', at_national === null ? '' : words.share_of_signed(at_national))}
      {tile('missing', 'thieu')}
      {tile('named', 'nha_thuoc')}
      {tile('handed', 'da_ban', sold === null ? '' : words.sold_share(sold))}
      {tile('waiting', 'chua_lay')}
    </section>
  )
}

const use_names = ['named', 'handed', 'returned', 'waiting'] as const

const Uses = ({ line }: { line: PharmacyUse }) => (
  <>
    {use_names.map((name) => (
      <td key={name} className={line[name] === 0 ? 'zero' : undefined}>
        {say(line[name])}
      </td>
    ))}
  </>
)

const Houses = ({ page: { houses } }: { page: Page }) => {
  const words = use_words()
  return (
    <section className="card act-card">
      <h2>{words.houses}</h2>
      {houses.length === 0 ? (
        <Empty title={words.no_houses} />
      ) : (
        <div className="scroll-x">
          <table className="counts-table">
            <thead>
              <tr>
                <th scope="col" className="text">
                  {words.facility}
                </th>
                {([...['signed', 'national', 'missing'], ...use_names] as const).map((name) => (
                  <th key={name} scope="col">
                    {words[name as 'signed']}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {houses.map((line) => (
                <tr key={line.facility}>
                  <th scope="row">
                    <Link href={flow_place(line.facility)} title={line.name}>
                      {say_unit(line.name)}
                    </Link>
                  </th>
                  <td>{say(line.signed)}</td>
                  <td>{say(line.national)}</td>
                  <td className={line.missing > 0 ? 'bad' : 'zero'}>{say(line.missing)}</td>
                  <Uses line={line} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

const Pharmacies = ({ page: { pharmacies } }: { page: Page }) => {
  const words = use_words()
  return (
    <section className="card act-card">
      <h2>{words.pharmacies}</h2>
      {pharmacies.length === 0 ? (
        <Empty title={words.no_pharmacy} />
      ) : (
        <div className="scroll-x">
          <table className="counts-table">
            <thead>
              <tr>
                <th scope="col" className="text">
                  {words.pharmacy}
                </th>
                {use_names.map((name) => (
                  <th key={name} scope="col">
                    {words[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pharmacies.map((line) => (
                <tr key={line.pharmacy}>
                  <th scope="row">{line.name}</th>
                  <Uses line={line} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

export default PrescribingPage
