import { useMemo, useState } from 'react'
import type { Answers, Sheet } from '../../contract.ts'
import { fields_of } from '../../form-definition.ts'
import type { Field, FormDefinition } from '../../form-definition.ts'
import { read_copied, write_copied } from '../drafts/mirror.ts'
import type { DraftDesk } from '../drafts/use-draft.ts'
import type { Desk } from './desk.tsx'
import { is_empty } from './plan-section.ts'

type DeskParts = {
  sheet: Sheet
  form: FormDefinition
  draft: DraftDesk
  is_read_only: boolean
  issues: Map<string, string>
  came_to: (place: string) => void
}

/** The store's facts and the hand's words, as one set of answers the fields read and write. */
export const use_sheet_desk = ({
  sheet,
  form,
  draft,
  is_read_only,
  issues,
  came_to,
}: DeskParts): Desk & { unread: number } => {
  const [corrected, set_corrected] = useState<ReadonlySet<string>>(new Set())
  const [copied, set_copied] = useState(() => read_copied(sheet.id))
  const filled = useMemo(() => new Set(sheet.filled), [sheet.filled])
  const correctable = useMemo(() => new Set(sheet.correctable), [sheet.correctable])
  const answers = useMemo(() => {
    const known = Object.fromEntries(
      Object.entries(sheet.answers).filter(([item]) => filled.has(item) && !corrected.has(item)),
    )
    return { ...draft.state.answers, ...known } satisfies Answers
  }, [sheet.answers, filled, corrected, draft.state.answers])

  const read = (item: string) => {
    if (!copied.items.includes(item)) return
    const note = { ...copied, items: copied.items.filter((one) => one !== item) }
    set_copied(note)
    write_copied(sheet.id, note)
  }
  const is_known = (field: Field): boolean => {
    if (filled.has(field.id)) return !corrected.has(field.id)
    if (field.auto === true) return true
    return field.computed === true && field.bind !== undefined && is_empty(answers[field.id])
  }
  /** A text and its code are put right together, starting from what the store says. */
  const correct = (item: string) => {
    const pair = fields_of(form).filter((field) => field.id === item || (field.type === 'code' && field.of === item))
    set_corrected(new Set([...corrected, ...pair.map((field) => field.id)]))
    for (const field of pair) draft.keeper.change(field.id, sheet.answers[field.id] ?? null)
  }
  return {
    form,
    sheet,
    answers,
    is_read_only,
    is_known,
    may_correct: (field) => !is_read_only && correctable.has(field.id),
    correct,
    change: (item, value) => {
      read(item)
      draft.keeper.change(item, value)
    },
    copied_from: (item) => (!is_read_only && copied.items.includes(item) ? copied.from : undefined),
    read,
    issue_of: (item) =>
      is_empty(answers[item]) || !issues.get(item)?.startsWith('Còn thiếu') ? issues.get(item) : undefined,
    came_to: (item, cell) => {
      came_to(cell === undefined ? item : `${item}/${cell}`)
      read(item)
    },
    unread: copied.items.length,
  }
}
