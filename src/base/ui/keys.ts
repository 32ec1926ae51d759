import { useEffect, useRef } from 'react'

/**
 * One list of keys a part of the screen listens to; the same list is the `?` map. A plain letter works only while
 * nothing is being typed; F-keys and combinations always.
 */
export type KeyAct = { key: string; label: string; run: () => void; hidden?: boolean }

type Group = { title: string; acts: KeyAct[] }

const groups = new Set<{ current: Group }>()

/** What is listened to right now, the latest opened first. */
export const keys_now = (): Group[] =>
  [...groups].map((group) => group.current).filter((group) => group.acts.length > 0)

/** "Ctrl+Enter", "Alt+ArrowUp", "F9", "?" */
export const name_of_key = (event: KeyboardEvent): string => {
  const held = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : ''].filter(Boolean)
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && event.key.length > 1 ? ['Shift'] : []
  return [...held, ...shift, key].join('+')
}

const is_typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))

const works_while_typing = (key: string): boolean => /^(Ctrl|Alt)\+|^F\d+$|^Escape$/.test(key)

/** `enabled` false while the part is there but not in front. */
export const use_keys = (title: string, acts: KeyAct[], enabled = true): void => {
  const group = useRef<Group>({ title, acts })
  group.current = { title, acts: enabled ? acts : [] }
  useEffect(() => {
    groups.add(group)
    const on_key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = name_of_key(event)
      const act = group.current.acts.find((one) => one.key.toLowerCase() === name.toLowerCase())
      if (!act || (is_typing(event.target) && !works_while_typing(act.key))) return
      // a dialog has its own keys (Enter, Escape); those of the page below rest meanwhile
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      act.run()
    }
    window.addEventListener('keydown', on_key)
    return () => {
      groups.delete(group)
      window.removeEventListener('keydown', on_key)
    }
  }, [])
}

const shown: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Enter: '↵', Escape: 'Esc' }

/** "Ctrl+Enter" → "Ctrl ↵" for a key cap. */
export const show_key = (key: string): string =>
  key
    .split('+')
    .map((part) => shown[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
