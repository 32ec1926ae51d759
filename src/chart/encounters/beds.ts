import { fail } from '../../base/outcome/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { demand_open_bed } from './open-places.ts'

/** Lays a stay in a bed. The table's key makes two clerks choosing one bed impossible. */
export const take_bed = async (unit: Unit, bed: string, encounter: string, since: string): Promise<void> => {
  await demand_open_bed(unit, bed)
  const { row_count } = await unit.sql.query(
    'INSERT INTO chart.bed_taken (facility, bed, encounter, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [unit.caller.facility, bed, encounter, since],
  )
  if (row_count === 0) throw fail.conflict('Giường này vừa có người bệnh khác; hãy chọn giường khác')
}

export const leave_bed = async (unit: Unit, encounter: string): Promise<void> => {
  await unit.sql.query('DELETE FROM chart.bed_taken WHERE facility = $1 AND encounter = $2', [
    unit.caller.facility,
    encounter,
  ])
}
