import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Dialog, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { Duplicates, duplicates_of } from '../../../chart/patients/web/duplicates.tsx'
import { PersonForm } from '../../../chart/patients/web/person-form.tsx'
import { body_of, empty_draft, type RegistrationDraft } from '../../../chart/patients/web/registration-draft.ts'
import type { IncomingLetter } from '../contract.ts'
import { use_words } from './words.ts'

/** What the letter says of the person, as the registration form is typed. */
const draft_of = ({ registration: known }: IncomingLetter): RegistrationDraft => ({
  ...empty_draft,
  ...{ id_kind: known.identity.kind, id_value: known.identity.value, name: known.name, gender: known.gender },
  ...{ birth_date: known.birth_date, phone: known.phone ?? '', workplace: known.workplace ?? '' },
  reason: known.identity.kind === 'none' ? 'other' : '',
  ...{
    ethnicity: known.ethnicity ?? null,
    occupation: known.occupation ?? null,
    nationality: known.nationality ?? null,
  },
  ...{
    card: known.insurance?.number ?? '',
    card_from: known.insurance?.from ?? '',
    card_to: known.insurance?.to ?? '',
  },
  ...{ province: known.address?.province ?? null, ward: known.address?.ward ?? null },
  ...{ hamlet: known.address?.hamlet ?? '', line: known.address?.line ?? '' },
  ...{ contact_name: known.contact?.name ?? '', contact_phone: known.contact?.phone ?? '' },
  relationship: known.contact?.relationship ?? '',
})

type RegisterProps = { letter: IncomingLetter; match: (patient: string) => void; close: () => void }

/** The reception's own form, filled from the letter; who is there already is not made a second time. */
export const RegisterDialog = ({ letter, match, close }: RegisterProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [draft, set_draft] = useState(() => draft_of(letter))
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const doubles = duplicates_of(error)
  const send = async (confirm_new: boolean): Promise<void> => {
    set_busy(true)
    try {
      await ask(`/exchange/incoming/${letter.id}/register`, { body: body_of(draft, confirm_new) })
      say_done(words.matched)
      close()
      await client.invalidateQueries({ queryKey: ['exchange'] })
    } catch (refused) {
      set_error(refused)
    }
    set_busy(false)
  }
  if (doubles.length > 0)
    return (
      <Duplicates
        draft={draft}
        duplicates={doubles}
        words={{
          ...{ title: words.doubles, note: words.doubles_note, here: words.typed },
          ...{ other: words.same, go_on: words.different },
        }}
        use_existing={(one) => {
          close()
          match(one.id)
        }}
        confirm_new={() => void send(true)}
        close={() => set_error(undefined)}
      />
    )
  return (
    <Dialog
      title={words.register_title}
      wide
      close={close}
      submit={() => void send(false)}
      foot={
        <Button type="submit" look="primary" disabled={is_busy}>
          {words.save}
        </Button>
      }
    >
      <p className="muted">{words.register_note}</p>
      <RefusalNotice error={error} />
      <PersonForm draft={draft} change={(changed) => set_draft((old) => ({ ...old, ...changed }))} />
    </Dialog>
  )
}
