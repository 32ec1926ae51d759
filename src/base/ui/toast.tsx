import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { RefusalNotice } from './notice.tsx'
import { use_ui_words } from './words.ts'

type Said = { text: string } | { error: unknown }

const listeners = new Set<(said: Said) => void>()
const shown_ms = 3500

const say = (said: Said): void => listeners.forEach((listener) => listener(said))

/** One short line at the foot of the screen: something was done. Never for refusals. */
export const say_done = (text: string): void => say({ text })

/** A refusal of what has no place of its own on the page: it stays until the person has read it. */
export const say_refused = (error: unknown): void => say({ error })

const RefusedToast = ({ error, close }: { error: unknown; close: () => void }) => {
  const words = use_ui_words()
  return (
    <div className="toast toast-refused fade-in">
      <RefusalNotice error={error} />
      <Button look="link" onClick={close}>
        {words.close}
      </Button>
    </div>
  )
}

export const Toast = () => {
  const [said, set_said] = useState<Said>()
  useEffect(() => {
    let timer = 0
    const show = (next: Said) => {
      set_said(next)
      window.clearTimeout(timer)
      if ('text' in next) timer = window.setTimeout(() => set_said(undefined), shown_ms)
    }
    listeners.add(show)
    return () => {
      listeners.delete(show)
      window.clearTimeout(timer)
    }
  }, [])
  return (
    <div role="status" aria-live="polite">
      {said && 'text' in said && <div className="toast fade-in">{said.text}</div>}
      {said && 'error' in said && <RefusedToast error={said.error} close={() => set_said(undefined)} />}
    </div>
  )
}
