import { fail } from '../../base/outcome/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { read_document } from '../../standards/documents/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { Answered, Matched } from '../exchange/index.ts'

const appointment_in = (bytes: Uint8Array): Resource | undefined =>
  list_of(read_document(bytes).bundle['entry'])
    .map((entry) => object_of(entry['resource']))
    .find((resource): resource is Resource => resource?.['resourceType'] === 'Appointment')

/** Our own Appointment of a slip that another house wrote: one for each slip, found by the letter it came with. */
const appointment_id = (letter: Pick<Answered, 'id'>): string => `hen-${letter.id}`

const lay_down = async (unit: Unit, letter: Omit<Answered, 'state'>, patient: string): Promise<void> => {
  const data = await letter.part('fhir')
  const told = data && appointment_in(data)
  if (!told) throw fail.rule('Phiếu hẹn này chỉ có bản giấy: hãy lập lịch hẹn theo ngày ghi trên giấy', 'fhir')
  const { identifier, requestedPeriod, patientInstruction, created } = told
  await unit.put({
    ...{ resourceType: 'Appointment', id: appointment_id(letter), status: 'proposed' },
    ...{ identifier, requestedPeriod, created, patientInstruction },
    description: `${letter.title}, của cơ sở ${letter.sender}`,
    participant: [
      { actor: { reference: `Patient/${patient}` }, required: 'required', status: 'accepted' },
      {
        actor: { type: 'Location', identifier: { system: identifier_system.facility, value: unit.caller.facility } },
        ...{ required: 'information-only', status: 'accepted' },
      },
    ],
  })
}

/** A slip says a day; the visit says the hour at which it was kept (R4 Appointment app-3). */
const hour_of_visit = async (unit: Unit, encounter: string | null): Promise<Record<string, string>> => {
  const stored = encounter === null ? undefined : await unit.find('Encounter', encounter)
  const start = stored && text_of(object_of(resource_of(stored)['period'])?.['start'])
  const at = new Date(start ?? Date.now()).toISOString()
  return { start: at, end: at }
}

/** A slip counts once (TT 01/2025/TT-BYT Điều 11): whoever comes with it a second time is told when it was used. */
const use_up = async (unit: Unit, letter: Answered, status: 'fulfilled' | 'cancelled'): Promise<void> => {
  const stored = await unit.find('Appointment', appointment_id(letter))
  if (!stored) return
  const appointment = resource_of(stored)
  if (appointment['status'] === 'fulfilled')
    throw fail.conflict(
      `${text_of(appointment['description']) ?? letter.title} đã dùng; mỗi phiếu hẹn chỉ dùng một lần`,
    )
  const kept = status === 'fulfilled' ? await hour_of_visit(unit, letter.encounter) : {}
  await unit.update({ ...appointment, ...kept, status })
}

/**
 * A re-examination slip of another house is taken on here: it becomes an Appointment in our own book, which the visit
 * uses up. Other kinds of letters pass by.
 * @throws 422 when nobody has said yet whose it is, or it brings no data; 409 used before
 */
export const answer_slip = async (unit: Unit, letter: Answered): Promise<void> => {
  if (letter.kind !== 'reexam-letter') return
  if (letter.state === 'rejected') return use_up(unit, letter, 'cancelled')
  if (letter.patient === null) throw fail.rule('Hãy ghép phiếu hẹn với người bệnh trước khi nhận lịch', 'patient')
  if (letter.state === 'accepted') return lay_down(unit, letter, letter.patient)
  if (!(await unit.find('Appointment', appointment_id(letter)))) await lay_down(unit, letter, letter.patient)
  await use_up(unit, letter, 'fulfilled')
}

/** Why it stands in this person's book and is not hers. */
const laid_wrong = 'Ghép nhầm người bệnh'

/** The letter was laid to another chart, or to none: the appointment goes with it, and stands in no wrong book. */
export const move_slip = async (unit: Unit, letter: Matched): Promise<void> => {
  if (letter.kind !== 'reexam-letter') return
  const stored = await unit.find('Appointment', appointment_id(letter))
  if (!stored) return
  if (letter.patient !== null) return lay_down(unit, letter, letter.patient)
  // An appointment without an hour is proposed or cancelled and nothing else (R4 Appointment app-3).
  await unit.update({ ...resource_of(stored), status: 'cancelled', cancelationReason: { text: laid_wrong } })
}
