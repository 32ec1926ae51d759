import { memo, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { Segments, use_growing, use_language } from '../../../base/ui/index.ts'
import { gap_sentence } from '../../counters/web/say.ts'
import type { ProvincePage, ProvinceRow, StepLine } from '../../deployment/contract.ts'
import { count_standings, percent_of, standing_of, standing_signs, standings, worst_step } from './facility-state.ts'
import { say_short } from './figures.ts'
import './tile-grid.css'
import { use_words } from './words.ts'

type Grouping = 'sort' | 'area'

/** From so many on, a name is a line of its own no more. */
const dense_from = 40

type Group = { id: string; count: number; rows: readonly ProvinceRow[] }

/** In the order in which the first of each group comes. */
const group_rows = (rows: ProvinceRow[], by: Grouping): Group[] => {
  const groups = new Map<string, ProvinceRow[]>()
  for (const row of rows) {
    const group = groups.get(row[by])
    if (group) group.push(row)
    else groups.set(row[by], [row])
  }
  return [...groups].map(([id, of]) => ({ id, count: of.length, rows: of }))
}

/** So many tiles a first screen holds; what lies below is drawn right after it was seen. */
const first_screen = 72

const use_growing_groups = (groups: Group[]): Group[] => {
  const shown = new Set(
    use_growing(
      groups.flatMap(({ rows }) => rows),
      first_screen,
    ),
  )
  return groups.map((group) => ({ ...group, rows: group.rows.filter((row) => shown.has(row)) }))
}

/** The province as tiles, one a facility: who stands where is seen from the end of the room, each leads to its page. */
export const TileGrid = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const [by, group_by] = useState<Grouping>('sort')
  const all = useMemo(() => group_rows(page.rows, by), [page.rows, by])
  const groups = use_growing_groups(all)
  const may_choose = new Set(page.rows.map(({ area }) => area)).size > 1
  const name_of = (id: string): string => (by === 'area' ? id || words.no_area : (words.sorts[id] ?? words.no_sort))
  return (
    <section className={page.rows.length > dense_from ? 'card tiles dense' : 'card tiles'} aria-label={words.grid}>
      <header className="tiles-head">
        <h2>{words.grid}</h2>
        <Legend rows={page.rows} />
        {may_choose && (
          <span className="push">
            <Segments
              label={words.group_by}
              value={by}
              options={[
                { value: 'sort', label: words.by_sort },
                { value: 'area', label: words.by_area },
              ]}
              choose={group_by}
            />
          </span>
        )}
      </header>
      <div className="tiles-groups">
        {groups.map(({ id, count, rows }) => (
          <div key={id} className="tiles-group" style={{ flexGrow: count }}>
            {groups.length > 1 && (
              <h3>
                {name_of(id)} <span className="muted">{count}</span>
              </h3>
            )}
            <ul>
              {rows.map((row) => (
                <Tile key={row.code} row={row} steps={page.steps} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

const Legend = ({ rows }: { rows: ProvinceRow[] }) => {
  const words = use_words()
  const counts = count_standings(rows)
  return (
    <p className="tiles-legend">
      {standings.map((standing) => (
        <span key={standing} title={words.standing_notes[standing]}>
          <i className={`tile-sign ${standing}`} aria-hidden>
            {standing_signs[standing]}
          </i>
          {words.standings[standing]} <b>{counts[standing]}</b>
        </span>
      ))}
    </p>
  )
}

const Tile = memo(({ row, steps }: { row: ProvinceRow; steps: StepLine[] }) => {
  const words = use_words()
  const { language } = use_language()
  const standing = standing_of(row)
  const percent = percent_of(row)
  const late = worst_step(row)
  const gap = row.exchange?.attention
  const said = [
    `${row.name}: ${words.standings[standing] ?? ''}, ${percent} %`,
    ...(gap ? [gap_sentence(language, gap, 'short')] : []),
    ...(late ? [words.late_full(steps.find(({ id }) => id === late.step)?.name ?? '', late.late_days)] : []),
  ].join(' · ')
  return (
    <li>
      <Link href={`/so/co-so/${row.code}`} className={`tile ${standing}`} title={said} aria-label={said}>
        <b>{say_short(row.name)}</b>
        <i className={`tile-sign ${standing}`}>{standing_signs[standing]}</i>
        <span className="tile-way" style={{ backgroundSize: `${percent}% 100%` }} />
        <span className="tile-percent">{percent}%</span>
        {late && <em>{words.late_short}</em>}
      </Link>
    </li>
  )
})
