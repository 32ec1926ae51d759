import { useState } from 'react'
import { ask, Pick, query_string } from '../../../base/ui/index.ts'
import type { SaidDiagnosis } from '../contract.ts'
import { use_words } from './words.ts'

type Hit = { code: string; display: string; allowed: boolean }

type DiagnosisLineProps = {
  encounter: string
  /** Of the stay, where the doctor has not said others. */
  shown: SaidDiagnosis[]
  change: ((diagnoses: SaidDiagnosis[]) => void) | undefined
}

/** What the prescription is for: the diagnoses of the stay, more can be added and some left out. */
export const DiagnosisLine = ({ encounter, shown, change }: DiagnosisLineProps) => {
  const words = use_words()
  const [text, set_text] = useState('')
  return (
    <div className="rx-diagnoses">
      <b>{words.diagnoses}</b>
      {shown.length === 0 && <span className="red">{words.no_diagnosis}</span>}
      {shown.map((one) => (
        <span key={one.code} className="pill">
          {one.code} <span className="rx-diagnosis-text">{one.text}</span>
          {change && (
            <button
              type="button"
              aria-label={`✕ ${one.code}`}
              onClick={() => change(shown.filter(({ code }) => code !== one.code))}
            >
              ✕
            </button>
          )}
        </span>
      ))}
      {change && (
        <Pick<Hit>
          label={words.add_diagnosis}
          placeholder={words.add_diagnosis}
          text={text}
          change_text={set_text}
          min_letters={2}
          search={(asked, signal) =>
            ask<Hit[]>(`/icd${query_string({ q: asked, use: 'comorbid', encounter })}`, { signal })
          }
          choose={(hit) => {
            set_text('')
            change([...shown.filter(({ code }) => code !== hit.code), { code: hit.code, text: hit.display }])
          }}
          key_of={(hit) => hit.code}
          is_off={(hit) => !hit.allowed}
          show={(hit) => (
            <>
              <code>{hit.code}</code>
              <span>{hit.display}</span>
            </>
          )}
        />
      )}
    </div>
  )
}
