import type { KeyboardEvent } from 'react'
import type { BooleanItem, ChoiceItem } from '../../form-definition.ts'
import { use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'

const chosen_of = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : value === undefined || value === null || value === ''
      ? []
      : [String(value)]

/** Segments numbered as the paper numbers its boxes: the number key chooses. */
export const ChoiceField = ({ field }: { field: ChoiceItem }) => {
  const desk = use_desk()
  const chosen = chosen_of(desk.answers[field.id])
  const is_many = field.type === 'multi-choice'
  const toggle = (code: string) => {
    if (desk.is_read_only) return
    if (!is_many) return desk.change(field.id, chosen.includes(code) ? null : code)
    desk.change(field.id, chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
  }
  const on_key = (event: KeyboardEvent<HTMLElement>) => {
    const option = field.options.find((one) => one.code === event.key) ?? field.options[Number(event.key) - 1]
    if (!/^[1-9]$/.test(event.key) || !option || event.ctrlKey || event.altKey) return
    event.preventDefault()
    toggle(option.code)
    // From a radio that is not the chosen one Tab goes to the chosen one, not on to the next field.
    event.currentTarget.querySelectorAll('input')[field.options.indexOf(option)]?.focus()
  }
  return (
    <FieldFrame field={field} is_group>
      {() => (
        <div className="options" role={is_many ? 'group' : 'radiogroup'} aria-label={field.label} onKeyDown={on_key}>
          {field.options.map((option, index) => (
            <label key={option.code} className={chosen.includes(option.code) ? 'option on' : 'option'}>
              <input
                type={is_many ? 'checkbox' : 'radio'}
                name={field.id}
                checked={chosen.includes(option.code)}
                disabled={desk.is_read_only}
                onChange={() => toggle(option.code)}
                onClick={() => !is_many && chosen.includes(option.code) && toggle(option.code)}
              />
              {index < 9 && field.options.length > 1 && (
                <b aria-hidden="true">{/^\d$/.test(option.code) ? option.code : index + 1}</b>
              )}
              {option.label}
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  )
}

/** A run of tick boxes of the paper, two or three a line. */
export const TickFields = ({ fields }: { fields: BooleanItem[] }) => {
  const desk = use_desk()
  return (
    <div className="ticks">
      {fields.map((field) => (
        <label key={field.id} className="tick" data-item={field.id} onFocus={() => desk.came_to(field.id)}>
          <input
            type="checkbox"
            checked={desk.answers[field.id] === true}
            disabled={desk.is_read_only}
            onChange={(event) => desk.change(field.id, event.target.checked)}
          />
          {field.label}
        </label>
      ))}
    </div>
  )
}
