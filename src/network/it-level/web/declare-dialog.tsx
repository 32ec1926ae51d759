import { useState } from 'react'
import { ask, FormDialog, LinesField, say_done, Segments } from '../../../base/ui/index.ts'
import type { Answer, Answered, Criterion } from '../contract.ts'
import { use_words } from './words.ts'

type DeclareDialogProps = { criterion: Criterion; answered: Answered; done: () => void; close: () => void }

/** A person answers what no query sees. */
export const DeclareDialog = ({ criterion, answered, done, close }: DeclareDialogProps) => {
  const words = use_words()
  const is_own = answered.basis === 'declared'
  const [answer, set_answer] = useState<Answer>(is_own ? answered.answer : 'yes')
  const [evidence, set_evidence] = useState(is_own ? answered.says : '')
  const choices: Answer[] = criterion.if_any === true ? ['yes', 'no', 'na'] : ['yes', 'no']
  const save = async () => {
    await ask(`/it-level/declared/${criterion.id}`, { method: 'PUT', body: { answer, evidence } })
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={criterion.vi} act={words.save} send={save} close={close}>
      <div>
        <Segments
          label={criterion.vi}
          value={answer}
          options={choices.map((value) => ({ value, label: words.answers[value] }))}
          choose={set_answer}
        />
      </div>
      <LinesField
        label={words.evidence}
        hint={words.evidence_hint}
        rows={3}
        required={answer !== 'no'}
        value={evidence}
        change={set_evidence}
      />
    </FormDialog>
  )
}
