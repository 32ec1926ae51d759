import type { FullySigned } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { compose_reexam_document } from './compose.ts'

/** A slip for one's own house stands in one's own book as soon as it is signed: one for each slip, as it says last. */
export const put_own_appointment = async (unit: Unit, signed: FullySigned): Promise<void> => {
  const { sections } = await compose_reexam_document(unit, signed)
  const told = sections.flatMap(({ entries }) => entries).find(({ resourceType }) => resourceType === 'Appointment')
  if (!told) throw new Error('a re-examination slip without its appointment')
  await unit.put({ ...told, id: `hen-${signed.sheet.stored.id}` })
}
