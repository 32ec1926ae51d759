import { fail } from '../../base/outcome/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'

/** Who closes a place and who lays somebody there wait for each other. */
export const lock_place = async (unit: Unit, id: string, shared = false): Promise<void> => {
  await unit.sql.query(
    `SELECT pg_advisory_xact_lock${shared ? '_shared' : ''}(hashtext($1), hashtext('place:' || $2::text))`,
    [unit.caller.facility, id],
  )
}

/** A department that works, and goes on working until the stay is written. */
export const demand_open_department = async (unit: Unit, id: string): Promise<void> => {
  await lock_place(unit, id, true)
  const stored = await unit.find('Organization', id)
  if (!stored) throw fail.value('Không có khoa này', 'department')
  if (resource_of(stored)['active'] === false) throw fail.rule('Khoa này đã ngừng dùng; hãy chọn khoa khác')
}

/** As for departments: nobody is laid in a bed that was taken out of use. */
export const demand_open_bed = async (unit: Unit, id: string): Promise<void> => {
  await lock_place(unit, id)
  const stored = await unit.find('Location', id)
  if (!stored) throw fail.value('Không có giường này', 'bed')
  if (resource_of(stored)['status'] === 'inactive') throw fail.rule('Giường này đã ngừng dùng; hãy chọn giường khác')
}
