import { useState } from 'react'
import { ask, FormDialog, say_done, Segments, TextField } from '../../../base/ui/index.ts'
import type { AssessmentKind, OwnLevel } from '../contract.ts'
import { use_words } from './words.ts'

type AssessDialogProps = { level: OwnLevel; done: () => void; close: () => void }

/** Freezes how it stands now: by oneself, as the yearly declaration, or because the Sở demands it. */
export const AssessDialog = ({ level, done, close }: AssessDialogProps) => {
  const words = use_words()
  const is_demanded = level.reratings.some(({ answered_by }) => answered_by === null)
  const kinds: AssessmentKind[] = [
    'self',
    ...(level.declaration.state === 'done' ? [] : ['declaration' as const]),
    ...(is_demanded ? ['re-rating' as const] : []),
  ]
  const [kind, set_kind] = useState<AssessmentKind>(is_demanded ? 're-rating' : 'self')
  const [decision, set_decision] = useState('')
  const save = async () => {
    const made = await ask<{ level: number; sending: string }>('/it-level/assessments', { body: { kind, decision } })
    say_done(words.assessed(made.level))
    done()
  }
  return (
    <FormDialog title={words.assess.replace('…', '')} act={words.save} send={save} close={close}>
      <p>{level.standing.sentence}</p>
      <div>
        <Segments
          label={words.history}
          value={kind}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          choose={set_kind}
        />
      </div>
      {kind !== 'self' && (
        <TextField label={words.decision} hint={words.decision_hint} required value={decision} change={set_decision} />
      )}
      <p className="muted small">{level.measures ? words.assess_note : words.assess_note_hub}</p>
    </FormDialog>
  )
}
