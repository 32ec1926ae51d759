import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { note } from '../scope.ts'
import { read_body } from './check-body.ts'
import { change_entry, get_entry } from './entries.ts'
import { get_register } from './registers.ts'

type Wish = { facility: string; id: string; version: number; body: Record<string, unknown> }

/** The Sở's own fields of a line, in whatever state it is: what it did about the line, beside its answer. @throws 409, 412, 422 */
export const write_so_fields = async (sql: Sql, caller: Caller, wish: Wish): Promise<void> => {
  const entry = await get_entry(sql, wish.facility, wish.id)
  if (entry.version !== wish.version)
    throw fail.version_mismatch('Dòng này vừa được người khác sửa; hãy tải lại', { current: entry })
  const register = get_register(entry.kind)
  const own = new Set(register.fields.filter(({ by_so }) => by_so).map(({ id }) => id))
  if (entry.state === 'void' || own.size === 0) throw fail.conflict('Dòng này không có phần của Sở để ghi')
  const other = Object.keys(wish.body).find((id) => !own.has(id))
  if (other !== undefined) throw fail.value(`“${other.slice(0, 40)}” không phải phần của Sở`, other.slice(0, 40))
  const kept = Object.entries(entry.body).filter(([id]) => !own.has(id))
  const body = read_body(register, { ...Object.fromEntries(kept), ...wish.body })
  const { reason, due } = entry
  await change_entry(sql, caller, entry, { body, reason, due })
  const said = [...own].map((id) => String(body[id] ?? '')).join(' ')
  await note(sql, caller, `${entry.kind}-so`, `Organization/${entry.facility}`, `${entry.id} ${said}`)
}
