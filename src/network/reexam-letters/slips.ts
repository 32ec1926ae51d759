import { fail } from '../../base/outcome/index.ts'
import { group, text } from '../../base/shapes/index.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, search_all, type Store, type Unit } from '../../platform/records/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { SlipLine, Slips, SlipUse, VisitLine } from './contract.ts'

export const slip_use_shape = group<SlipUse>('phiếu hẹn', { encounter: text('lượt khám', 64) })

const states: Record<string, SlipLine['state']> = { proposed: 'open', booked: 'open', fulfilled: 'used' }

const number_of = (appointment: Resource): string | undefined =>
  text_of(
    list_of(appointment['identifier']).find(({ system }) => system === identifier_system.reexam_letter)?.['value'],
  )

const place_of = (appointment: Resource): string =>
  list_of(appointment['participant'])
    .map(({ actor }) => object_of(actor))
    .flatMap((actor) => (actor?.['type'] === 'Location' ? (text_of(actor['display']) ?? []) : []))
    .join(', ')

/** Slips of other houses lie in our book under the letter they came with (answer-slip.ts): whose each is now. */
const letters_among = async (unit: Unit, ids: string[]): Promise<Map<string, string | null>> => {
  const { rows } = await unit.sql.query<{ id: string; patient: string | null }>(
    'SELECT id, patient FROM exchange.incoming WHERE facility = $1 AND id = ANY ($2)',
    [unit.caller.facility, ids],
  )
  return new Map(rows.map(({ id, patient }) => [id, patient]))
}

const letter_of = (id: string): string => id.replace(/^hen-/, '')

const list_slips = async (unit: Unit, patients: string[]): Promise<SlipLine[]> => {
  const stored = (await Promise.all(patients.map((patient) => search_all(unit, 'Appointment', { patient })))).flat()
  const letters = await letters_among(
    unit,
    stored.map(({ id }) => letter_of(id)),
  )
  return stored
    .map(({ id, ...one }) => ({ id, appointment: resource_of({ id, ...one }) }))
    .flatMap(({ id, appointment }): SlipLine[] => {
      const [number, status] = [number_of(appointment), text_of(appointment['status']) ?? '']
      const whose = letters.get(letter_of(id))
      // Laid here once, and put back since: it was never hers.
      if (number === undefined || (whose !== undefined && !patients.includes(whose ?? ''))) return []
      const state = states[status] ?? 'cancelled'
      return [
        {
          ...{ id, number, state, letter: letters.has(letter_of(id)) ? letter_of(id) : '' },
          appointed_on: text_of(list_of(appointment['requestedPeriod'])[0]?.['start']) ?? '',
          what: place_of(appointment) || (text_of(appointment['description']) ?? ''),
          advice: text_of(appointment['patientInstruction']) ?? '',
          used_at: state === 'used' ? (text_of(appointment['start']) ?? '') : '',
        },
      ]
    })
    .toSorted((a, b) => b.appointed_on.localeCompare(a.appointed_on))
}

const visits_max = 30

const list_visits = async (unit: Unit, patients: string[]): Promise<VisitLine[]> => {
  const found = (await Promise.all(patients.map((patient) => search_all(unit, 'Encounter', { patient })))).flat()
  return found
    .map((stored) => {
      const resource = resource_of(stored)
      const stay = to_stay(resource)
      const place = text_of(object_of(resource['serviceProvider'])?.['display']) ?? ''
      return {
        encounter: stored.id,
        what: [stay.admission_number && `Số ${stay.admission_number}`, place, stay.house].filter(Boolean).join(' · '),
        is_foreign: stay.house !== undefined,
        ...{ since: stay.admitted_at, until: stay.discharged_at ?? '', is_open: stay.status === 'in-progress' },
      }
    })
    .toSorted((a, b) => b.since.localeCompare(a.since))
    .slice(0, visits_max)
}

/** A person's visits here, and the slips she may come with, the latest first. @throws 404 */
export const view_slips = (store: Store, caller: Caller, patient: string): Promise<Slips> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    const patients = await charts_of(unit, patient)
    return { slips: await list_slips(unit, patients), visits: await list_visits(unit, patients) }
  })
}

/** She came with a slip of our own: it counts once (TT 01/2025/TT-BYT Điều 11). @throws 404, 409 used before, 422 */
export const use_slip = (
  store: Store,
  caller: Caller,
  at: { patient: string; slip: string },
  encounter: string,
): Promise<void> => {
  demand(caller, 'stay.admit')
  return store.unit(caller, async (unit) => {
    await unit.take_turn(`slip-use:${caller.facility}:${at.slip}`)
    const patients = await charts_of(unit, at.patient)
    const line = (await list_slips(unit, patients)).find(({ id }) => id === at.slip)
    if (!line) throw fail.not_found('Không có phiếu hẹn này của người bệnh')
    if (line.letter !== '')
      throw fail.rule('Phiếu này của cơ sở khác: hãy ghi người bệnh đã đến ở khay Liên thông', 'slip')
    if (line.state === 'used') throw fail.conflict(`Phiếu hẹn ${line.number} đã dùng; mỗi phiếu hẹn chỉ dùng một lần`)
    if (line.state !== 'open') throw fail.conflict(`Phiếu hẹn ${line.number} đã hủy`)
    const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
    if (!patients.includes(stay.patient)) throw fail.rule('Lượt khám này là của người bệnh khác', 'encounter')
    if (stay.house !== undefined)
      throw fail.rule('Đợt điều trị này ở cơ sở khác, nhập từ tệp: phiếu hẹn dùng với lượt khám tại đây', 'encounter')
    const at_hour = new Date(stay.admitted_at).toISOString()
    const appointment = resource_of(await unit.get('Appointment', at.slip))
    await unit.update({ ...appointment, status: 'fulfilled', start: at_hour, end: at_hour })
  })
}
