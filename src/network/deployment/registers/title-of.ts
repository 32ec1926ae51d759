import { format_date } from '../../../base/time/index.ts'
import { find_choice } from './find-choice.ts'
import type { Register } from './field.ts'

/** What a line is called by, as people read it: a choice by its name, a day as people write it. */
export const title_of = (register: Register, body: Record<string, string | number | boolean>): string => {
  const value = body[register.title]
  if (value === undefined) return ''
  const field = register.fields.find(({ id }) => id === register.title)
  if (field?.type === 'day') return format_date(String(value))
  return find_choice(field?.choices ?? [], String(value))?.name ?? String(value)
}
