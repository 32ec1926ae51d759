import { useState } from 'react'
import { ask, Button, ListTable, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { Prescriber, PrescriberPut } from '../contract.ts'
import { use_words } from './gateway-words.ts'

type RowProps = { one: Prescriber; changed: () => void; refused: (error: unknown) => void }

const Row = ({ one, changed, refused }: RowProps) => {
  const words = use_words()
  const [typed, set_typed] = useState(one.code)
  const [is_busy, set_busy] = useState(false)
  const [problem, set_problem] = useState('')
  const put = async () => {
    set_busy(true)
    set_problem('')
    refused(undefined)
    try {
      const said = await ask<PrescriberPut>(`/e-prescription-gateway/prescribers/${encodeURIComponent(one.id)}`, {
        method: 'PUT',
        body: { code: typed },
      })
      set_problem(said.problem)
      say_done(typed.trim() === '' ? words.code_removed(one.name) : words.code_saved(one.name, said.sent_again))
    } catch (error) {
      refused(error)
    } finally {
      set_busy(false)
      changed()
    }
  }
  return (
    <tr>
      <td>
        {one.name}
        {one.title && <small className="muted">{one.title}</small>}
      </td>
      <td data-label={words.code}>
        <form
          className="gateway-code"
          onSubmit={(event) => {
            event.preventDefault()
            void put()
          }}
        >
          <input
            className="box"
            aria-label={words.code_of(one.name)}
            value={typed}
            onChange={(event) => set_typed(event.target.value)}
          />
          <Button type="submit" disabled={is_busy || typed.trim() === one.code}>
            {words.save}
          </Button>
        </form>
        {problem && <small className="red">{words.untold(problem)}</small>}
      </td>
      <td data-label={words.doctor_password} className="small">
        {one.has_password ? words.held_by_server : <span className="red">{words.doctor_password_missing}</span>}
      </td>
      <td data-label={words.held_papers} className={one.held > 0 ? 'red' : 'muted'}>
        {one.held}
      </td>
    </tr>
  )
}

/** Who prescribes here, those without a national code first; the code is typed where it is missing. */
export const PrescribersPart = ({ prescribers, changed }: { prescribers: Prescriber[]; changed: () => void }) => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const missing = prescribers.filter(({ code }) => code === '').length
  return (
    <>
      <h3>
        {words.doctors}{' '}
        <small className={missing > 0 ? 'red' : 'muted'}>
          {missing > 0 ? words.doctors_none(missing) : words.doctors_all}
        </small>
      </h3>
      <RefusalNotice error={error} />
      <ListTable
        titles={[words.person, words.code, words.doctor_password, words.held_papers]}
        className="link-table gateway-table"
      >
        {prescribers.map((one) => (
          <Row key={one.id} one={one} changed={changed} refused={set_error} />
        ))}
      </ListTable>
    </>
  )
}
