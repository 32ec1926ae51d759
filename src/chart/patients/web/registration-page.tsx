import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { ask, Button, RefusalNotice, say_done, use_keys } from '../../../base/ui/index.ts'
import { Duplicates, duplicates_of } from './duplicates.tsx'
import { place_of } from './find.ts'
import type { Ways } from './find.ts'
import './patients.css'
import { PersonForm } from './person-form.tsx'
import { body_of, empty_draft } from './registration-draft.ts'
import type { RegistrationDraft } from './registration-draft.ts'
import { use_words } from './words.ts'

const kept_key = 'benhan.registration'

const kept_draft = (name: string): RegistrationDraft => {
  const kept = sessionStorage.getItem(kept_key)
  const draft: RegistrationDraft = kept ? { ...empty_draft, ...JSON.parse(kept) } : empty_draft
  return name && !/\d/.test(name) ? { ...draft, name } : name ? { ...draft, id_value: name } : draft
}

const RegistrationPage = ({ may_admit, may_open }: Ways) => {
  const words = use_words()
  const [, go] = useLocation()
  const search = useSearch()
  const [draft, set_draft] = useState(() => kept_draft(new URLSearchParams(search).get('ten') ?? ''))
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const doubles = duplicates_of(error)

  useEffect(() => sessionStorage.setItem(kept_key, JSON.stringify(draft)), [draft])
  useEffect(() => {
    document.title = words.registration
  }, [words])

  const change = (changed: Partial<RegistrationDraft>) => set_draft((old) => ({ ...old, ...changed }))
  const send = async (confirm_new: boolean) => {
    set_busy(true)
    try {
      const made = await ask<{ id: string; patient_code: string }>('/patients', { body: body_of(draft, confirm_new) })
      set_draft(empty_draft)
      sessionStorage.removeItem(kept_key)
      say_done(words.done(made.patient_code))
      go(may_admit ? `/nhap-vien/${made.id}` : '/')
    } catch (refused) {
      set_error(refused)
    }
    set_busy(false)
  }
  use_keys(
    words.registration,
    [{ key: 'Ctrl+Enter', label: words.save, run: () => void send(false) }],
    doubles.length === 0,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // the Enter a scanner sends after a card is not the clerk's
    if (!draft.id_value.includes('|')) void send(false)
  }
  return (
    <form className="column narrow stack" onSubmit={submit}>
      <h1>{words.registration}</h1>
      <PersonForm draft={draft} change={change} />
      <div className="page-foot stack">
        {doubles.length === 0 && <RefusalNotice error={error} />}
        <div className="row">
          <span className="push" />
          <Button type="submit" look="primary" shortcut="Ctrl+Enter" disabled={is_busy}>
            {may_admit ? words.save_admit : words.save}
          </Button>
        </div>
      </div>
      {doubles.length > 0 && (
        <Duplicates
          draft={draft}
          duplicates={doubles}
          words={{
            title: words.doubles,
            note: words.doubles_note,
            here: words.typed_now,
            other: words.same_person,
            go_on: words.different,
          }}
          use_existing={(one) => go(place_of(one, { may_admit, may_open }))}
          confirm_new={() => void send(true)}
          close={() => set_error(undefined)}
        />
      )}
    </form>
  )
}

export default RegistrationPage
