import type { Sql } from '../../../platform/database/index.ts'
import type { RegisterSums } from '../contract.ts'
import { get_register } from '../registers/registers.ts'
import type { Register } from '../registers/field.ts'
import { sum_lines, type Judged } from '../registers/sum-register.ts'
import type { AsOf } from './as-of.ts'
import { list_entries_on, type EntryOn } from './entries-on.ts'

/** A register over all facilities as it stood at the end of a day, added up as its page adds up today's. */
export type RegisterOn = { register: Register; lines: (EntryOn & Judged)[] } & Pick<RegisterSums, 'total' | 'parts'>

/** To be asked in as_oversight; for reports. @throws 404 for a kind nobody keeps */
export const read_register_on = async (sql: Sql, kind: string, as_of: AsOf): Promise<RegisterOn> => {
  const register = get_register(kind)
  return { register, ...sum_lines(register, await list_entries_on(sql, kind, as_of), as_of.day) }
}
