import { local_time } from '../../../base/time/index.ts'
import { name_of_patient } from '../../../chart/patients/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { behind, type Store, type Unit } from '../../../platform/records/index.ts'
import { parse_exact, text_of, type Resource } from '../../../standards/fhir/index.ts'
import type { NationalList, NationalTray, NationalVisit } from '../contract.ts'
import { find_clock, national_columns, to_national_line, type NationalRow } from './national-line.ts'
import { national_open, national_owed, national_unsent, national_waiting } from '../../sending-clocks/index.ts'

const lines_max = 200

/** $2: hours a visit may take. */
const trays: Record<NationalTray, string> = {
  open: `${national_unsent} AND ${national_open}`,
  waiting: `${national_unsent} AND ${national_waiting}`,
  late: `${national_unsent} AND p.ended_at < now() - make_interval(hours => $2)`,
  sent: "p.national_state = 'sent'",
}

const none: NationalList['counts'] = { open: 0, waiting: 0, late: 0 }

/** Of what is not there yet; what is there grows for ever and is counted by nobody. */
const count_trays = async (unit: Unit, due_h: number): Promise<NationalList['counts']> => {
  const parts = (['open', 'waiting', 'late'] as const).map(
    (tray) => `count(*) FILTER (WHERE ${trays[tray]})::integer AS ${tray}`,
  )
  const { rows } = await unit.sql.query<NationalList['counts']>(
    `SELECT ${parts.join(', ')} FROM health_book.publication AS p WHERE ${national_owed} AND ${national_unsent}`,
    [unit.caller.facility, due_h],
  )
  return rows[0] ?? none
}

type Row = NationalRow & { about: string; encounter: string | null; patient: string; title: string }

const people_of = async (unit: Unit, rows: Row[]): Promise<Map<string, Resource>> => {
  const refs = [...new Set(rows.map(({ patient }) => `Patient/${patient}`))]
  const found = refs.length === 0 ? [] : await behind(unit.sql, { facility: unit.caller.facility }, refs)
  return new Map(
    found.map(({ body }) => {
      const person = parse_exact(body) as Resource
      return [person.id ?? '', person]
    }),
  )
}

const to_visit = (row: Row, person: Resource | undefined): NationalVisit => ({
  ...{ about: row.about, encounter: row.encounter ?? '', patient: row.patient, title: row.title },
  ...{ name: person ? name_of_patient(person) : '', birth_date: text_of(person?.['birthDate']) ?? '' },
  ...{ ended_at: local_time(row.ended_at), national: to_national_line(row) },
})

/** How the visits of the house stand with the portal, the oldest first where something is to be done (SHARE-22, PAT-01). */
export const list_national = (store: Store, caller: Caller, tray: NationalTray): Promise<NationalList> => {
  demand(caller, 'exchange.read')
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const { is_connected, due_h, source } = await find_clock(unit)
    const about = { is_connected, due_h, due_source: source }
    // Everything waits for a way out: there is nothing to do about any single visit.
    if (!is_connected && tray !== 'sent') return { lines: [], counts: none, ...about }
    const order = tray === 'sent' ? 'p.national_sent_at DESC' : 'p.ended_at'
    const { rows } = await unit.sql.query<Row>(
      `SELECT p.about, p.encounter, p.patient, p.title, ${national_columns} FROM health_book.publication AS p
       WHERE ${national_owed} AND ${trays[tray]} AND $2::integer IS NOT NULL ORDER BY ${order}, p.about LIMIT ${lines_max}`,
      [unit.caller.facility, due_h],
    )
    const people = await people_of(unit, rows)
    const act = {
      action: 'R',
      interaction: 'national-visits',
      type: 'Encounter',
      ref: 'Encounter?so-suc-khoe',
    } as const
    unit.note({ ...act, detail: `${tray}: ${rows.length} lượt` })
    return {
      lines: rows.map((row) => to_visit(row, people.get(row.patient))),
      counts: await count_trays(unit, due_h),
      ...about,
    }
  })
}
