import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { find_prescription } from '../../departments/prescribing/index.ts'
import { demand, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import { find_posted, list_pharmacies, name_facilities, type DeliveryOf } from '../exchange/index.ts'
import type { GivenAt, LetterView, PharmacyLine } from './contract.ts'
import { find_letter } from './letter-store.ts'

const is_dispensed = (output: Record<string, unknown>): boolean =>
  list_of(object_of(output['type'])?.['coding']).some(({ code }) => code === 'dispensed')

const given_lines = ({ beside }: DeliveryOf): GivenAt['lines'] =>
  beside.filter(is_dispensed).flatMap((output) => {
    const quantity = object_of(output['valueQuantity'])
    const value = quantity?.['value']
    const name = text_of(object_of(output['type'])?.['text']) ?? ''
    return typeof value === 'number' ? [{ name, quantity: value, unit: text_of(quantity?.['unit']) ?? '' }] : []
  })

const nowhere: LetterView = { state: 'none', reason: '', houses: [] }

/** How far an own prescription came by the hub, and what became of it there: for who wrote it. @throws 404 */
export const view_letter = (store: Store, caller: Caller, code: string): Promise<LetterView> => {
  if (!may(caller, 'prescription.dispense')) demand(caller, 'prescription.write')
  return store.unit(caller, async (unit) => {
    const stored = await find_prescription(unit.sql, caller.facility, code)
    if (!stored) throw fail.not_found(`Không có đơn ${code} tại đây`)
    const letter = await find_letter(unit, stored.code)
    if (!letter) return nowhere
    const posted = letter.outgoing ? await find_posted(unit, letter.outgoing) : undefined
    if (!posted) return { state: letter.state, reason: letter.reason, houses: [] }
    const name_of = await name_facilities(
      unit,
      posted.deliveries.map(({ recipient }) => recipient),
    )
    unit.note({
      ...{ action: 'R', interaction: 'view-letter', type: 'MedicationRequest', patient: stored.patient },
      ref: `MedicationRequest?group-identifier=${stored.code}`,
    })
    return {
      ...{ state: posted.state, reason: posted.reason || posted.last_error },
      houses: posted.deliveries.map((one) => ({
        ...{ house: name_of(one.recipient), state: one.state, reason: one.reason },
        ...{ at: local_time(one.changed_at), lines: given_lines(one) },
      })),
    }
  })
}

/** To whom a person can have what is prescribed here sent; empty where the house is not joined to a hub. */
export const view_pharmacies = (store: Store, caller: Caller): Promise<PharmacyLine[]> => {
  demand(caller, 'prescription.write')
  return store.unit(caller, async (unit) =>
    (await list_pharmacies(unit)).map(({ code, name, address }) => ({ code, name, address })),
  )
}
