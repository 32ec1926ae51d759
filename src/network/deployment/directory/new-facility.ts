import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { add_facility, read_new_facility } from '../../membership/index.ts'
import { change_facility, read_state } from './register.ts'

type Given = { facility?: unknown; state?: unknown }

/**
 * A facility the directory does not know, with what it is from its first day on: by hand, as the Sở's paper says. It is no
 * member of the hub until it applies. @throws 409 when the code is known, 422 with what is wrong
 */
export const add_to_register = async (
  sql: Sql,
  caller: Caller,
  { given, today }: { given: unknown; today: string },
): Promise<{ code: string }> => {
  const { facility, state }: Given = typeof given === 'object' && given !== null ? given : {}
  const fresh = read_new_facility(facility)
  const from = read_state(state)
  if (fresh.gln && from.codes['gln'] && fresh.gln !== from.codes['gln'])
    throw fail.value('Hai số GLN khác nhau', 'state.codes.gln')
  await add_facility(sql, caller, fresh)
  await change_facility(sql, caller, fresh.code, { state: { ...from, name: fresh.name }, today })
  return { code: fresh.code }
}
