import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import {
  ask,
  Button,
  Notice,
  Pill,
  Refused,
  RefusalNotice,
  say_done,
  show_moment,
  use_keys,
  Waiting,
} from '../../../base/ui/index.ts'
import type { Corrected, PatientDetail } from '../contract.ts'
import { correction_body } from './correction-draft.ts'
import { Duplicates, duplicates_of } from './duplicates.tsx'
import { person_place, say_death } from './find.ts'
import { NumbersPart } from './numbers-part.tsx'
import './patients.css'
import { PersonForm } from './person-form.tsx'
import { use_correction, use_person } from './use-correction.ts'
import type { Loaded } from './use-correction.ts'
import { use_words } from './words.ts'

type CorrectionPageProps = {
  patient: string
  may_correct: boolean
  may_admit: boolean
  /** What other rooms offer to do with this person. */
  acts?: ReactNode
  /** What other rooms know of her, above what may be corrected. */
  more?: ReactNode
}

const CorrectionPage = (props: CorrectionPageProps) => {
  const loaded = use_person(props.patient)
  if (loaded.isPending) return <Waiting />
  if (loaded.error) return <RefusalNotice error={loaded.error} again={() => void loaded.refetch()} />
  const newest = async () => (await loaded.refetch()).data
  return <OpenPerson {...props} loaded={loaded.data} newest={newest} />
}

type OpenPersonProps = CorrectionPageProps & { loaded: Loaded; newest: () => Promise<Loaded | undefined> }

const OpenPerson = ({ loaded, newest, may_correct, may_admit, acts, more }: OpenPersonProps) => {
  const words = use_words()
  const [, go] = useLocation()
  const client = useQueryClient()
  const { person } = loaded
  const { draft, changed, was_kept, change, undo, settle, slide_under } = use_correction(loaded)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const [took_newer, set_took_newer] = useState(false)
  const doubles = duplicates_of(error)
  useEffect(() => {
    document.title = `${person.name} · ${words.correction}`
  }, [person.name, words])

  const send = async (confirm_new: boolean) => {
    if (changed.length === 0 || !may_correct) return
    set_busy(true)
    try {
      const body = correction_body(person, draft, confirm_new)
      await ask<Corrected>(`/patients/${person.id}`, { method: 'PUT', body })
      const now = await newest()
      if (now) settle(now)
      say_done(words.saved)
      void client.invalidateQueries()
      history.back()
    } catch (refused) {
      set_error(refused)
    }
    set_busy(false)
  }
  const take_newer = async () => {
    const fresh = await newest()
    if (!fresh) return
    slide_under(fresh)
    set_error(undefined)
    set_took_newer(true)
  }
  use_keys(
    words.correction,
    [{ key: 'Ctrl+Enter', label: words.save_changes, run: () => void send(false) }],
    doubles.length === 0 && may_correct,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // the Enter a scanner sends after a card is not the clerk's
    if (!draft.id_value.includes('|')) void send(false)
  }
  const moved_on = error instanceof Refused && error.status === 412
  return (
    <form className="column narrow stack" onSubmit={submit}>
      <PersonHead person={person} may_admit={may_admit} acts={acts} />
      {more}
      {!may_correct && <Notice>{words.look_only}</Notice>}
      <fieldset className="bare stack" disabled={!may_correct}>
        <PersonForm
          draft={draft}
          change={change}
          patient={person.id}
          after_identity={
            <NumbersPart
              numbers={person.identifiers}
              last_days={draft.last_days}
              change={(last_days) => change({ last_days })}
            />
          }
        />
      </fieldset>
      {may_correct && (
        <div className="page-foot stack">
          {doubles.length === 0 && <RefusalNotice error={error} />}
          {moved_on && (
            <Notice tone="amber">
              <Button look="link" onClick={() => void take_newer()}>
                {words.newer}
              </Button>{' '}
              {words.newer_note}
            </Notice>
          )}
          {took_newer && !error && <Notice tone="amber">{words.newer_taken}</Notice>}
          {was_kept && !took_newer && changed.length > 0 && <Notice>{words.restored}</Notice>}
          <div className="row">
            <span className="muted small">
              {changed.length === 0 ? words.unchanged : words.changed(changed.length)}
            </span>
            {changed.length > 0 && (
              <Button look="quiet" onClick={undo}>
                {words.undo}
              </Button>
            )}
            <span className="push" />
            <Button
              type="submit"
              look="primary"
              shortcut="Ctrl+Enter"
              disabled={is_busy || changed.length === 0 || moved_on}
            >
              {words.save_changes}
            </Button>
          </div>
        </div>
      )}
      {doubles.length > 0 && (
        <Duplicates
          draft={draft}
          patient_code={person.patient_code}
          duplicates={doubles}
          words={{
            title: words.doubles_held,
            note: words.doubles_held_note,
            here: words.typed_here,
            other: words.open_other,
            go_on: words.save_anyway,
          }}
          use_existing={(one) => go(person_place(one.id))}
          confirm_new={() => void send(true)}
          close={() => set_error(undefined)}
        />
      )}
    </form>
  )
}

type PersonHeadProps = { person: PatientDetail; may_admit: boolean; acts: ReactNode }

const PersonHead = ({ person, may_admit, acts }: PersonHeadProps) => {
  const words = use_words()
  return (
    <header className="page-head">
      <h1>{words.correction}</h1>
      <span>
        <b>{person.name}</b>, {words[person.gender]}
        {person.birth_date && `, ${show_moment(person.birth_date)}`}{' '}
        <span className="muted">· {person.patient_code}</span>
      </span>
      {person.deceased && <Pill tone="red">{words.died(say_death(person.deceased))}</Pill>}
      <span className="row push">
        {may_admit && (
          <Link className="btn" href={`/nhap-vien/${person.id}`}>
            {words.admit_now}
          </Link>
        )}
        {acts}
        <Button onClick={() => history.back()}>{words.back}</Button>
      </span>
    </header>
  )
}

export default CorrectionPage
