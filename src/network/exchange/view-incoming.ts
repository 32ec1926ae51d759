import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { to_hit, to_registration } from '../../chart/patients/index.ts'
import type { Registration } from '../../chart/patients/contract.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { identifier_system, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { IncomingLetter, LetterPart } from './contract.ts'
import { incoming_columns, name_facilities, text_of_time, to_incoming_line, type IncomingRow } from './lines.ts'
import { known_deaths } from './known-deaths.ts'
import { validity_of } from './letter-validity.ts'
import { list_candidates, to_patient } from './match-person.ts'
import { read_kept } from './read-kept.ts'
import type { ReadLetter } from './read-sections.ts'
import { to_basis } from './show-basis.ts'
import { find_part, list_parts, type PartHead } from './shelf.ts'
import { list_trust_changes } from './trust-pins.ts'

/** @throws 404 */
export const get_incoming = async (unit: Unit, id: string, locks = false): Promise<IncomingRow> => {
  const { rows } = await unit.sql.query<IncomingRow>(
    `SELECT ${incoming_columns} FROM exchange.incoming WHERE facility = $1 AND id = $2 ${locks ? 'FOR UPDATE' : ''}`,
    [unit.caller.facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có văn bản đến này tại cơ sở')
  return rows[0]
}

export const to_part = ({ position, kind, title, content_type, size, sha256 }: PartHead): LetterPart => ({
  ...{ position, kind, title, content_type, size, sha256 },
})

const matched_to = async (unit: Unit, { patient, match }: IncomingRow): Promise<IncomingLetter['matched']> => {
  const stored = patient === null ? undefined : await unit.find('Patient', patient)
  return stored ? { ...to_hit(resource_of(stored)), how: match?.reasons ?? [], by: match?.by ?? '' } : null
}

const visits_max = 10

const list_visits = async (unit: Unit, patient: string | null): Promise<IncomingLetter['visits']> => {
  if (patient === null) return []
  const query = new URLSearchParams({ patient: `Patient/${patient}`, _sort: '-date', _count: String(visits_max) })
  const { entries } = await unit.search('Encounter', query)
  return entries.flatMap((stored) => {
    const resource = resource_of(stored)
    const stay = to_stay(resource)
    // She came by the letter to us, not to the house whose file this stay is of.
    if (stay.house !== undefined) return []
    const place = text_of(object_of(resource['serviceProvider'])?.['display']) ?? ''
    const what = [stay.admission_number, place].filter(Boolean).join(' · ')
    return [{ encounter: stored.id, what, since: stay.admitted_at, is_open: stay.status === 'in-progress' }]
  })
}

/** The envelope's person, with what the letter's own data add: where she lives, whom to call. */
const registration_of = (row: IncomingRow, { patient }: ReadLetter): Registration => {
  const envelope = to_patient(row.head.person)
  const known: Resource = row.verdict === 'good' && patient ? { ...patient, ...envelope } : envelope
  const card = row.head.person.identifiers.find(({ system }) => system === identifier_system.bhyt)?.value
  return {
    ...to_registration(known, undefined, local_date(new Date())),
    ...(card === undefined ? {} : { insurance: { number: card } }),
  }
}

const is_untold = async (unit: Unit, id: string): Promise<boolean> =>
  (
    await unit.sql.query('SELECT FROM exchange.task WHERE facility = $1 AND incoming = $2 AND told <> wanted', [
      unit.caller.facility,
      id,
    ])
  ).row_count > 0

/** Of what was seen first with this letter, or before it. */
const changes_for = async (
  unit: Unit,
  { sender, received_at }: IncomingRow,
): Promise<IncomingLetter['trust_changes']> =>
  (await list_trust_changes(unit.sql, unit.caller.facility, sender))
    .filter(({ seen_at }) => seen_at.getTime() <= received_at.getTime())
    .map(({ kind, name, seen_at }) => ({ kind, name, seen_at: text_of_time(seen_at) }))

const note_reading = (unit: Unit, row: IncomingRow): void =>
  unit.note({
    ...{ action: 'R', interaction: 'read', type: 'DocumentReference', patient: row.patient },
    ref: `DocumentReference?identifier=${row.document}`,
    detail: `${row.sender}: ${row.title}`,
  })

/** One letter that came, with all that a person needs to decide: paper, data, verdict, whose it is. */
export const view_incoming = (store: Store, caller: Caller, id: string): Promise<IncomingLetter> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const row = await get_incoming(unit, id)
    const name_of = await name_facilities(unit, [row.sender])
    const parts = await list_parts(unit.sql, caller.facility, id)
    const letter = await read_kept(unit.sql, caller.facility, id, parts)
    const matched = await matched_to(unit, row)
    note_reading(unit, row)
    return {
      ...to_incoming_line(row, name_of, await known_deaths(unit, [row.patient])),
      ...{ document: row.document, gist: letter.gist, checks: row.checks },
      ...{ replaces: row.replaces ?? '', superseded_by: row.superseded ?? '', answer: row.answer ?? '' },
      parts: parts.map(to_part),
      sections: letter.sections,
      ...{ basis: to_basis(row.head), validity: await validity_of(unit, row, letter) },
      matched,
      candidates: matched ? [] : await list_candidates(unit, row.head.person),
      registration: registration_of(row, letter),
      visits: await list_visits(unit, row.patient),
      acted: row.acted_name === null ? null : { by: row.acted_name, at: text_of_time(row.acted_at) },
      is_untold: await is_untold(unit, id),
      trust_changes: await changes_for(unit, row),
    }
  })
}

/** Bytes of a part as they were received or posted. @throws 404 */
export const get_letter_part = (
  store: Store,
  caller: Caller,
  letter: string,
  position: number,
): Promise<PartHead & { bytes: Buffer }> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const part = await find_part(unit.sql, caller.facility, letter, position)
    if (!part) throw fail.not_found('Văn bản này không có phần ấy')
    const { rows } = await unit.sql.query<{ patient: string | null }>(
      `SELECT patient FROM exchange.incoming WHERE facility = $1 AND id = $2
       UNION ALL SELECT patient FROM exchange.outgoing WHERE facility = $1 AND id = $2`,
      [caller.facility, letter],
    )
    unit.note({
      ...{ action: 'R', interaction: 'read', type: 'Binary', patient: rows[0]?.patient ?? null },
      ref: `DocumentReference?identifier=${part.identity}`,
    })
    return part
  })
}
