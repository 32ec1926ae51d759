import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { fold } from '../../../base/text/index.ts'
import { ask, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { StaffLine } from '../contract.ts'
import { staff_place } from './places.ts'
import './staff.css'
import { use_words } from './words.ts'

const Row = ({ line }: { line: StaffLine }) => {
  const words = use_words()
  const role = words.roles[line.role] ?? line.role
  return (
    <tr>
      <td>
        <Link href={staff_place(line.id)}>{line.name}</Link>
        {line.title !== role && <small className="muted">{line.title}</small>}
      </td>
      <td>{role}</td>
      <td>{line.department || words.whole_house}</td>
      <td>{line.username}</td>
      <td>{line.licence || <span className="muted">–</span>}</td>
    </tr>
  )
}

/** Everybody who can sign in here. @param more what other rooms know of them */
const StaffPage = ({ more }: { more?: ReactNode }) => {
  const words = use_words()
  const [typed, set_typed] = useState('')
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => ask<StaffLine[]>('/staff') })
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!staff.data) return staff.error ? <RefusalNotice error={staff.error} /> : <Waiting />
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  const shown = staff.data.filter((line) => {
    const text = fold([line.name, words.roles[line.role], line.department, line.username, line.licence].join(' '))
    return wanted.every((word) => text.includes(word))
  })
  return (
    <div className="column staff">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted">{words.count(staff.data.length)}</span>
        <input
          className="box push staff-find"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          onChange={(event) => set_typed(event.target.value)}
        />
      </header>
      {more}
      <div className="card scroll-x">
        {shown.length === 0 ? (
          <Empty title={words.none} />
        ) : (
          <table className="list staff-table">
            <thead>
              <tr>
                {[words.name, words.role, words.department, words.username, words.licence].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <Row key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <p className="muted small">{words.note}</p>
    </div>
  )
}

export default StaffPage
