import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import {
  ask,
  Button,
  Empty,
  MomentInput,
  query_string,
  RefusalNotice,
  Segments,
  Waiting,
} from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day, say_number } from '../../board/web/figures.ts'
import type { RegisterLine, RegisterPage as Page } from '../contract.ts'
import { AddFacilityDialog } from './add-facility-dialog.tsx'
import './deployment.css'
import './register.css'
import { use_register_words, type RegisterWords } from './register-words.ts'
import { TableActs } from './table-acts.tsx'
import { use_words } from './words.ts'

/** Every facility of the province as it stood on a day: found by any name it ever had. */
const RegisterPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_register_words()
  const [on, set_on] = useState('')
  const [kind, set_kind] = useState('hospital')
  const [search, set_search] = useState('')
  const [is_adding, add] = useState(false)
  const [, go] = useLocation()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const query = query_string({ on, kind: kind === 'all' ? '' : kind, search: search.trim() })
  const page = useQuery({
    queryKey: ['board', 'register', query],
    queryFn: () => ask<Page>(`/board/register${query}`),
    placeholderData: (before) => before,
  })
  const data = page.data
  const count = (one: string): number =>
    one === 'all' ? Object.values(data?.by_kind ?? {}).reduce((sum, of) => sum + of, 0) : (data?.by_kind[one] ?? 0)
  const kinds = Object.keys(words.kinds).filter((one) => one === kind || count(one) > 0)
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.title}</h1>
        <span className="push row wrap">
          <TableActs what="facilities" may_import={may_decide} />
          {may_decide && (
            <Button look="primary" onClick={() => add(true)}>
              {words.add_facility}
            </Button>
          )}
        </span>
      </header>
      <div className="row wrap reg-bar">
        <Segments
          label={words.sort}
          value={kind}
          options={[...kinds, 'all'].map((value) => ({
            value,
            label: `${words.kinds[value] ?? words.all} ${say_number(count(value))}`,
          }))}
          choose={set_kind}
        />
        <input
          className="box reg-search push"
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => set_search(event.target.value)}
        />
        <label className="row reg-day">
          <span className="muted">{words.at_day}</span>
          <MomentInput kind="date" value={on || (data?.today ?? '')} change={set_on} />
        </label>
      </div>
      <RefusalNotice error={page.error} />
      {data ? <RegisterTable page={data} /> : !page.error && <Waiting />}
      {is_adding && data && (
        <AddFacilityDialog
          today={data.today}
          done={(code) => go(`/so/co-so/${code}/thong-tin`)}
          close={() => add(false)}
        />
      )}
    </div>
  )
}

const RegisterTable = ({ page }: { page: Page }) => {
  const words = use_register_words()
  if (page.lines.length === 0)
    return (
      <div className="card">
        <Empty title={words.none}>{words.none_note}</Empty>
      </div>
    )
  return (
    <>
      <div className="card scroll-x">
        <table className="dep-table stacks reg-table">
          <thead>
            <tr>
              <th>{words.code}</th>
              <th>{words.name}</th>
              <th>{words.sort}</th>
              <th>{words.level}</th>
              <th className="number">{words.beds}</th>
              <th>{words.area}</th>
              <th>{words.contact}</th>
              <th>{words.since}</th>
            </tr>
          </thead>
          <tbody>
            {page.lines.map((line) => (
              <RegisterRow key={line.code} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {page.lines.length < page.total && (
        <p className="muted small dep-foot">{words.shown(page.lines.length, page.total)}</p>
      )}
    </>
  )
}

const level_words = ({ state }: RegisterLine, words: RegisterWords): string =>
  [state?.level && words.level_of(state.level), state?.rank && words.rank_of(state.rank)].filter(Boolean).join(' · ')

const RegisterRow = ({ line }: { line: RegisterLine }) => {
  const words = use_register_words()
  const { sorts, ownership } = use_words()
  const { state } = line
  const [contact] = state?.contacts ?? []
  return (
    <tr className={line.ended ? 'reg-ended' : undefined}>
      <td data-label={words.code} className="nowrap">
        {line.code}
        {line.gln && <small className="muted block">{line.gln}</small>}
      </td>
      <td data-label={words.name}>
        <Link href={`/so/co-so/${line.code}/thong-tin`}>
          <b>{line.name}</b>
        </Link>
        {line.name_now !== line.name && <small className="muted block">{words.now_called(line.name_now)}</small>}
        {line.place === null && line.kind === 'hospital' && !line.ended && (
          <small className="muted block">
            {[words.outside, ...(line.membership === 'approved' ? [] : [words.memberships[line.membership]])].join(
              ' · ',
            )}
          </small>
        )}
        {line.ended && (
          <small className="amber block">{words.ended(say_day(line.ended.on), line.ended.into ?? '')}</small>
        )}
      </td>
      <td data-label={words.sort}>
        {state ? (
          `${sorts[state.sort] ?? state.sort}, ${ownership[state.ownership] ?? ''}`
        ) : (
          <span className="muted">{words.nothing_said}</span>
        )}
      </td>
      <td data-label={words.level} className="nowrap">
        {level_words(line, words)}
      </td>
      <td data-label={words.beds} className="number">
        {state?.beds === null || state?.beds === undefined ? '' : say_number(state.beds)}
      </td>
      <td data-label={words.area}>{line.areas.map(({ name }) => name).join(', ')}</td>
      <td data-label={words.contact}>
        {contact?.name}
        {contact?.phone && <small className="muted block">{contact.phone}</small>}
      </td>
      <td data-label={words.since} className="nowrap">
        {state && say_day(state.from_day)}
      </td>
    </tr>
  )
}

export default RegisterPage
