import { useState } from 'react'
import { ask, Button, query_string, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { FoundPerson } from '../contract.ts'
import { use_words } from './words.ts'

type PersonFieldProps = { person: FoundPerson | undefined; choose: (person: FoundPerson | undefined) => void }

/** Finds one person by the whole number she names; there is no list to look through. */
export const PersonField = ({ person, choose }: PersonFieldProps) => {
  const words = use_words()
  const [number, set_number] = useState('')
  const [error, set_error] = useState<unknown>()
  const find = () => {
    set_error(undefined)
    ask<FoundPerson>(`/privacy/people${query_string({ number: number.trim() })}`).then(choose, (refused: unknown) => {
      choose(undefined)
      set_error(refused)
    })
  }
  return (
    <div className="field wide">
      <label className="name" htmlFor="pdp-number">
        <span>{words.number}</span>
      </label>
      <div className="row">
        <input
          id="pdp-number"
          className="box"
          inputMode="numeric"
          value={number}
          onChange={(event) => set_number(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            find()
          }}
        />
        <Button onClick={find} disabled={number.trim() === ''}>
          {words.find}
        </Button>
      </div>
      <div className="hint">
        {person ? (
          <b>
            {person.name} · {show_moment(person.birth_date)}
          </b>
        ) : (
          words.no_chart
        )}
      </div>
      <RefusalNotice error={error} />
    </div>
  )
}
