import { useState } from 'react'
import { useLocation } from 'wouter'
import { Key, Pick, show_moment } from '../../../base/ui/index.ts'
import type { PatientHit } from '../contract.ts'
import { find_patients, place_of } from './find.ts'
import './patients.css'
import { use_words } from './words.ts'

type Row = { kind: 'hit'; hit: PatientHit } | { kind: 'more' } | { kind: 'register' }

type SearchProps = { may_register: boolean; may_admit: boolean }

/** The one search of the house. The last line always offers to register somebody new. */
export const PatientSearchField = ({ may_register, may_admit }: SearchProps) => {
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
  const choose = (row: Row) => {
    const to = row.kind === 'hit' ? place_of(row.hit, may_admit) : `/dang-ky?ten=${encodeURIComponent(text)}`
    set_text('')
    if (to) go(to)
  }
  return (
    <div className="patient-search" title={words.search_hint} role="search">
      <Pick<Row>
        id="patient-search"
        label={words.search}
        placeholder={words.search}
        text={text}
        change_text={set_text}
        search={search}
        choose={choose}
        key_of={(row) => (row.kind === 'hit' ? row.hit.id : row.kind)}
        is_off={(row) => row.kind === 'more' || (row.kind === 'hit' && !place_of(row.hit, may_admit))}
        none={words.none}
        show={(row) =>
          row.kind === 'hit' ? (
            <HitLine hit={row.hit} may_admit={may_admit} />
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

export const HitLine = ({ hit, may_admit }: { hit: PatientHit; may_admit?: boolean }) => {
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
      {hit.stay ? (
        <span className="hit-stay">
          {hit.stay.department} · {hit.stay.bed}
        </span>
      ) : (
        may_admit && <span className="hit-stay off">{words.admit}</span>
      )}
      {hit.address && <span className="hit-address">{hit.address}</span>}
    </span>
  )
}
