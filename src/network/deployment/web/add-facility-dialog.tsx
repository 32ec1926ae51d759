import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, DateField, FormDialog, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import { use_areas } from './use-areas.ts'
import { use_register_words } from './register-words.ts'
import { AreaField, ChoiceField } from './state-fields.tsx'
import { use_words } from './words.ts'

type AddFacilityDialogProps = { today: string; done: (code: string) => void; close: () => void }

const begin = {
  ...{ code: '', name: '', kind: 'hospital', gln: '', authority: '' },
  ...{ sort: 'general', ownership: 'public', area: '', from_day: '', source: '' },
}
type Typed = typeof begin

const or_null = (text: string): string | null => text.trim() || null

const body_of = ({ code, name, kind, gln, authority, ...state }: Typed) => ({
  facility: { code: code.trim(), name, kind, authority, gln: or_null(gln) },
  state: { ...state, ...{ area: or_null(state.area), level: null, rank: null, beds: null, codes: {}, contacts: [] } },
})

/** A facility the directory does not know yet, such as the one that two others become. */
export const AddFacilityDialog = ({ today, done, close }: AddFacilityDialogProps) => {
  const words = use_register_words()
  const room = use_words()
  const client = useQueryClient()
  const areas = use_areas()
  const [typed, set_typed] = useState(begin)
  const change = (key: keyof Typed) => (value: string) => set_typed({ ...typed, [key]: value })
  const send = async () => {
    const { code } = await ask<{ code: string }>('/board/facilities', { body: body_of(typed) })
    say_done(words.added(typed.name.trim()))
    await client.invalidateQueries({ queryKey: ['board'] })
    done(code)
  }
  const { name, code, from_day, source } = typed
  const is_ready = [name, code, from_day, source].every((text) => text.trim() !== '')
  return (
    <FormDialog
      {...{ title: words.add_facility, act: words.add_facility, wide: true, ready: is_ready, send, close }}
      note={words.add_facility_note}
    >
      <div className="reg-form">
        <TextField label={words.own_code} required hint={words.code_hint} value={code} change={change('code')} />
        <TextField label={words.name} required wide value={name} change={change('name')} />
        <ChoiceField label={words.kind_of} value={typed.kind} names={words.kinds} change={change('kind')} />
        <ChoiceField label={words.sort} value={typed.sort} names={room.sorts} change={change('sort')} />
        <ChoiceField
          {...{ label: words.ownership, names: room.ownership, value: typed.ownership }}
          change={change('ownership')}
        />
        {areas.data && (
          <AreaField areas={areas.data} day={from_day || today} value={typed.area} change={change('area')} />
        )}
        <TextField label={words.gln} inputMode="numeric" value={typed.gln} change={change('gln')} />
        <DateField label={words.from_day} required value={from_day} change={change('from_day')} />
        <TextField
          {...{ label: words.source, required: true, wide: true, hint: words.source_hint, value: source }}
          change={change('source')}
        />
      </div>
      <RefusalNotice error={areas.error} />
    </FormDialog>
  )
}
