import { useState } from 'react'
import { Field, FormDialog, say_done, show_moment, TextField } from '../../../base/ui/index.ts'
import type { SeenView } from '../contract.ts'
import { use_note_seen } from './visits-queries.ts'
import { use_words } from './visits-words.ts'

type SeenDialogProps = { patient: string; visits: SeenView['visits']; close: () => void }

/** What was seen, in a word; kept with the visit that is under way unless another is chosen. */
export const SeenDialog = ({ patient, visits, close }: SeenDialogProps) => {
  const words = use_words()
  const note = use_note_seen(patient)
  const [what, set_what] = useState('')
  const [encounter, set_encounter] = useState((visits.find(({ is_open }) => is_open) ?? visits[0])?.encounter ?? '')
  const [about, set_about] = useState('')
  const name_of = ({ from, to, number, is_open }: SeenView['visits'][number]): string =>
    [
      `${show_moment(from.slice(0, 10))}${to && to.slice(0, 10) !== from.slice(0, 10) ? ` – ${show_moment(to.slice(0, 10))}` : ''}`,
      number,
      is_open ? words.open_visit : '',
    ]
      .filter(Boolean)
      .join(' · ')
  const send = () =>
    note({ encounter, what: what.trim(), ...(about ? { about: `Encounter/${about}` } : {}) }).then(() =>
      say_done(words.seen_saved),
    )
  return (
    <FormDialog
      title={words.seen_title}
      act={words.save}
      ready={what.trim().length > 1 && encounter !== ''}
      {...{ send, close }}
    >
      <p className="muted">{words.seen_note}</p>
      <TextField
        first
        required
        label={words.seen_what}
        hint={words.seen_what_hint}
        value={what}
        change={(text) => set_what(text.slice(0, 60))}
      />
      <Field label={words.seen_visit} required>
        {(ids) => (
          <select {...ids} className="box" value={encounter} onChange={(event) => set_encounter(event.target.value)}>
            {visits.map((visit) => (
              <option key={visit.encounter} value={visit.encounter}>
                {name_of(visit)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.seen_about}>
        {(ids) => (
          <select {...ids} className="box" value={about} onChange={(event) => set_about(event.target.value)}>
            <option value="">{words.seen_about_none}</option>
            {visits
              .filter(({ has_page }) => has_page)
              .map((visit) => (
                <option key={visit.encounter} value={visit.encounter}>
                  {name_of(visit)}
                </option>
              ))}
          </select>
        )}
      </Field>
    </FormDialog>
  )
}
