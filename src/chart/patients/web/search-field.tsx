import { useState } from 'react'
import { useLocation } from 'wouter'
import { Key, Pick, show_moment } from '../../../base/ui/index.ts'
import type { PatientHit } from '../contract.ts'
import { find_patients, person_place, place_of, say_death } from './find.ts'
import type { Ways } from './find.ts'
import './patients.css'
import { use_words } from './words.ts'

type Row = { kind: 'hit'; hit: PatientHit } | { kind: 'more' } | { kind: 'register' }

const field_id = 'patient-search'

type SearchProps = Ways & { may_register: boolean }

/** The one search of the house. The last line always offers to register somebody new. */
export const PatientSearchField = ({ may_register, ...ways }: SearchProps) => {
  const words = use_words()
  const [text, set_text] = useState('')
  const [, go] = useLocation()
  const search = async (asked: string, signal: AbortSignal): Promise<Row[]> => {
    const { hits, more } = await find_patients(asked, signal)
    return [
      ...hits.map((hit): Row => ({ kind: 'hit', hit })),
      ...(more ? [{ kind: 'more' } as const] : []),
      ...(may_register ? [{ kind: 'register' } as const] : []),
    ]
  }
  /** The keys of the page that opens are for that page. */
  const leave = () => document.getElementById(field_id)?.blur()
  const choose = (row: Row) => {
    const to = row.kind === 'hit' ? place_of(row.hit, ways) : `/dang-ky?ten=${encodeURIComponent(text)}`
    set_text('')
    leave()
    go(to)
  }
  const open_person = (hit: PatientHit) => {
    set_text('')
    leave()
    go(person_place(hit.id))
  }
  return (
    <div className="patient-search" title={words.search_hint} role="search">
      <Pick<Row>
        id={field_id}
        on_key={(event) => event.key === 'Escape' && leave()}
        label={words.search}
        placeholder={words.search}
        text={text}
        change_text={set_text}
        search={search}
        choose={choose}
        choose_other={(row) => (row.kind === 'hit' ? open_person(row.hit) : choose(row))}
        key_of={(row) => (row.kind === 'hit' ? row.hit.id : row.kind)}
        is_off={(row) => row.kind === 'more'}
        none={words.none}
        show={(row) =>
          row.kind === 'hit' ? (
            <HitLine hit={row.hit} may_admit={ways.may_admit} open_person={open_person} />
          ) : row.kind === 'more' ? (
            <span className="muted">{words.more}</span>
          ) : (
            <b className="hit-new">+ {words.register_new}</b>
          )
        }
      />
      <Key name="/" />
    </div>
  )
}

type HitLineProps = { hit: PatientHit; may_admit?: boolean; open_person?: (hit: PatientHit) => void }

export const HitLine = ({ hit, may_admit, open_person }: HitLineProps) => {
  const words = use_words()
  return (
    <span className="hit">
      <b>{hit.name}</b>
      <span className="hit-facts">
        {[
          [words[hit.gender], hit.age].filter(Boolean).join(', '),
          show_moment(hit.birth_date),
          hit.identifier || hit.patient_code,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {hit.deceased && <span className="hit-died">{words.died(say_death(hit.deceased))}</span>}
      {hit.stay ? (
        <span className="hit-stay">{[hit.stay.department, hit.stay.bed].filter(Boolean).join(' · ')}</span>
      ) : (
        may_admit && !hit.deceased && <span className="hit-stay off">{words.admit}</span>
      )}
      {hit.address && <span className="hit-address">{hit.address}</span>}
      {open_person && (
        <span
          className="hit-person"
          title={words.person_key}
          // the line itself leads elsewhere
          onMouseDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
            open_person(hit)
          }}
        >
          {words.person_page}
        </span>
      )}
    </span>
  )
}
