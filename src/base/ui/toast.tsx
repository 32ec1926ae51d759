import { useEffect, useState } from 'react'

const listeners = new Set<(text: string) => void>()
const shown_ms = 3500

/** One short line at the foot of the screen: something was done. Never for refusals. */
export const say_done = (text: string): void => listeners.forEach((listener) => listener(text))

export const Toast = () => {
  const [text, set_text] = useState('')
  useEffect(() => {
    let timer = 0
    const show = (next: string) => {
      set_text(next)
      window.clearTimeout(timer)
      timer = window.setTimeout(() => set_text(''), shown_ms)
    }
    listeners.add(show)
    return () => {
      listeners.delete(show)
      window.clearTimeout(timer)
    }
  }, [])
  return (
    <div role="status" aria-live="polite">
      {text && <div className="toast fade-in">{text}</div>}
    </div>
  )
}
