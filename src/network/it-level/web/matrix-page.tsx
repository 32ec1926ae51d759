import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { fold } from '../../../base/text/index.ts'
import { ask, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { FacilityLevel, GroupId, GroupStanding, LevelMatrix } from '../contract.ts'
import './level.css'
import { use_words } from './words.ts'

const groups: GroupId[] = ['INF', 'MGT', 'HIS', 'PACS', 'LIS', 'NFR', 'SEC']

/** All facilities beside one another: level of each group, who declared this year, who must rate again. */
const MatrixPage = () => {
  const words = use_words()
  const [text, set_text] = useState('')
  const [undeclared, set_undeclared] = useState(false)
  useEffect(() => {
    document.title = words.matrix_title
  }, [words])
  const found = useQuery({ queryKey: ['it-level', 'matrix'], queryFn: () => ask<LevelMatrix>('/hub/it-level') })
  const matrix = found.data
  if (!matrix)
    return found.error ? <RefusalNotice error={found.error} again={() => void found.refetch()} /> : <Waiting />
  const shown = matrix.facilities.filter(
    ({ name, facility, declared_at }) =>
      fold(`${name} ${facility}`).includes(fold(text)) && !(undeclared && declared_at !== null),
  )
  return (
    <div className="column level-column wide-column">
      <header className="page-head">
        <h1>{words.matrix_title}</h1>
        <span className="muted small">
          {words.law} · {words.counted(show_moment(matrix.at))}
        </span>
        <span className="push row">
          <Link href="/so/muc-cntt/tieu-chi">{words.definitions}</Link>
          <Link href="/so/khao-sat">{words.surveys}</Link>
        </span>
      </header>
      <Tiles matrix={matrix} />
      <div className="level-filter row wrap">
        <input
          className="box level-find"
          type="search"
          placeholder={words.find}
          aria-label={words.find}
          value={text}
          onChange={(event) => set_text(event.target.value)}
        />
        <label className="tick">
          <input type="checkbox" checked={undeclared} onChange={(event) => set_undeclared(event.target.checked)} />
          {words.only_missing}
        </label>
        <span className="muted small push">{words.legend}</span>
      </div>
      <div className="card scroll-x">
        <table className="level-matrix">
          <thead>
            <tr>
              <th>{words.facility}</th>
              <th>{words.level_head}</th>
              {groups.map((group) => (
                <th key={group}>{words.groups[group]}</th>
              ))}
              <th>{words.date}</th>
              <th>{words.declared_head(matrix.year)}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <MatrixRow key={line.facility} line={line} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="muted level-none">{words.none_found}</p>}
      </div>
      <p className="muted small level-foot">{words.law_note}</p>
    </div>
  )
}

const Tiles = ({ matrix }: { matrix: LevelMatrix }) => {
  const words = use_words()
  const { facilities, levels } = matrix
  const most = Math.max(...levels, 1)
  const count = (is: (line: FacilityLevel) => boolean): number => facilities.filter(is).length
  const tiles: [string, number][] = [
    [words.rated, count(({ standing }) => standing !== null)],
    [words.declared_year(matrix.year), count(({ declared_at }) => declared_at !== null)],
    [words.doubted_count, count(({ doubted }) => doubted > 0)],
  ]
  return (
    <div className="level-tiles">
      <section className="card level-spread">
        <h2>{words.spread}</h2>
        <ol>
          {levels.map((many, level) => (
            <li key={level} title={words.level(level)}>
              <span>{many}</span>
              <i style={{ height: `${(many / most) * 100}%` }} className={level === 0 ? 'none' : ''} />
              <small>{level}</small>
            </li>
          ))}
        </ol>
      </section>
      {tiles.map(([label, value]) => (
        <section key={label} className="card level-tile">
          <h2>{label}</h2>
          <p>
            <b>{value}</b> <small>{words.of(facilities.length)}</small>
          </p>
        </section>
      ))}
    </div>
  )
}

const MatrixRow = ({ line }: { line: FacilityLevel }) => {
  const words = use_words()
  const { standing, newest, said_level, previous_level } = line
  const differs = standing !== null && said_level !== null && said_level !== standing.level
  return (
    <tr>
      <th scope="row">
        <Link href={`/so/muc-cntt/${line.facility}`}>{line.name}</Link>
      </th>
      <td className="level-cell" data-label={words.level_head}>
        {standing ? (
          <>
            <b className={`level-badge at-${standing.level}`}>{words.level_short(standing.level)}</b>
            {differs && <small className="amber"> {words.said(said_level)}</small>}
            {previous_level !== null && previous_level !== standing.level && (
              <small className="muted"> {words.from(previous_level)}</small>
            )}
          </>
        ) : (
          <span className="muted">{words.not_rated}</span>
        )}
      </td>
      {groups.map((id) => (
        <GroupCell key={id} name={words.groups[id]} group={standing?.groups.find(({ group }) => group === id)} />
      ))}
      <td data-label={words.date}>{newest ? show_moment(newest.as_of) : ''}</td>
      <td data-label={words.declared_head(0)}>{line.declared_at === null ? '' : <span className="green">✓</span>}</td>
    </tr>
  )
}

/** Shade and words say the same. */
const GroupCell = ({ group, name }: { group: GroupStanding | undefined; name: string }) => {
  if (!group) return <td className="level-group" data-label={name} />
  const share = group.met / Math.max(group.total, 1)
  const shade = share === 1 ? 'full' : share >= 0.5 ? 'half' : share > 0 ? 'some' : 'bare'
  const short = { basic: 'cb', advanced: 'nc', none: '' }[group.grade ?? 'none']
  const reached = group.level === null ? short : group.level > 0 ? String(group.level) : ''
  return (
    <td className={`level-group ${shade}`} data-label={name} title={`${group.met}/${group.total}`}>
      {reached === '' ? `${group.met}/${group.total}` : <b>{reached}</b>}
    </td>
  )
}

export default MatrixPage
