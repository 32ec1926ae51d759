import { ask, Field, Pick, query_string } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

export type Diagnosis = { text: string; code: string }
type Hit = { code: string; display: string; allowed: boolean; warnings: string[] }

type DiagnosisFieldProps = {
  label: string
  value: Diagnosis
  change: (value: Diagnosis) => void
  use?: 'main' | 'comorbid'
  encounter?: string
  required?: boolean
}

/** Words and ICD-10 code together. The words stay the doctor's: choosing a code only fills them when they are a search. */
export const DiagnosisField = ({ label, value, change, use = 'main', encounter, required }: DiagnosisFieldProps) => {
  const words = use_words()
  const search = (text: string, signal: AbortSignal) =>
    ask<Hit[]>(`/icd${query_string({ q: text, use, encounter })}`, { signal })
  return (
    <Field label={label} required={required} wide aside={value.code && <b className="green">{value.code}</b>}>
      {(ids) => (
        <Pick<Hit>
          id={ids.id}
          describedby={ids['aria-describedby']}
          text={value.text}
          change_text={(text) => change({ text, code: text ? value.code : '' })}
          search={search}
          choose={(hit) => change({ text: hit.display, code: hit.code })}
          key_of={(hit) => hit.code}
          is_off={(hit) => !hit.allowed}
          min_letters={2}
          none={words.no_icd}
          show={(hit) => (
            <>
              <code>{hit.code}</code>
              <span>
                {hit.display}
                {hit.warnings.map((warning) => (
                  <small key={warning} className="amber">
                    {' '}
                    · {warning}
                  </small>
                ))}
              </span>
            </>
          )}
        />
      )}
    </Field>
  )
}
