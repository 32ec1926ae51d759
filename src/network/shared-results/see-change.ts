import { fail } from '../../base/outcome/index.ts'
import { load_stay_places, to_stay } from '../../chart/encounters/index.ts'
import { to_hit } from '../../chart/patients/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { answer_received, find_received, name_facilities } from '../exchange/index.ts'
import type { ChangedResult, ChangedResults, TakenOver } from './contract.ts'
import { mark_seen, unseen_links, type Unseen } from './taken-changes.ts'
import { get_taken, list_links, show_links } from './taken-links.ts'

/** Who sent it reads that somebody here has; a red one, or one that is nobody's yet, waits in the tray for a person. */
const answer_letters = async (unit: Unit, letters: string[]): Promise<void> => {
  for (const letter of (await find_received(unit, letters)).values())
    if (letter.verdict === 'good' && letter.superseded === null && letter.state === 'received')
      await answer_received(unit, letter, { state: 'completed' })
}

/** Somebody who treats has seen what took the place of a result: who and when stays. @returns whether there was anything to see */
export const note_seen = async (unit: Unit, link: string): Promise<boolean> => {
  const letters = await mark_seen(unit, link)
  if (letters.length === 0) return false
  await answer_letters(unit, letters)
  return true
}

/** Also after the stay: who was sent home by a wrong value is called back. @throws 403, 404, 409 when somebody has */
export const see_change = (store: Store, caller: Caller, encounter: string, id: string): Promise<TakenOver[]> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
    const { taken } = await get_taken(unit, encounter, id)
    if (!(await note_seen(unit, id))) throw fail.conflict('Đã có người xem và xác nhận; hãy tải lại')
    unit.note({
      ...{ action: 'U', interaction: 'taken-change-seen', type: 'DocumentReference', patient: stay.patient },
      ...{ ref: `DocumentReference/${id}`, detail: `${taken.test} (${taken.sender.name}): đã xem bản thay thế` },
    })
    return show_links(unit, await list_links(unit, encounter))
  })
}

const shown_max = 200

const show_one = async (unit: Unit, { link, encounter }: Unseen): Promise<ChangedResult[]> => {
  const [stored, stored_stay] = await Promise.all([
    unit.find('DocumentReference', link),
    unit.find('Encounter', encounter),
  ])
  if (!stored || !stored_stay) return []
  const [taken] = await show_links(unit, [resource_of(stored)])
  if (!taken) return []
  const stay = to_stay(resource_of(stored_stay))
  const person = await unit.find('Patient', stay.patient)
  const places = await load_stay_places(unit, stay)
  const { name = '', age = '' } = person ? to_hit(resource_of(person)) : {}
  const department = places.departments.get(stay.department)?.name ?? ''
  return [{ encounter, patient: stay.patient, name, age, department, is_open: stay.discharged_at === undefined, taken }]
}

/** Results this house went by and that were corrected or withdrawn since, until a doctor has seen it (SHARE-12). */
export const list_changed_results = (
  store: Store,
  caller: Caller,
  wish: { is_count: boolean; encounter?: string | undefined },
): Promise<ChangedResults> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    const links = await unseen_links(unit, wish.encounter === undefined ? undefined : [wish.encounter])
    if (wish.is_count) return { total: links.length, lines: [] }
    const lines = (await Promise.all(links.slice(0, shown_max).map((one) => show_one(unit, one)))).flat()
    unit.note({
      ...{ action: 'E', interaction: 'search-type', type: 'DocumentReference', ref: 'DocumentReference?taken-changed' },
      detail: `kết quả nơi khác đã sửa: ${lines.length}`,
    })
    return { total: links.length, lines }
  })
}

/** For the list of a ward, in words: “Kết quả nơi khác đã sửa: Kali (Bệnh viện A)”. By stay. */
export const change_alerts = (store: Store, caller: Caller, encounters: string[]): Promise<Map<string, string[]>> =>
  store.unit(caller, async (unit) => {
    const unseen = await unseen_links(unit, encounters)
    const name_of = await name_facilities(
      unit,
      unseen.map(({ sender }) => sender),
    )
    const found = new Map<string, string[]>()
    for (const { encounter, test, sender, is_withdrawn } of unseen) {
      const words = `Kết quả nơi khác ${is_withdrawn ? 'bị thu hồi' : 'đã sửa'}: ${test} (${name_of(sender)})`
      found.set(encounter, [...(found.get(encounter) ?? []), words])
    }
    return found
  })
