import { useId } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../../../base/ui/index.ts'
import type { Field } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'

type FieldFrameProps = {
  field: Field
  aside?: ReactNode
  hint?: ReactNode
  tone?: 'bad' | 'doubt' | undefined
  /** A group (radios, table) is named by its caption, a single control by its label. */
  is_group?: boolean
  bare?: boolean
  children: (ids: {
    id: string
    'aria-describedby': string
    'aria-invalid': boolean
    'aria-required': boolean
  }) => ReactNode
}

/** Caption, required mark, where it came from, and what is wrong with it. */
export const FieldFrame = ({ field, aside, hint, tone, is_group, bare, children }: FieldFrameProps) => {
  const words = use_words()
  const desk = use_desk()
  const id = useId()
  const issue = desk.issue_of(field.id)
  const copied = desk.copied_from(field.id)
  const caption = field.label.replace(/:\s*$/, '')
  const copied_note = copied !== undefined && (
    <span className="copied-note">
      {words.copied(copied)} ·{' '}
      <Button look="link" onClick={() => desk.read(field.id)}>
        {words.confirm}
      </Button>
    </span>
  )
  const classes = ['field', bare && 'bare', copied !== undefined && 'is-copied'].filter(Boolean).join(' ')
  const name = (
    <>
      <span>
        {caption}
        {(field.required || issue) && <em> *</em>}
      </span>
      {aside && <small>{aside}</small>}
    </>
  )
  const body = children({
    id,
    'aria-describedby': `${id}-hint`,
    'aria-invalid': issue !== undefined || tone === 'bad',
    'aria-required': field.required ?? false,
  })
  return (
    <div
      className={classes}
      data-item={field.id}
      role={is_group ? 'group' : undefined}
      aria-label={is_group ? caption : undefined}
      onFocus={(event) => desk.came_to(field.id, event.target.closest<HTMLElement>('[data-cell]')?.dataset.cell)}
    >
      {is_group ? (
        <div className="name">{name}</div>
      ) : (
        <label className="name" htmlFor={id}>
          {name}
        </label>
      )}
      {is_group && copied_note}
      {body}
      <div id={`${id}-hint`} className={issue ? 'hint bad' : tone ? `hint ${tone}` : 'hint'}>
        {issue ?? hint}
        {!is_group && copied_note}
      </div>
    </div>
  )
}
