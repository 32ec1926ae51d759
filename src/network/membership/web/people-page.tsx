import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fold } from '../../../base/text/index.ts'
import { ask, Button, Pill, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { People, PersonLine } from '../contract.ts'
import './hub.css'
import './members.css'
import { PersonDialog } from './person-dialog.tsx'
import { use_people_words } from './people-words.ts'

/** Which person of which facility sees and enters what on the board. */
const PeoplePage = ({ may_admit }: { may_admit: boolean }) => {
  const words = use_people_words()
  const client = useQueryClient()
  const [search, set_search] = useState('')
  const [adding, add] = useState(false)
  const [error, set_error] = useState<unknown>()
  const page = useQuery({ queryKey: ['board', 'people'], queryFn: () => ask<People>('/board/people') })
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  const done = () => void client.invalidateQueries({ queryKey: ['board', 'people'] })
  const turn = ({ id, active }: PersonLine) =>
    void ask(`/board/people/${id}/${active ? 'close' : 'open'}`, { body: {} }).then(() => {
      set_error(undefined)
      say_done(words.saved)
      done()
    }, set_error)
  const shown = page.data.people.filter(({ name, username, facility, facility_name }) =>
    fold([name, username, facility, facility_name].join(' ')).includes(fold(search)),
  )
  const { roles } = page.data
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.title}</h1>
        <span className="muted small">{words.note}</span>
        <span className="push row">
          <input
            className="box member-search"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={search}
            onChange={(event) => set_search(event.target.value)}
          />
          {may_admit && <Button onClick={() => add(true)}>{words.add}</Button>}
        </span>
      </header>
      <RefusalNotice error={error} />
      <div className="card scroll-x">
        <table className="hub-table stacks">
          <thead>
            <tr>
              {[words.name, words.facility, words.role, words.sees, words.acts, words.seen, ''].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                turn={may_admit && roles.includes(person.role) ? () => turn(person) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {adding && <PersonDialog roles={roles} done={done} close={() => add(false)} />}
    </div>
  )
}

const PersonRow = ({ person, turn }: { person: PersonLine; turn: (() => void) | undefined }) => {
  const words = use_people_words()
  const acts = person.acts ? (person.sees === 'all' ? words.acts_all : words.acts_own) : words.acts_none
  return (
    <tr>
      <td data-label={words.name}>
        <b>{person.name}</b> {!person.active && <Pill tone="red">{words.closed}</Pill>}
        <br />
        <small className="muted">{[person.username, person.title].filter(Boolean).join(' · ')}</small>
      </td>
      <td data-label={words.facility}>
        {person.facility_name} <small className="muted">{person.facility}</small>
      </td>
      <td data-label={words.role}>{words.roles[person.role] ?? person.role}</td>
      <td data-label={words.sees}>{words.sees_of[person.sees]}</td>
      <td data-label={words.acts}>{acts}</td>
      <td data-label={words.seen} className="nowrap">
        {person.seen_at && show_moment(person.seen_at)}
      </td>
      <td className="nowrap">
        {turn && (
          <Button look="quiet" onClick={turn}>
            {person.active ? words.close : words.open}
          </Button>
        )}
      </td>
    </tr>
  )
}

export default PeoplePage
