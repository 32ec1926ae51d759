import { useEffect, useId, useRef } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './button.tsx'
import { use_ui_words } from './words.ts'

type DialogProps = {
  title: string
  wide?: boolean
  /** Absent: the dialog stays until its work is done. */
  close?: () => void
  /** Given: the dialog is a form, Enter and the main button send it. */
  submit?: () => void
  foot?: ReactNode
  children: ReactNode
}

/** A dialog of the browser itself: focus stays inside, Escape closes, focus returns where it was. */
export const Dialog = ({ title, wide, close, submit, foot, children }: DialogProps) => {
  const words = use_ui_words()
  const dialog = useRef<HTMLDialogElement>(null)
  const title_id = useId()
  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    shown?.querySelector<HTMLElement>('[data-first], .sheet-body input, .sheet-body textarea, .btn.primary')?.focus()
  }, [])
  const on_submit = (event: FormEvent) => {
    event.preventDefault()
    // through the portal React would hand it on to the page's own form
    event.stopPropagation()
    submit?.()
  }
  return createPortal(
    <dialog
      ref={dialog}
      className={wide ? 'sheet wide' : 'sheet'}
      aria-labelledby={title_id}
      onCancel={(event) => {
        event.preventDefault()
        close?.()
      }}
    >
      <form onSubmit={on_submit}>
        <header className="sheet-head">
          <h2 id={title_id}>{title}</h2>
          <span className="push" />
          {close && (
            <Button look="quiet" onClick={close} aria-label={words.close} shortcut="Escape">
              {words.close}
            </Button>
          )}
        </header>
        <div className="sheet-body">{children}</div>
        {foot && <footer className="sheet-foot">{foot}</footer>}
      </form>
    </dialog>,
    document.body,
  )
}
