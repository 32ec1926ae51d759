import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { object_of, text_of } from '../../standards/fhir/index.ts'
import { to_stay } from '../encounters/index.ts'
import { age_text, gender_of, name_of_patient } from '../patients/index.ts'
import type { Order, OrdersDesk } from './contract.ts'
import { is_open } from './open-stay.ts'
import { to_order } from './order-resource.ts'
import { test_list } from './test-list.ts'

const page_count = 500

/** All of the stay: what is not on this page of the store stands on the next. */
export const list_orders = async (unit: Unit, encounter: string): Promise<Order[]> => {
  const orders: Order[] = []
  let query: URLSearchParams | undefined = new URLSearchParams({
    encounter,
    _sort: '-authored',
    _count: `${page_count}`,
  })
  while (query) {
    const { entries, next }: Awaited<ReturnType<Unit['search']>> = await unit.search('ServiceRequest', query)
    orders.push(...entries.map((stored) => to_order(resource_of(stored))))
    query = next === undefined ? undefined : new URLSearchParams(next)
  }
  return orders
}

export const list_allergies = async (unit: Unit, patient: string): Promise<string[]> => {
  const query = new URLSearchParams({ patient, _sort: '-_lastUpdated', _count: '50' })
  return (await unit.search('AllergyIntolerance', query)).entries.map(
    (stored) => text_of(object_of(resource_of(stored)['code'])?.['text']) ?? 'chưa rõ dị nguyên',
  )
}

/** Inside a unit of somebody who may read the record. @throws 404 */
export const show_orders = async (unit: Unit, encounter: string): Promise<OrdersDesk> => {
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  const patient = resource_of(await unit.get('Patient', stay.patient))
  const birth_date = text_of(patient['birthDate']) ?? ''
  const { title, source, is_starter } = test_list
  return {
    encounter,
    patient: {
      ...{ id: stay.patient, name: name_of_patient(patient), gender: gender_of(patient), birth_date },
      ...{ age: age_text(birth_date), allergies: await list_allergies(unit, stay.patient) },
    },
    is_open: is_open(stay),
    orders: await list_orders(unit, encounter),
    list: { title, source, is_starter },
  }
}

/** Everything the ordering desk needs, in one answer. */
export const open_orders = (store: Store, caller: Caller, encounter: string): Promise<OrdersDesk> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const desk = await show_orders(unit, encounter)
    const act = { action: 'R', interaction: 'read', type: 'ServiceRequest', ref: `Encounter/${encounter}` } as const
    unit.note({ ...act, patient: desk.patient.id })
    return desk
  })
}
