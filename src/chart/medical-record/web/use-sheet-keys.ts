import { use_keys } from '../../../base/ui/index.ts'
import type { Desk } from './entry/desk.tsx'
import { add_row } from './entry/table-field.tsx'
import { rows_of } from './entry/table-rows.ts'
import { use_words } from './words.ts'

type SheetKeys = {
  desk: Desk
  sign: () => void
  print: () => void
  next_section: () => void
  previous_section: () => void
  enter: () => void
  /** Absent where there is nothing to complete, or nothing to put right. */
  complete: (() => void) | undefined
  amend: (() => void) | undefined
  enabled: boolean
}

/** The keys of an open sheet; F2 only where entries are signed one by one (tờ điều trị). */
export const use_sheet_keys = ({ desk, enabled, ...acts }: SheetKeys): void => {
  const words = use_words()
  const entries = desk.form.sections
    .flatMap((section) => section.items)
    .find((item) => item.type === 'table' && item.row_signature !== undefined)
  const add_entry = () => entries?.type === 'table' && add_row(entries, rows_of(desk.answers[entries.id]), desk.change)
  const keys = [
    { key: 'e', label: words.to_entry, run: acts.enter },
    ...(acts.complete ? [{ key: 'F8', label: words.complete, run: acts.complete }] : []),
    ...(acts.amend ? [{ key: 's', label: words.amend, run: acts.amend }] : []),
    { key: 'F9', label: words.sign, run: acts.sign },
    { key: 'F4', label: words.preview, run: acts.print },
    { key: 'p', label: words.print, run: acts.print },
    { key: 'Ctrl+Enter', label: words.next_section, run: acts.next_section },
    { key: 'Ctrl+Shift+Enter', label: words.previous_section, run: acts.previous_section },
    ...(entries && !desk.is_read_only ? [{ key: 'F2', label: words.add_entry, run: add_entry }] : []),
  ]
  use_keys(words.sheet_keys, keys, enabled)
}
