import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import { states_of_outgoing } from '../../exchange/index.ts'
import type { PublicationLine, PublicationState } from '../contract.ts'
import { national_columns, to_national_line, type NationalRow } from '../portal/national-line.ts'

type Row = Omit<NationalRow, 'state'> & {
  about: string
  patient: string
  encounter: string | null
  kind: string
  title: string
  state: 'due' | 'posted' | 'withheld' | 'failed' | 'none'
  reason: string
  labels: string[]
  left_out: number
  outgoing: string | null
  ended_at: Date
  made_at: Date | null
}

const stuck = new Set(['held', 'rejected', 'withdrawn'])

/** Where it stands for a reader: in the outbox it still waits, at the hub it is published. */
const state_of = ({ state }: Row, sent: { state: string } | undefined): PublicationState => {
  if (state === 'withheld' || state === 'failed') return state
  if (state !== 'posted' || !sent || sent.state === 'waiting') return 'waiting'
  return stuck.has(sent.state) ? 'failed' : 'published'
}

const list_rows = async (unit: Unit, where: string, values: unknown[]): Promise<PublicationLine[]> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT p.about, p.patient, p.encounter, p.title, p.reason, p.labels, p.left_out, p.outgoing,
       p.made_at, ${national_columns} FROM health_book.publication AS p WHERE p.facility = $1 AND p.state <> 'none' AND ${where}
     ORDER BY p.ended_at DESC LIMIT 200`,
    [unit.caller.facility, ...values],
  )
  const sent = await states_of_outgoing(
    unit,
    rows.flatMap(({ outgoing }) => outgoing ?? []),
  )
  return rows.map((row) => {
    const letter = sent.get(row.outgoing ?? '')
    return {
      ...{ about: row.about, encounter: row.encounter ?? '', kind: row.kind, title: row.title, labels: row.labels },
      ...{ left_out: row.left_out, ended_at: local_time(row.ended_at) },
      made_at: row.made_at ? local_time(row.made_at) : '',
      state: state_of(row, letter),
      reason: row.reason || letter?.reason || '',
      national: to_national_line(row),
    }
  })
}

/** What we gave into a person's timeline, and what we did not and why. */
export const publications_of = (unit: Unit, patients: string[]): Promise<PublicationLine[]> =>
  list_rows(unit, 'p.patient = ANY ($2)', [patients])

/** What became of one thing that is told of. @param about `DiagnosticReport/…`, `Encounter/…` */
export const publication_about = async (unit: Unit, about: string): Promise<PublicationLine | null> =>
  (await list_rows(unit, 'p.about = $2', [about]))[0] ?? null

/** One visit's. @returns null: nothing is told of it (yet) @throws 404 */
export const find_publication = (store: Store, caller: Caller, encounter: string): Promise<PublicationLine | null> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Encounter', encounter)
    return publication_about(unit, `Encounter/${encounter}`)
  })
}

const reason_min = 5

/** The person wants a sensitive visit in the book: written down by whom and why, then told with its labels (SHARE-09). */
export const release_publication = (store: Store, caller: Caller, about: string, reason: string): Promise<void> => {
  demand(caller, 'record.sign')
  if (reason.trim().length < reason_min) throw fail.value('Cần ghi yêu cầu của người bệnh (ít nhất vài chữ)', 'reason')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<{ patient: string }>(
      `UPDATE health_book.publication SET state = 'due', released_by = $3, released_why = $4, round = round + 1, tries = 0,
         next_at = now()
       WHERE facility = $1 AND about = $2 AND state = 'withheld' RETURNING patient`,
      [caller.facility, about, caller.actor.id, reason.trim()],
    )
    if (!rows[0]) throw fail.not_found('Không có tài liệu nào đang giữ lại ở lượt này')
    const act = { action: 'U', interaction: 'release-health-book', type: 'Encounter', ref: about } as const
    unit.note({ ...act, patient: rows[0].patient, detail: reason.trim() })
  })
}
