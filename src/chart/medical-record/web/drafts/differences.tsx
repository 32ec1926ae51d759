import { useState } from 'react'
import { Button } from '../../../../base/ui/index.ts'
import { fields_of } from '../../form-definition.ts'
import type { AnswerValue } from '../../contract.ts'
import { say_value } from '../../say-value.ts'
import { use_desk } from '../entry/desk.tsx'
import { use_words } from '../words.ts'
import type { Difference } from './merge.ts'

type Side = 'mine' | 'theirs'
type DifferencesProps = {
  title: string
  note: string
  theirs_name: string
  differences: Difference[]
  choose: (choices: Record<string, Side>) => void
  throw_away?: () => void
}

/** Both texts, field by field; nothing is decided until a person has chosen. */
export const Differences = ({ title, note, theirs_name, differences, choose, throw_away }: DifferencesProps) => {
  const words = use_words()
  const [choices, set_choices] = useState<Record<string, Side>>({})
  return (
    <section className="differences notice amber" role="alertdialog" aria-label={title}>
      <b>{title}</b>
      <p className="small">{note}</p>
      {differences.map((one) => (
        <DifferenceView
          key={one.item}
          difference={one}
          theirs_name={theirs_name}
          side={choices[one.item] ?? 'mine'}
          choose={(side) => set_choices((old) => ({ ...old, [one.item]: side }))}
        />
      ))}
      <div className="row wrap">
        {throw_away && (
          <Button look="quiet" onClick={throw_away}>
            {words.throw_local}
          </Button>
        )}
        <span className="push" />
        <Button look="primary" onClick={() => choose(choices)}>
          {words.take_choice}
        </Button>
      </div>
    </section>
  )
}

type ViewProps = { difference: Difference; theirs_name: string; side: Side; choose: (side: Side) => void }

const DifferenceView = ({ difference, theirs_name, side, choose }: ViewProps) => {
  const words = use_words()
  const desk = use_desk()
  const field = fields_of(desk.form).find((one) => one.id === difference.item)
  const said = (value: AnswerValue): string => (field ? say_value(field, value) : String(value ?? '')) || words.empty
  return (
    <fieldset className="difference">
      <legend>{field?.label || difference.item}</legend>
      {(['mine', 'theirs'] as const).map((one) => (
        <label key={one} className={side === one ? 'on' : undefined}>
          <input type="radio" checked={side === one} onChange={() => choose(one)} />
          <span>
            <small>{one === 'mine' ? words.mine : theirs_name}</small>
            {said(one === 'mine' ? difference.mine : difference.theirs)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
