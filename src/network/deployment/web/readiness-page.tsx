import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { fold } from '../../../base/text/index.ts'
import { ask, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { say_day, say_number, say_unit } from '../../board/web/figures.ts'
import type { ReadinessGroup, ReadinessList, ReadinessPage, ReadinessRule as Rule } from '../readiness/contract.ts'
import './deployment.css'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import { ReadinessRule } from './readiness-rule.tsx'
import { use_words } from './readiness-words.ts'
import './readiness.css'
import { use_programme } from '../../board/web/use-programme.ts'

type Row = ReadinessList['rows'][number]

/** Every facility's newest survey by the rule, one line each, under the province's average. */
const ComparePage = () => {
  const words = use_words()
  const [text, set_text] = useState('')
  useEffect(() => {
    document.title = words.compare_title
  }, [words])
  const chosen = use_programme()
  const found = useQuery({
    queryKey: ['board', 'readiness', chosen.id],
    queryFn: () => ask<ReadinessPage>(`/board/readiness${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
    placeholderData: (before) => before,
  })
  if (!found.data) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  const { rule, average, rows } = found.data
  const shown = rows.filter(({ name, facility }) => fold(`${name} ${facility}`).includes(fold(text)))
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.compare_title}</h1>
        <span className="muted small">{words.average_note(average.facilities)}</span>
        <span className="push row">
          <input
            className="box ready-find"
            type="search"
            placeholder={words.find}
            aria-label={words.find}
            value={text}
            onChange={(event) => set_text(event.target.value)}
          />
          <ProgrammePick chosen={chosen} shown={found.data.programme} />
          <a
            className="btn"
            href={`/api/board/export.xlsx${query_string({ what: 'readiness', programme: found.data.programme })}`}
          >
            {words.export}
          </a>
        </span>
      </header>
      <div className="card scroll-x">
        <table className="dep-table ready-list stacks">
          <Head rule={rule} />
          <tbody>
            <AverageRow rule={rule} average={average} />
            {shown.map((row) => (
              <FacilityRow key={row.facility} row={row} rule={rule} />
            ))}
          </tbody>
        </table>
      </div>
      <ReadinessRule rule={rule} />
    </div>
  )
}

const Head = ({ rule }: { rule: Rule }) => {
  const words = use_words()
  return (
    <thead>
      <tr>
        {[words.facility, words.day, words.total].map((label) => (
          <th key={label}>{label}</th>
        ))}
        {rule.groups.map(({ id, name }) => (
          <th key={id}>{name}</th>
        ))}
        <th>{words.level_row}</th>
        <th>{words.answers}</th>
      </tr>
    </thead>
  )
}

const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : `${say_number(value)} %`

const AverageRow = ({ rule, average }: { rule: Rule; average: ReadinessList['average'] }) => {
  const words = use_words()
  const of_group = (id: ReadinessGroup) => average.groups.find(({ group }) => group === id)?.percent
  return (
    <tr className="ready-average">
      <th scope="row">{words.average}</th>
      <td />
      <td data-label={words.total}>{percent(average.total)}</td>
      {rule.groups.map(({ id, name }) => (
        <td key={id} className="ready-cell" data-label={name}>
          {percent(of_group(id))}
        </td>
      ))}
      <td />
      <td />
    </tr>
  )
}

const shade = (value: number): string => (value >= 90 ? 'full' : value >= 50 ? 'half' : 'some')

const FacilityRow = ({ row: { facility, name, score }, rule }: { row: Row; rule: Rule }) => {
  const words = use_words()
  const link = <Link href={`/so/co-so/${facility}/khao-sat`}>{say_unit(name)}</Link>
  if (!score)
    return (
      <tr>
        <th scope="row">{link}</th>
        <td className="muted" colSpan={rule.groups.length + 4}>
          {words.none}
        </td>
      </tr>
    )
  const { total, level } = score
  return (
    <tr>
      <th scope="row">{link}</th>
      <td data-label={words.day} className="nowrap">
        {say_day(score.on)}
      </td>
      <td data-label={words.total} className="nowrap">
        <b>{percent(total.percent)}</b>
      </td>
      {score.groups.map((group) => (
        <td
          key={group.group}
          data-label={rule.groups.find(({ id }) => id === group.group)?.name}
          className={`ready-cell ${group.percent === null ? 'muted' : shade(group.percent)}`}
          title={words.answered(group.answered, group.asked)}
        >
          {group.percent === null ? words.unanswered : percent(group.percent)}
        </td>
      ))}
      <td data-label={words.level_row}>{level.is_sure ? words.level(level.level) : words.at_least(level.level)}</td>
      <td data-label={words.answers} className="nowrap">
        {total.answered}/{total.asked}
      </td>
    </tr>
  )
}

export default ComparePage
