import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { to_stay } from '../../../chart/encounters/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { new_id, resource_of, search_all, type Store, type Unit } from '../../../platform/records/index.ts'
import type { SeenLine, SeenView, SeenWish } from '../contract.ts'

const visits_max = 20

const list_seen = async (unit: Unit, patients: string[]): Promise<SeenLine[]> => {
  const { rows } = await unit.sql.query<Omit<SeenLine, 'actor' | 'at'> & { actor_name: string; at: Date }>(
    `SELECT id, encounter, about, what, actor_name, at FROM health_book.seen
     WHERE facility = $1 AND patient = ANY ($2) ORDER BY at DESC LIMIT 50`,
    [unit.caller.facility, patients],
  )
  return rows.map(({ actor_name, at, ...line }) => ({ ...line, actor: actor_name, at: local_time(at) }))
}

const list_visits = async (unit: Unit, patients: string[]): Promise<SeenView['visits']> => {
  const found = await Promise.all(patients.map((patient) => search_all(unit, 'Encounter', { patient })))
  const { rows } = await unit.sql.query<{ encounter: string }>(
    `SELECT encounter FROM health_book.publication WHERE facility = $1 AND patient = ANY ($2) AND kind = 'health-book'
       AND encounter IS NOT NULL AND state <> 'none' AND state <> 'withheld'`,
    [unit.caller.facility, patients],
  )
  const with_page = new Set(rows.map(({ encounter }) => encounter))
  return found
    .flat()
    .map((stored) => to_stay(resource_of(stored)))
    .filter(({ status }) => !['cancelled', 'entered-in-error', 'planned'].includes(status))
    .toSorted((a, b) => b.admitted_at.localeCompare(a.admitted_at))
    .slice(0, visits_max)
    .map((stay) => ({
      ...{ encounter: stay.id, number: stay.admission_number, from: stay.admitted_at, to: stay.discharged_at ?? '' },
      ...{ is_open: stay.status !== 'finished', has_page: with_page.has(stay.id) },
    }))
}

/** What was seen of the book on this person's own phone, and the visits it can be kept with. @throws 404 */
export const view_seen = (store: Store, caller: Caller, patient: string): Promise<SeenView> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    const patients = await charts_of(unit, patient)
    return { lines: await list_seen(unit, patients), visits: await list_visits(unit, patients) }
  })
}

/**
 * Staff looked at the book on the person's phone: who, when, at which visit, what in a word. Facilities do not talk to VNeID, and
 * nothing of what it showed is copied (SHARE-22). @throws 404, 422
 */
export const note_seen = (store: Store, caller: Caller, patient: string, wish: SeenWish): Promise<string> => {
  demand(caller, 'patient.read')
  demand(caller, 'exchange.read')
  const what = wish.what.trim()
  if (what.length < 2) throw fail.value('Cần ghi đã xem gì, một vài chữ', 'what')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    const visits = await list_visits(unit, await charts_of(unit, patient))
    const shown = wish.about?.split('/')[1]
    if (!visits.some(({ encounter }) => encounter === wish.encounter))
      throw fail.value('Lượt khám này không phải của người bệnh này', 'encounter')
    if (shown !== undefined && !visits.some(({ encounter, has_page }) => encounter === shown && has_page))
      throw fail.value('Lượt này chưa có trang sổ do cơ sở gửi', 'about')
    const id = new_id()
    const { facility, actor } = caller
    await unit.sql.query(
      `INSERT INTO health_book.seen (facility, id, patient, encounter, about, what, actor, actor_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [facility, id, patient, wish.encounter, wish.about ?? '', what, actor.id, actor.name],
    )
    const act = {
      action: 'C',
      interaction: 'seen-on-phone',
      type: 'Encounter',
      ref: `Encounter/${wish.encounter}`,
    } as const
    unit.note({ ...act, patient, detail: `đã xem trên VNeID: ${what}` })
    return id
  })
}
