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
}

/** The keys of an open sheet; F2 only where entries are signed one by one (tờ điều trị). */
export const use_sheet_keys = ({ desk, sign, print, next_section, previous_section }: SheetKeys): void => {
  const words = use_words()
  const entries = desk.form.sections
    .flatMap((section) => section.items)
    .find((item) => item.type === 'table' && item.row_signature !== undefined)
  const add_entry = () => entries?.type === 'table' && add_row(entries, rows_of(desk.answers[entries.id]), desk.change)
  use_keys(words.sheet_keys, [
    { key: 'F9', label: words.sign, run: sign },
    { key: 'F4', label: words.preview, run: print },
    { key: 'p', label: words.print, run: print },
    { key: 'Ctrl+Enter', label: words.next_section, run: next_section },
    { key: 'Ctrl+Shift+Enter', label: words.previous_section, run: previous_section },
    ...(entries && !desk.is_read_only ? [{ key: 'F2', label: words.add_entry, run: add_entry }] : []),
  ])
}
