import { Button } from '../../../../base/ui/index.ts'
import type { Field } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { focus_item, use_desk } from './desk.tsx'
import { say_value } from '../../say-value.ts'

/** Boxes the store fills: shown, not typed. What may be put right here has its own small button. */
export const KnownList = ({ fields }: { fields: Field[] }) => {
  const words = use_words()
  const desk = use_desk()
  return (
    <dl className="known" aria-label={words.from_store}>
      {fields.map((field) => {
        const said = say_value(field, desk.answers[field.id])
        return (
          <div key={field.id} data-item={field.id} className={said.length > 34 ? 'long' : undefined}>
            <dt>{field.label}</dt>
            <dd>
              {said || <span className="muted">{field.auto || field.computed ? words.auto : '—'}</span>}
              {desk.may_correct(field) && (
                <Button
                  look="link"
                  onClick={() => {
                    desk.correct(field.id)
                    focus_item(field.id)
                  }}
                >
                  {words.correct}
                </Button>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
