import { Button } from '../../../../base/ui/index.ts'
import type { AnswerValue } from '../../contract.ts'
import type { CodeItem, TextItem } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { CodedLine } from './coded-line.tsx'
import { use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'

/** A diagnosis and its code: one field, filled together. */
export const CodedField = ({ text, code }: { text: TextItem; code: CodeItem }) => {
  const words = use_words()
  const desk = use_desk()
  const hint = code.code_system === 'ICD-10' ? words.icd_hint : undefined
  if (text.repeatable || code.repeatable) return <CodedLines text={text} code={code} />
  return (
    <FieldFrame field={{ ...text, required: text.required ?? false }} aside={hint}>
      {(ids) => (
        <div data-item={code.id}>
          <CodedLine
            id={ids.id}
            describedby={ids['aria-describedby']}
            label={text.label}
            code_item={code}
            text={String(desk.answers[text.id] ?? '')}
            code={String(desk.answers[code.id] ?? '')}
            change={(next_text, next_code) => {
              desk.change(text.id, next_text || null)
              desk.change(code.id, next_code || null)
            }}
          />
        </div>
      )}
    </FieldFrame>
  )
}

const list_of = (value: AnswerValue | undefined): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : value === undefined || value === null || value === ''
      ? []
      : [String(value)]

/** Comorbidities: lines of text and code that stay side by side; an empty line waits at the end. */
const CodedLines = ({ text, code }: { text: TextItem; code: CodeItem }) => {
  const words = use_words()
  const desk = use_desk()
  const texts = list_of(desk.answers[text.id])
  const codes = list_of(desk.answers[code.id])
  const lines = texts.map((one, index) => ({ text: one, code: codes[index] ?? '' }))
  const put = (next: { text: string; code: string }[]) => {
    const kept = next.filter((line, index) => line.text !== '' || index < next.length - 1)
    desk.change(text.id, kept.length > 0 ? kept.map((line) => line.text) : null)
    desk.change(code.id, kept.some((line) => line.code) ? kept.map((line) => line.code) : null)
  }
  const shown = desk.is_read_only ? lines : [...lines, { text: '', code: '' }]
  return (
    <FieldFrame field={text} is_group aside={words.icd_hint}>
      {() => (
        <div className="stack tight" data-item={code.id}>
          {shown.map((line, index) => (
            <div key={index} className="row">
              <CodedLine
                label={`${text.label} ${index + 1}`}
                code_item={code}
                text={line.text}
                code={line.code}
                change={(next_text, next_code) =>
                  put(shown.map((one, at) => (at === index ? { text: next_text, code: next_code } : one)))
                }
              />
              {index < lines.length && !desk.is_read_only && (
                <Button
                  look="quiet"
                  aria-label={`${words.remove} ${index + 1}`}
                  onClick={() => put(lines.filter((_, at) => at !== index))}
                >
                  ×
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
    </FieldFrame>
  )
}

/** A code box whose text stands elsewhere. */
export const LoneCodeField = ({ field }: { field: CodeItem }) => {
  const desk = use_desk()
  return (
    <FieldFrame field={field}>
      {(ids) => (
        <CodedLine
          id={ids.id}
          label={field.label}
          code_item={field}
          text={String(desk.answers[field.id] ?? '')}
          code=""
          change={(text, code) => desk.change(field.id, code || text || null)}
        />
      )}
    </FieldFrame>
  )
}
