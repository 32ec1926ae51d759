import { createContext, useContext } from 'react'
import type { AnswerValue, Answers, Sheet } from '../../contract.ts'
import type { Field, FormDefinition } from '../../form-definition.ts'

/** What every field of an entry needs to know; one desk a sheet. */
export type Desk = {
  form: FormDefinition
  sheet: Sheet
  answers: Answers
  is_read_only: boolean
  is_known: (field: Field) => boolean
  may_correct: (field: Field) => boolean
  correct: (item: string) => void
  change: (item: string, value: AnswerValue) => void
  /** Where copied text came from while it is still unread. */
  copied_from: (item: string) => string | undefined
  read: (item: string) => void
  issue_of: (item: string) => string | undefined
  came_to: (item: string, cell?: string) => void
}

const DeskContext = createContext<Desk | undefined>(undefined)
export const DeskRoom = DeskContext.Provider

export const use_desk = (): Desk => {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('use_desk outside a DeskRoom')
  return desk
}

/** Puts the cursor into a field of the entry, once it is there. */
export const focus_item = (item: string, row?: string): void => {
  window.requestAnimationFrame(() => {
    const boxes = document.querySelectorAll<HTMLElement>(`[data-item="${CSS.escape(item)}"]`)
    const shown = [...boxes].find((box) => box.offsetParent !== null)
    const place =
      row === undefined ? shown : (shown?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(row)}"]`) ?? shown)
    place?.scrollIntoView({ block: 'nearest' })
    place?.querySelector<HTMLElement>('input, textarea, select, button, [tabindex="0"]')?.focus({ preventScroll: true })
  })
}

/** Puts the cursor into the first field of the open section that can be typed. */
export const focus_first = (): void => {
  window.requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>('.entry-body input:not([readonly]), .entry-body textarea:not([readonly])')
      ?.focus(),
  )
}
