import { useState } from 'react'
import { ask, DateField, FormDialog, Refused, say_done, TextField } from '../../../base/ui/index.ts'
import type { AreasPage, FacilityCard, FacilityState } from '../contract.ts'
import { ContactLines } from './contact-lines.tsx'
import { use_register_words } from './register-words.ts'
import { AreaField, ChoiceField } from './state-fields.tsx'
import { use_words } from './words.ts'

type StateDialogProps = { card: FacilityCard; areas: AreasPage; done: () => void; close: () => void }

type Typed = Record<
  'from_day' | 'name' | 'level' | 'rank' | 'beds' | 'ownership' | 'sort' | 'area' | 'source',
  string
> & {
  codes: Record<string, string>
  contacts: FacilityState['contacts']
}

const begin = (card: FacilityCard): Typed => {
  const [last] = card.states
  return {
    ...{ from_day: '', name: card.name, source: '' },
    ...{ level: last?.level ?? '', rank: last?.rank ?? '', beds: last?.beds?.toString() ?? '' },
    ...{ ownership: last?.ownership ?? 'public', sort: last?.sort ?? 'general', area: last?.area ?? '' },
    ...{ codes: last?.codes ?? {}, contacts: last?.contacts ?? [] },
  }
}

const or_null = (text: string): string | null => text.trim() || null

const body_of = ({ beds, codes, contacts, ...typed }: Typed, is_past: boolean) => ({
  ...{ ...typed, is_past },
  ...{ level: or_null(typed.level), rank: or_null(typed.rank), area: or_null(typed.area) },
  // What is no number goes as it was typed, and the server says what is wrong with it.
  beds: beds.trim() === '' ? null : /^\d+$/.test(beds.trim()) ? Number(beds) : beds,
  codes: Object.fromEntries(Object.entries(codes).filter(([, value]) => value.trim() !== '')),
  contacts: contacts.filter(({ name }) => name.trim() !== ''),
})

/** What a facility is from a day on; all of it stands there as it last was, so that only what changes is typed. */
export const StateDialog = ({ card, areas, done, close }: StateDialogProps) => {
  const words = use_register_words()
  const room = use_words()
  const [typed, set_typed] = useState(() => begin(card))
  const [is_past, set_past] = useState(false)
  const [asks_past, ask_past] = useState(false)
  const change = (key: keyof Typed) => (value: string) => set_typed({ ...typed, [key]: value })
  const code = (key: string) => (value: string) => set_typed({ ...typed, codes: { ...typed.codes, [key]: value } })
  const save = async () => {
    try {
      await ask(`/board/facilities/${card.code}/state`, { body: body_of(typed, is_past) })
    } catch (error) {
      ask_past(error instanceof Refused && error.status === 409)
      throw error
    }
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={words.write_title} act={words.save} wide note={words.write_note} send={save} close={close}>
      <div className="reg-form">
        <DateField label={words.from_day} required value={typed.from_day} change={change('from_day')} />
        <TextField
          label={words.source}
          required
          hint={words.source_hint}
          wide
          value={typed.source}
          change={change('source')}
        />
        <TextField label={words.name} wide value={typed.name} change={change('name')} />
        <ChoiceField label={words.sort} value={typed.sort} names={room.sorts} change={change('sort')} />
        <ChoiceField
          {...{ label: words.ownership, names: room.ownership, value: typed.ownership }}
          change={change('ownership')}
        />
        <TextField label={words.level_label} value={typed.level} change={change('level')} />
        <TextField label={words.rank} value={typed.rank} change={change('rank')} />
        <TextField label={words.beds} inputMode="numeric" value={typed.beds} change={change('beds')} />
        <AreaField areas={areas} day={typed.from_day || areas.today} value={typed.area} change={change('area')} />
        <TextField label={words.gln} inputMode="numeric" value={typed.codes['gln'] ?? ''} change={code('gln')} />
        <TextField label={words.tax} value={typed.codes['tax'] ?? ''} change={code('tax')} />
        <TextField label={words.budget_code} value={typed.codes['budget'] ?? ''} change={code('budget')} />
      </div>
      <ContactLines contacts={typed.contacts} change={(contacts) => set_typed({ ...typed, contacts })} />
      {asks_past && (
        <label className="row">
          <input type="checkbox" checked={is_past} onChange={(event) => set_past(event.target.checked)} />
          {words.past}
        </label>
      )}
    </FormDialog>
  )
}
