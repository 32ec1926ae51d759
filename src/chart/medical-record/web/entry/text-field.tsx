import type { DateItem, TextItem } from '../../form-definition.ts'
import { Button, MomentInput, now_local } from '../../../../base/ui/index.ts'
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
  return (
    <FieldFrame
      field={field}
      aside={is_long ? words.phrase_hint : undefined}
      hint={field.print_hint?.includes('…') ? undefined : field.print_hint}
    >
      {(ids) =>
        is_long ? (
          <PhraseText
            ids={ids}
            lines={Math.min(field.lines ?? 2, shown_lines_max)}
            value={value}
            read_only={desk.is_read_only}
            change={(next) => desk.change(field.id, next)}
          />
        ) : (
          <input
            {...ids}
            className="box"
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
  const words = use_words()
  const desk = use_desk()
  const value = String(desk.answers[field.id] ?? '')
  const now = (
    <Button
      look="link"
      tabIndex={-1}
      onClick={() => desk.change(field.id, now_local().slice(0, field.type === 'date' ? 10 : 16))}
    >
      {field.type === 'date' ? words.today : words.right_now}
    </Button>
  )
  // the paper prints "Ngày … tháng … năm …": a caption made of blanks is none
  const captioned = /^Ngày …/.test(field.label) ? { ...field, label: words.date_caption } : field
  return (
    <FieldFrame field={captioned} aside={value || desk.is_read_only ? undefined : now}>
      {(ids) => (
        <MomentInput
          id={ids.id}
          kind={field.type}
          value={value}
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
