import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { use_ui_words } from './words.ts'

export type PickProps<Hit> = {
  id?: string
  label?: string
  text: string
  change_text: (text: string) => void
  search: (text: string, signal: AbortSignal) => Promise<Hit[]>
  choose: (hit: Hit) => void
  /** What Ctrl+Enter does with the hit under the keys, where a hit leads to two places. */
  choose_other?: (hit: Hit) => void
  key_of: (hit: Hit) => string
  show: (hit: Hit) => ReactNode
  is_off?: (hit: Hit) => boolean
  blur?: () => void
  on_key?: (event: KeyboardEvent<HTMLInputElement>) => void
  placeholder?: string
  describedby?: string
  min_letters?: number
  required?: boolean
  className?: string
  none?: ReactNode
}

const pause_ms = 160

/** A list that opened below the fold is no list. */
export const into_view = (list: HTMLElement | null): void => {
  list?.scrollIntoView({ block: 'nearest' })
}

/** A text field with a list under it (WAI-ARIA combobox). The text stays free: choosing only helps. */
export const Pick = <Hit,>(props: PickProps<Hit>) => {
  const { text, search, choose, min_letters = 1 } = props
  const words = use_ui_words()
  const list_id = useId()
  const [asked, set_asked] = useState('')
  const [is_open, set_open] = useState(false)
  const [hits, set_hits] = useState<Hit[]>()
  const [at, set_at] = useState(0)
  const searching = useRef(search)
  searching.current = search

  useEffect(() => {
    if (!is_open || asked.trim().length < min_letters) return set_hits(undefined)
    const stop = new AbortController()
    const timer = window.setTimeout(() => {
      searching.current(asked.trim(), stop.signal).then(
        (found) => {
          set_hits(found)
          set_at(0)
        },
        () => !stop.signal.aborted && set_hits([]),
      )
    }, pause_ms)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [asked, is_open, min_letters])

  const take = (hit: Hit | undefined) => {
    if (hit === undefined || props.is_off?.(hit)) return
    choose(hit)
    set_open(false)
  }
  const take_other = (hit: Hit | undefined) => {
    if (hit === undefined) return
    props.choose_other?.(hit)
    set_open(false)
  }
  const on_key = (event: KeyboardEvent<HTMLInputElement>) => {
    const shown = is_open && hits !== undefined && hits.length > 0
    if (event.key === 'ArrowDown' && !is_open) set_open(true)
    else if (event.key === 'ArrowDown' && shown) set_at((at + 1) % hits.length)
    else if (event.key === 'ArrowUp' && shown) set_at((at - 1 + hits.length) % hits.length)
    else if (event.key === 'Enter' && shown && !event.ctrlKey) take(hits[at])
    else if (event.key === 'Enter' && shown && event.ctrlKey && props.choose_other) take_other(hits[at])
    else if (event.key === 'Escape' && is_open) set_open(false)
    else return props.on_key?.(event)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="pick">
      <input
        id={props.id}
        className={`box ${props.className ?? ''}`}
        role="combobox"
        aria-label={props.label}
        aria-describedby={props.describedby}
        aria-expanded={is_open && hits !== undefined}
        aria-controls={list_id}
        aria-activedescendant={is_open && hits?.[at] ? `${list_id}-${at}` : undefined}
        aria-required={props.required ?? false}
        autoComplete="off"
        placeholder={props.placeholder ?? words.type_to_search}
        value={text}
        onChange={(event) => {
          props.change_text(event.target.value)
          set_asked(event.target.value)
          set_open(true)
        }}
        onKeyDown={on_key}
        onBlur={() => {
          set_open(false)
          props.blur?.()
        }}
      />
      {is_open && hits && (
        <ul id={list_id} ref={into_view} className="pick-list" role="listbox">
          {hits.length === 0 && <li className="none">{props.none ?? words.nothing_found}</li>}
          {hits.map((hit, index) => (
            <li
              key={props.key_of(hit)}
              id={`${list_id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={props.is_off?.(hit) ? 'off' : undefined}
              // before blur, so that the field keeps focus
              onMouseDown={(event) => {
                event.preventDefault()
                take(hit)
              }}
            >
              {props.show(hit)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
