import { useLayoutEffect, useRef } from 'react'
import type { TextareaHTMLAttributes } from 'react'

type AutoTextProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { lines?: number }

/** A text area as tall as its text. */
export const AutoText = ({ lines = 2, value, className = '', ...rest }: AutoTextProps) => {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const shown = area.current
    if (!shown) return
    const fit = () => {
      shown.style.height = 'auto'
      shown.style.height = `${shown.scrollHeight + 2}px`
    }
    const before = shown.offsetHeight
    fit()
    // the line just begun must not hide behind the foot of the pane
    if (document.activeElement === shown && shown.offsetHeight > before) shown.scrollIntoView({ block: 'nearest' })
    const width_watch = new ResizeObserver(([entry]) => {
      const width = String(Math.round(entry?.contentRect.width ?? 0))
      if (shown.dataset.width === width) return
      shown.dataset.width = width
      fit()
    })
    width_watch.observe(shown)
    return () => width_watch.disconnect()
  }, [value])
  return <textarea ref={area} rows={lines} className={`box ${className}`} value={value} {...rest} />
}
