import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { AutoText, into_view } from '../../../../base/ui/index.ts'
import { find_trigger, leave_stop, match_phrases, next_stop, put_phrase } from './expand.ts'
import type { Phrase, Trigger } from './expand.ts'
import { use_phrases } from './phrase-store.ts'

type PhraseTextProps = {
  ids?: { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; 'aria-required'?: boolean }
  label?: string
  value: string
  change: (value: string) => void
  lines?: number
  read_only?: boolean
  className?: string
}

const shown_max = 7

/** Long text with mẫu câu: `;` opens the list, Enter, Tab or Space takes, Tab then walks the stops. */
export const PhraseText = ({ ids, label, value, change, lines = 2, read_only, className }: PhraseTextProps) => {
  const phrases = use_phrases()
  const [trigger, set_trigger] = useState<Trigger>()
  const [at, set_at] = useState(0)
  const area = useRef<HTMLTextAreaElement | null>(null)
  const hits = trigger ? match_phrases(phrases, trigger.name).slice(0, shown_max) : []

  /** At once, not at the next frame: a fast hand's next Tab must find the stop already selected. */
  const put = (text: string, from: number, to: number) => {
    if (text !== value) flushSync(() => change(text))
    area.current?.focus()
    area.current?.setSelectionRange(from, to)
  }
  const take = (phrase: Phrase) => {
    if (!trigger || !area.current) return
    const edit = put_phrase(value, trigger, area.current.selectionStart, phrase)
    set_trigger(undefined)
    put(edit.text, edit.from, edit.to)
  }
  const on_key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    area.current = event.currentTarget
    const exact = hits.find((phrase) => phrase.name === trigger?.name)
    if (hits.length > 0 && !event.ctrlKey && !event.altKey) {
      if (event.key === 'ArrowDown') set_at((at + 1) % hits.length)
      else if (event.key === 'ArrowUp') set_at((at - 1 + hits.length) % hits.length)
      else if ((event.key === 'Enter' || event.key === 'Tab') && hits[at]) take(hits[at])
      else if (event.key === ' ' && exact) take(exact)
      else if (event.key === 'Escape') set_trigger(undefined)
      else return
      event.preventDefault()
      event.stopPropagation()
      return
    }
    if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey || event.altKey) return
    const { selectionStart, selectionEnd } = event.currentTarget
    const left = leave_stop(value, selectionStart, selectionEnd)
    const stop = left ?? next_stop(value, selectionEnd)
    if (!stop || (left && left.text === value && left.from === left.to)) return
    event.preventDefault()
    put(left?.text ?? value, stop.from, stop.to)
  }
  return (
    <div className="pick">
      <AutoText
        {...ids}
        aria-label={label}
        className={className ?? ''}
        lines={lines}
        value={value}
        readOnly={read_only}
        onChange={(event) => {
          area.current = event.target
          change(event.target.value)
          set_trigger(find_trigger(event.target.value, event.target.selectionStart))
          set_at(0)
        }}
        onKeyDown={on_key}
        onBlur={() => set_trigger(undefined)}
      />
      {hits.length > 0 && (
        <ul ref={into_view} className="pick-list" role="listbox">
          {hits.map((phrase, index) => (
            <li
              key={phrase.name}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault()
                take(phrase)
              }}
            >
              <code>;{phrase.name}</code>
              <span className="phrase-line">{phrase.text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
