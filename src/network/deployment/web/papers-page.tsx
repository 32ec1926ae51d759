import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, query_string, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_unit } from '../../board/web/figures.ts'
import { asked_kinds, type EntryLine, type WaitingPlan } from '../contract.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import './deployment.css'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import { TableActs } from './table-acts.tsx'
import { use_definitions } from './use-definitions.ts'
import { use_province } from '../../board/web/use-province.ts'
import { use_words } from './words.ts'

const signs: Record<string, string> = { open: '…', submitted: '?', approved: '✓', returned: '↩' }

/** Facilities × the nine papers: what is there, what waits for the Sở, what is missing. */
const PapersPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_words()
  const definitions = use_definitions()
  const { province, chosen } = use_province()
  const papers = useQuery({
    queryKey: ['board', 'entries', 'document'],
    queryFn: () => ask<EntryLine[]>('/board/entries?kind=document'),
  })
  const waits = useQuery({
    queryKey: ['board', 'entries', 'submitted'],
    queryFn: () => ask<EntryLine[]>('/board/entries?state=submitted'),
  })
  const plans = useQuery({
    queryKey: ['board', 'waiting-plans'],
    queryFn: () => ask<WaitingPlan[]>('/board/waiting-plans'),
  })
  useEffect(() => {
    document.title = words.papers
  }, [words])
  const error = papers.error ?? province.error ?? definitions.error
  if (!papers.data || !province.data || !definitions.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const others = waits.data?.filter(({ kind }) => kind !== 'document' && !asked_kinds.includes(kind)) ?? []
  const waiting = papers.data.filter(({ state }) => state === 'submitted').length
  const name_of = (code: string): string => province.data.rows.find((row) => row.code === code)?.name ?? code
  const found = (code: string, paper: string): EntryLine | undefined =>
    papers.data.find(({ facility, body }) => facility === code && body['paper'] === paper)
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.papers}</h1>
        <span className="muted small">{words.papers_note}</span>
        {may_decide && waiting > 0 && <b className="amber">{words.waiting(waiting)}</b>}
        <span className="push row wrap">
          <ProgrammePick chosen={chosen} shown={province.data.programme.id} />
          <TableActs what="document" may_import={may_decide} />
        </span>
      </header>
      <RefusalNotice error={waits.error ?? plans.error} />
      <div className="card scroll-x">
        <table className="dep-table dep-matrix">
          <thead>
            <tr>
              <th>{words.unit}</th>
              {definitions.data.papers.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {province.data.rows.map(({ code, name }) => (
              <tr key={code}>
                <th scope="row">
                  <Link href={`/so/co-so/${code}/ho-so`} title={name}>
                    {say_unit(name)}
                  </Link>
                </th>
                {definitions.data.papers.map(({ id, name: paper }) => {
                  const state = found(code, id)?.state ?? 'missing'
                  const said = state === 'missing' ? words.missing : words.states[state]
                  return (
                    <td key={id} className={`dep-paper ${state}`} title={`${paper}: ${said}`}>
                      <Link href={`/so/co-so/${code}/ho-so`} aria-label={`${name}, ${paper}: ${said}`}>
                        {signs[state] ?? '–'}
                      </Link>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small dep-legend">
        {Object.entries(signs).map(([state, sign]) => (
          <span key={state}>
            <b className={`dep-paper ${state}`}>{sign}</b> {words.states[state]}
          </span>
        ))}
        <span>
          <b className="dep-paper missing">–</b> {words.missing}
        </span>
      </p>
      {others.length + (plans.data?.length ?? 0) > 0 && (
        <section className="dep-part">
          <header>
            <h2>{words.also_waiting}</h2>
          </header>
          <ul className="card dep-list">
            {plans.data?.map(({ facility, programme, programme_name, version, submitted_at }) => (
              <li key={`${facility} ${programme}`}>
                <Link href={`/so/co-so/${facility}/ke-hoach${query_string({ 'chuong-trinh': programme })}`}>
                  <b>{name_of(facility)}</b>
                  <span>
                    {words.plan(version)}
                    {chosen.all.length > 1 && <span className="muted"> · {programme_name}</span>}
                  </span>
                  <span className="muted push">{submitted_at && show_moment(submitted_at)}</span>
                </Link>
              </li>
            ))}
            {others.map(({ id, facility, kind, updated_at }) => (
              <li key={id}>
                <Link href={page_of_kind(facility, kind)}>
                  <b>{name_of(facility)}</b>
                  <span>{definitions.data.registers.find((one) => one.kind === kind)?.name}</span>
                  <span className="muted push">{show_moment(updated_at)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

export default PapersPage
