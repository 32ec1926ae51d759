import { Field } from '../../../base/ui/index.ts'
import type { AreasPage } from '../contract.ts'
import { use_register_words } from './register-words.ts'

type ChoiceProps = { label: string; value: string; names: Record<string, string>; change: (value: string) => void }

export const ChoiceField = ({ label, value, names, change }: ChoiceProps) => (
  <Field label={label}>
    {(ids) => (
      <select {...ids} className="box" value={value} onChange={(event) => change(event.target.value)}>
        {Object.entries(names).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    )}
  </Field>
)

type AreaProps = { areas: AreasPage; day: string; value: string; change: (value: string) => void }

/** The places that stand on that day, and the one that was chosen before. */
export const AreaField = ({ areas, day, value, change }: AreaProps) => {
  const words = use_register_words()
  const standing = areas.areas.filter(
    ({ id, valid_from, valid_to }) => id === value || (valid_from <= day && (!valid_to || valid_to > day)),
  )
  return (
    <Field label={words.area}>
      {(ids) => (
        <select {...ids} className="box" value={value} onChange={(event) => change(event.target.value)}>
          <option value="">{words.none_area}</option>
          {standing.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
