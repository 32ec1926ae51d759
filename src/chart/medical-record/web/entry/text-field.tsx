import type { DateItem, TextItem } from '../../form-definition.ts'
import { MomentInput } from '../../../../base/ui/index.ts'
import { PhraseText } from '../phrases/phrase-text.tsx'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'

const shown_lines_max = 3

export const TextField = ({ field }: { field: TextItem }) => {
  const words = use_words()
  const desk = use_desk()
  const value = String(desk.answers[field.id] ?? '')
  const is_long = field.type === 'long-text'
  const className = desk.copied_from(field.id) === undefined ? '' : 'copied'
  return (
    <FieldFrame field={field} aside={is_long ? words.phrase_hint : undefined} hint={field.print_hint?.includes('…') ? undefined : field.print_hint}>
      {(ids) =>
        is_long ? (
          <PhraseText
            ids={ids}
            className={className}
            lines={Math.min(field.lines ?? 2, shown_lines_max)}
            value={value}
            read_only={desk.is_read_only}
            change={(next) => desk.change(field.id, next)}
          />
        ) : (
          <input
            {...ids}
            className={`box ${className}`}
            autoComplete="off"
            value={value}
            readOnly={desk.is_read_only}
            onChange={(event) => desk.change(field.id, event.target.value)}
          />
        )
      }
    </FieldFrame>
  )
}

export const MomentField = ({ field }: { field: DateItem }) => {
  const desk = use_desk()
  return (
    <FieldFrame field={field}>
      {(ids) => (
        <MomentInput
          id={ids.id}
          kind={field.type}
          value={String(desk.answers[field.id] ?? '')}
          readOnly={desk.is_read_only}
          change={(next) => desk.change(field.id, next || null)}
        />
      )}
    </FieldFrame>
  )
}

/** A line that may be there several times: Enter begins the next one. */
export const LinesField = ({ field }: { field: TextItem }) => {
  const desk = use_desk()
  const value = desk.answers[field.id]
  const lines = Array.isArray(value) ? value.map(String) : typeof value === 'string' && value ? [value] : []
  return (
    <FieldFrame field={field} aside="↵">
      {(ids) => (
        <PhraseText
          ids={ids}
          lines={1}
          value={lines.join('\n')}
          read_only={desk.is_read_only}
          change={(next) => desk.change(field.id, next === '' ? null : next.split('\n'))}
        />
      )}
    </FieldFrame>
  )
}
