import { useState } from 'react'
import { ask, DateField, Field, FormDialog, say_done, TextField } from '../../../base/ui/index.ts'
import type { AreaLine, AreasPage } from '../contract.ts'
import { id_of_name } from './id-of-name.ts'
import { use_register_words } from './register-words.ts'

type AreaDialogProps = {
  page: AreasPage
  /** Given: it ends; absent: a new one. */
  area: AreaLine | undefined
  done: () => void
  close: () => void
}

type Typed = Record<'id' | 'name' | 'parent' | 'valid_from' | 'valid_to' | 'successor' | 'source', string> & {
  kind: AreaLine['kind']
}

const begin = (area: AreaLine | undefined): Typed => ({
  ...{ id: area?.id ?? '', kind: area?.kind ?? 'ward', name: area?.name ?? '', parent: area?.parent ?? '' },
  ...{ valid_from: area?.valid_from ?? '', valid_to: area?.valid_to ?? '', successor: area?.successor ?? '' },
  source: '',
})

const body_of = (typed: Typed) =>
  Object.fromEntries(
    Object.entries({ ...typed, id: typed.id.trim() || id_of_name(typed.name) }).filter(
      ([key, value]) => value !== '' || !['parent', 'valid_to', 'successor'].includes(key),
    ),
  )

/** A new place, or the end of one with what took its place. What is over is never changed. */
export const AreaDialog = ({ page, area, done, close }: AreaDialogProps) => {
  const words = use_register_words()
  const [typed, set_typed] = useState(() => begin(area))
  const change = (key: keyof Typed) => (value: string) => set_typed({ ...typed, [key]: value })
  const save = async () => {
    await ask('/board/areas', { method: 'PUT', body: body_of(typed) })
    say_done(words.saved)
    done()
  }
  const choose = (key: 'parent' | 'successor', label: string, none: string, kinds: readonly string[]) => (
    <Field label={label}>
      {(ids) => (
        <select {...ids} className="box" value={typed[key]} onChange={(event) => change(key)(event.target.value)}>
          <option value="">{none}</option>
          {page.areas
            .filter((one) => one.id !== area?.id && kinds.includes(one.kind) && !one.valid_to)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
    </Field>
  )
  const on = (key: 'valid_from' | 'valid_to', label: string) => (
    <DateField label={label} required value={typed[key]} change={change(key)} />
  )
  return (
    <FormDialog title={area ? words.end_title(area.name) : words.add_area} act={words.save} send={save} close={close}>
      <div className="stack">
        {area ? (
          <>
            {on('valid_to', words.until)}
            {choose('successor', words.successor, words.no_successor, Object.keys(words.area_kinds))}
          </>
        ) : (
          <>
            <TextField label={words.area_name} required value={typed.name} change={change('name')} />
            <Field label={words.kind}>
              {(ids) => (
                <select
                  {...ids}
                  className="box"
                  value={typed.kind}
                  onChange={(event) => change('kind')(event.target.value)}
                >
                  {Object.entries(words.area_kinds).map(([id, name]) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <TextField
              label={words.area_id}
              value={typed.id}
              placeholder={id_of_name(typed.name)}
              change={change('id')}
            />
            {choose('parent', words.within, words.none_area, ['province', 'district'])}
            {on('valid_from', words.from_day)}
          </>
        )}
        <TextField
          label={words.source}
          required
          hint={words.source_hint}
          value={typed.source}
          change={change('source')}
        />
      </div>
    </FormDialog>
  )
}
