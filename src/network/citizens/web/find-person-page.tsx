import { useEffect, useState, type FormEvent } from 'react'
import { Button, Empty, Notice, RefusalNotice, TextField } from '../../../base/ui/index.ts'
import '../../membership/web/hub.css'
import '../../mailbox/web/desk.css'
import './citizens.css'
import type { FoundPersons, Parted } from '../contract.ts'
import { find_persons } from './find-persons.ts'
import { PersonCard } from './person-card.tsx'
import { use_words } from './words.ts'

const reason_min = 5

/** Said when a merge was undone: who has to be called. */
const PartedNotice = ({ parted }: { parted: Parted }) => {
  const words = use_words()
  const houses = parted.houses.map(({ name, code }) => `${name} (${code})`).join(', ')
  return (
    <Notice tone={houses ? 'amber' : 'green'}>
      <b>{words.parted}.</b> {houses && words.call(houses)} {words.parted_note(parted.ended)}
    </Notice>
  )
}

/** For who settles at the hub: one person by an exact number, what was merged into her, and its undoing. */
const FindPersonPage = () => {
  const words = use_words()
  const [number, set_number] = useState('')
  const [facility, set_facility] = useState('')
  const [reason, set_reason] = useState('')
  const [found, set_found] = useState<FoundPersons>()
  const [parted, set_parted] = useState<Parted>()
  const [error, set_error] = useState<unknown>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const find = () =>
    find_persons({ number, facility, reason }).then(
      (answer) => {
        set_found(answer)
        set_error(undefined)
      },
      (refused: unknown) => {
        set_found(undefined)
        set_error(refused)
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set_parted(undefined)
    void find()
  }
  const is_ready = number.trim() !== '' && reason.trim().length >= reason_min
  return (
    <div className="column hub-column">
      <header className="page-head">
        <h1>{words.title}</h1>
      </header>
      <section className="hub-part stack">
        <p className="muted">{words.intro}</p>
        <form className="citizen-ask" onSubmit={submit}>
          <TextField label={words.number} required hint={words.number_hint} value={number} change={set_number} first />
          <TextField label={words.facility} hint={words.facility_hint} value={facility} change={set_facility} />
          <TextField label={words.reason} required hint={words.reason_hint} value={reason} change={set_reason} />
          <Button type="submit" look="primary" disabled={!is_ready}>
            {words.find}
          </Button>
        </form>
        <RefusalNotice error={error} />
        {parted && <PartedNotice parted={parted} />}
        {found?.persons.length === 0 && (
          <div className="card">
            <Empty title={words.unknown}>{words.unknown_note}</Empty>
          </div>
        )}
        {found?.persons.map((lineage, i) => (
          <div key={lineage.lines[0]?.id} className="stack">
            {i === 1 && <Notice>{words.other_holder}</Notice>}
            <PersonCard
              lineage={lineage}
              changed={(done) => {
                set_parted(done)
                void find()
              }}
            />
          </div>
        ))}
      </section>
    </div>
  )
}

export default FindPersonPage
