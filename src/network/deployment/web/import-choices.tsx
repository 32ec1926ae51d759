import { Field } from '../../../base/ui/index.ts'
import type { ImportPreview, MoneyUnit } from '../contract.ts'
import { use_import_words } from './import-words.ts'

/** What the file leaves open and a person settles. */
export type Choices = { sheet?: string; unit?: MoneyUnit }

type ImportChoicesProps = { preview: ImportPreview; chosen: Choices; choose: (by: Choices) => void }

/** Which sheet, where several hold such a table; in which unit the money is, where the file does not say it. */
export const ImportChoices = ({ preview, chosen, choose }: ImportChoicesProps) => {
  const words = use_import_words()
  if (preview.sheets.length <= 1 && !preview.asks_unit) return null
  const units = Object.entries(words.units) as [MoneyUnit, string][]
  return (
    <div className="row wrap">
      {preview.sheets.length > 1 && (
        <Field label={words.sheet}>
          {(ids) => (
            <select
              {...ids}
              className="box"
              value={chosen.sheet ?? ''}
              onChange={(event) => choose({ ...chosen, sheet: event.target.value })}
            >
              <option value="">{words.choose_sheet}</option>
              {preview.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {preview.asks_unit && (
        <Field label={words.unit}>
          {(ids) => (
            <select
              {...ids}
              className="box"
              value={chosen.unit ?? ''}
              onChange={(event) => {
                const unit = units.find(([id]) => id === event.target.value)?.[0]
                choose({ ...(chosen.sheet ? { sheet: chosen.sheet } : {}), ...(unit ? { unit } : {}) })
              }}
            >
              <option value="">{words.choose_unit}</option>
              {units.map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  )
}
