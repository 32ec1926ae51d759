import { useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { fold } from '../../../../base/text/index.ts'
import { Dialog, RefusalNotice, Waiting } from '../../../../base/ui/index.ts'
import type { FormSummary } from '../../contract.ts'
import { use_forms } from '../chart-data.ts'
import { sentence } from '../tree/record-tree.tsx'
import { use_words } from '../words.ts'

const often = [
  ...['36-BV2', '38-BV2', '37-BV2', 'chuc-nang-song', '27-BV2', '16-BV2', 'chuyen-co-so', 'hen-kham-lai', '04-BV2'],
  'so-ket-15-ngay',
]

const rank = (form: FormSummary): number => (often.includes(form.slug) ? often.indexOf(form.slug) : often.length)

const text_of = ({ code, title, known_as, slug }: FormSummary): string =>
  fold([code, title, ...known_as, slug].join(' '))

type NewSheetProps = {
  kind: 'sheet' | 'record'
  error: unknown
  choose: (form: FormSummary) => void
  close: () => void
}

/** Every form of the circular, the daily ones first; type a few letters and press Enter. */
export const NewSheetDialog = ({ kind, error, choose, close }: NewSheetProps) => {
  const words = use_words()
  const forms = use_forms()
  const [text, set_text] = useState('')
  const [at, set_at] = useState(0)
  const shown = useMemo(() => {
    const phrase = fold(text).trim()
    const wanted = phrase.split(' ').filter(Boolean)
    /** Words that stand together as typed come first: “chuyen vien” is no sheet in which both words occur somewhere. */
    const apart = (form: FormSummary): number => (text_of(form).includes(phrase) ? 0 : 1)
    return (forms.data ?? [])
      .filter((form) => form.kind === kind && wanted.every((word) => text_of(form).includes(word)))
      .sort((a, b) => apart(a) - apart(b) || rank(a) - rank(b) || (a.slug < b.slug ? -1 : 1))
  }, [forms.data, kind, text])
  const on_key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') set_at(Math.min(at + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') set_at(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  const take = () => {
    const form = shown[at]
    if (form) choose(form)
  }
  return (
    <Dialog title={kind === 'record' ? words.second_record : words.choose_form} close={close} submit={take}>
      <input
        className="box"
        data-first
        aria-label={words.filter_forms}
        placeholder={words.filter_forms}
        value={text}
        onChange={(event) => {
          set_text(event.target.value)
          set_at(0)
        }}
        onKeyDown={on_key}
      />
      <RefusalNotice error={error ?? forms.error} />
      {forms.isPending && <Waiting />}
      <ul className="form-list" role="listbox" aria-label={words.choose_form}>
        {shown.map((form, index) => (
          <li key={form.slug} role="option" aria-selected={index === at}>
            <button type="button" tabIndex={-1} onMouseEnter={() => set_at(index)} onClick={() => choose(form)}>
              <code>{form.code}</code>
              <span>
                {sentence(form.title)}
                {form.known_as.length > 0 && <small className="muted">{form.known_as.join(', ')}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
