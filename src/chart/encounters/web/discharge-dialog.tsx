import { useState } from 'react'
import { ask, Button, Field, FormDialog, MomentInput, Notice, now_local, say_done } from '../../../base/ui/index.ts'
import type { Discharge, Discharged } from '../contract.ts'
import { diagnosis_body } from './admission-draft.ts'
import { CodeChoice } from './code-choice.tsx'
import { DiagnosisField } from './diagnosis-field.tsx'
import type { Diagnosis } from './diagnosis-field.tsx'
import type { StayFacts } from './stay-actions.tsx'
import { use_words } from './words.ts'

/** Kết quả điều trị: tử vong. */
const died: Discharge['result'] = '5'

export const DischargeDialog = ({ stay, done, close }: { stay: StayFacts; done: () => void; close: () => void }) => {
  const words = use_words()
  const [at, set_at] = useState(now_local)
  const [kind, set_kind] = useState<Discharge['kind']>('1')
  const [result, set_result] = useState<Discharge['result']>('2')
  const [died_at, set_died_at] = useState<string>()
  const [main, set_main] = useState<Diagnosis>(stay.diagnosis)
  const [comorbid, set_comorbid] = useState<Diagnosis[]>([])
  const is_death = result === died
  const send = async () => {
    const others = comorbid.flatMap((one) => diagnosis_body(one) ?? [])
    const death = is_death ? { died_at: died_at ?? at } : {}
    const body: Discharge = { at, kind, result, ...death, main, comorbid: others }
    const { warnings } = await ask<Discharged>(`/stays/${stay.id}/discharge`, { body })
    say_done([words.discharged, ...warnings].join(' · '))
    done()
  }
  return (
    <FormDialog
      title={words.discharge}
      act={words.discharge_do}
      wide
      ready={main.text !== '' && main.code !== ''}
      send={send}
      close={close}
    >
      <Field label={words.at} required>
        {(ids) => <MomentInput id={ids.id} kind="datetime" value={at} change={set_at} />}
      </Field>
      <CodeChoice label={words.discharge_kind} value={kind} options={words.kind_options} change={set_kind} />
      <CodeChoice label={words.result} value={result} options={words.result_options} change={set_result} />
      {is_death && (
        <Field label={words.died_at} hint={words.died_hint} required>
          {(ids) => <MomentInput id={ids.id} kind="datetime" value={died_at ?? at} change={set_died_at} required />}
        </Field>
      )}
      <DiagnosisField label={words.main_dx} value={main} change={set_main} encounter={stay.id} required />
      {main.text && !main.code && <Notice tone="amber">{words.code_needed}</Notice>}
      {comorbid.map((one, index) => (
        <DiagnosisField
          key={index}
          label={`${words.comorbid} ${index + 1}`}
          value={one}
          use="comorbid"
          encounter={stay.id}
          change={(value) => set_comorbid((old) => old.map((other, at_index) => (at_index === index ? value : other)))}
        />
      ))}
      <div>
        <Button onClick={() => set_comorbid((old) => [...old, { text: '', code: '' }])}>+ {words.add_comorbid}</Button>
      </div>
    </FormDialog>
  )
}
