import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Pill, show_moment, use_keys } from '../../../base/ui/index.ts'
import type { WardRow } from '../../../chart/encounters/contract.ts'
import { use_words } from './words.ts'

/** Arrows walk, Enter opens. The row under the keys is also the row under the focus, so a screen reader hears it. */
export const WardTable = ({ rows, shows_department }: { rows: WardRow[]; shows_department: boolean }) => {
  const words = use_words()
  const [, go] = useLocation()
  const [at, set_at] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const walk = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + step))
    set_at(next)
    body.current?.rows[next]?.querySelector('a')?.focus()
  }
  const open = () => {
    const row = rows[at]
    if (row) go(`/benh-an/${row.encounter}`)
  }
  use_keys(words.keys, [
    { key: 'ArrowDown', label: words.next, run: () => walk(1) },
    { key: 'ArrowUp', label: words.previous, run: () => walk(-1) },
    { key: 'Enter', label: words.open, run: open },
    { key: 'h', label: words.person, run: () => rows[at] && go(`/nguoi-benh/${rows[at].patient}`) },
  ])
  useEffect(() => {
    if (document.activeElement === document.body)
      body.current?.rows[0]?.querySelector('a')?.focus({ preventScroll: true })
  }, [])
  return (
    <table className="ward-table card">
      <thead>
        <tr>
          <th scope="col">{words.bed}</th>
          <th scope="col">{words.name}</th>
          <th scope="col" className="num">
            {words.day}
          </th>
          <th scope="col">{words.diagnosis}</th>
          <th scope="col">{words.payer}</th>
          <th scope="col">{words.todo}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <WardLine
            key={row.encounter}
            row={row}
            is_here={index === at}
            shows_department={shows_department}
            come={() => set_at(index)}
            open={() => go(`/benh-an/${row.encounter}`)}
          />
        ))}
      </tbody>
    </table>
  )
}

type WardLineProps = { row: WardRow; is_here: boolean; shows_department: boolean; come: () => void; open: () => void }

const WardLine = ({ row, is_here, shows_department, come, open }: WardLineProps) => {
  const words = use_words()
  const gender =
    row.gender === 'female' || row.gender === '2'
      ? words.female
      : row.gender === 'male' || row.gender === '1'
        ? words.male
        : row.gender
  return (
    <tr className={is_here ? 'here' : undefined} onClick={open} onFocus={come}>
      <td className="ward-bed">
        {row.bed ? (
          <>
            <b>{row.bed}</b> <small>{row.room}</small>
          </>
        ) : (
          <small className="amber">{words.no_bed}</small>
        )}
        {shows_department && <small className="ward-department">{row.department}</small>}
      </td>
      <td className="ward-name">
        <Link href={`/benh-an/${row.encounter}`} onClick={(event) => event.stopPropagation()}>
          {row.name}
        </Link>
        <small>
          {[[gender, row.age].filter(Boolean).join(', '), show_moment(row.birth_date), row.admission_number]
            .filter(Boolean)
            .join(' · ')}
          <span className="ward-person">
            {' · '}
            <Link href={`/nguoi-benh/${row.patient}`} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
              {words.person_short}
            </Link>
          </span>
        </small>
      </td>
      <td className="num" title={`${words.admitted} ${show_moment(row.admitted_at.slice(0, 16))}`}>
        {row.day}
      </td>
      <td className="ward-diagnosis">
        {row.diagnosis} {row.diagnosis_code && <code>{row.diagnosis_code}</code>}
      </td>
      <td className="ward-payer">{row.payer}</td>
      <td className="ward-todo">
        {row.allergies.length > 0 && (
          <Pill tone="red">
            {words.allergy}: {row.allergies.join(', ')}
          </Pill>
        )}
        {row.unsigned > 0 && <Pill>{words.unsigned(row.unsigned)}</Pill>}
        {row.alerts.map((alert) => (
          <span key={alert} className="ward-alert">
            {alert}
          </span>
        ))}
      </td>
    </tr>
  )
}
