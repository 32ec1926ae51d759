import { ask, Button, Pick, query_string } from '../../../../base/ui/index.ts'
import type { AnswerValue, IcdHit } from '../../contract.ts'
import type { CodeItem, TextItem } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'

const catalogue_of: Record<string, string> = {
  'danh-muc-dan-toc': 'ethnicity',
  'danh-muc-nghe-nghiep': 'occupation',
  'danh-muc-quoc-tich': 'nationality',
  'danh-muc-tinh': 'province',
}

type Hit = { code: string; display: string } & Partial<IcdHit>

/** ICD-10 for diagnoses, the house's catalogues for the rest; a list we do not have leaves the text free. */
const search_of = (code: CodeItem, encounter: string) => async (text: string, signal: AbortSignal): Promise<Hit[]> => {
  const use = /comorbid|differential/.test(code.bind ?? '') || /kem|phan_biet/.test(code.id) ? 'comorbid' : 'main'
  if (code.code_system === 'ICD-10') return ask<IcdHit[]>(`/icd${query_string({ q: text, use, encounter })}`, { signal })
  const catalogue = catalogue_of[code.code_system ?? '']
  return catalogue ? ask<Hit[]>(`/catalog/${catalogue}${query_string({ q: text })}`, { signal }) : []
}

type CodedLineProps = {
  id?: string
  describedby?: string
  label: string
  code_item: CodeItem
  text: string
  code: string
  change: (text: string, code: string) => void
}

const CodedLine = ({ id, describedby, label, code_item, text, code, change }: CodedLineProps) => {
  const words = use_words()
  const desk = use_desk()
  if (desk.is_read_only) return <input className="box" aria-label={label} readOnly value={[text, code].filter(Boolean).join(' · ')} />
  return (
    <div className="coded">
      <Pick<Hit>
        {...(id && { id })}
        {...(describedby && { describedby })}
        label={label}
        text={text}
        change_text={(next) => change(next, next === '' ? '' : code)}
        search={search_of(code_item, desk.sheet.encounter)}
        choose={(hit) => change(hit.display, hit.code)}
        key_of={(hit) => hit.code}
        is_off={(hit) => hit.allowed === false}
        min_letters={2}
        placeholder=""
        none={words.no_icd}
        show={(hit) => (
          <>
            <code>{hit.code}</code>
            <span>
              {hit.display}
              {(hit.warnings ?? []).map((warning) => (
                <small key={warning} className="amber">
                  {' '}
                  · {warning}
                </small>
              ))}
            </span>
          </>
        )}
      />
      {code && (
        <button type="button" className="code-chip" title={words.pick_code(code)} aria-label={`${words.pick_code(code)}, ×`} onClick={() => change(text, '')}>
          {code} <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  )
}

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
  Array.isArray(value) ? value.map(String) : value === undefined || value === null || value === '' ? [] : [String(value)]

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
                change={(next_text, next_code) => put(shown.map((one, at) => (at === index ? { text: next_text, code: next_code } : one)))}
              />
              {index < lines.length && !desk.is_read_only && (
                <Button look="quiet" aria-label={`${words.remove} ${index + 1}`} onClick={() => put(lines.filter((_, at) => at !== index))}>
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
