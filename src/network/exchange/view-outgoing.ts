import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { OutgoingLetter } from './contract.ts'
import { name_facilities, outgoing_columns, text_of_time, to_outgoing_line, type OutgoingRow } from './lines.ts'
import { clocks_of } from './line-clock.ts'
import { list_receipts } from './receipts.ts'
import { list_parts } from './shelf.ts'
import { to_basis } from './show-basis.ts'
import { to_part } from './view-incoming.ts'

/** @throws 404 */
const get_outgoing = async (unit: Unit, id: string): Promise<OutgoingRow> => {
  const { rows } = await unit.sql.query<OutgoingRow>(
    `SELECT ${outgoing_columns} FROM exchange.outgoing AS o WHERE o.facility = $1 AND o.id = $2`,
    [unit.caller.facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có văn bản đi này tại cơ sở')
  return rows[0]
}

/**
 * What answers it: as its receivers' words say, and of a transfer also what they wrote of the same person since, up to the next
 * transfer. Who took the person on often said so long before the answer was written, and a house without a key signs no word.
 */
const find_answers = async (unit: Unit, sent: OutgoingRow): Promise<string[]> => {
  const { kind, patient, posted_at, deliveries } = sent
  const { rows } = await unit.sql.query<{ id: string }>(
    `SELECT i.id FROM exchange.incoming AS i WHERE i.facility = $1 AND (i.document = ANY ($2)
         OR ($3 AND i.kind = 'transfer-answer' AND i.verdict = 'good' AND i.patient = $4 AND i.sender = ANY ($5)
           AND i.received_at > $6 AND NOT EXISTS (SELECT FROM exchange.outgoing AS o WHERE o.facility = $1
             AND o.patient = $4 AND o.kind = 'transfer-letter' AND o.id > $7 AND o.posted_at < i.received_at
             AND o.head -> 'recipients' ? i.sender)))
       ORDER BY i.id`,
    [
      ...[unit.caller.facility, deliveries.flatMap(({ answer }) => answer ?? []), kind === 'transfer-letter'],
      ...[patient, deliveries.map(({ recipient }) => recipient), posted_at, sent.id],
    ],
  )
  return rows.map(({ id }) => id)
}

/** One letter that went out: what became of it at each recipient, and who signed for it. */
export const view_outgoing = (store: Store, caller: Caller, id: string): Promise<OutgoingLetter> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const row = await get_outgoing(unit, id)
    const name_of = await name_facilities(
      unit,
      row.deliveries.map(({ recipient }) => recipient),
    )
    const receipts = await list_receipts(unit, id)
    const clock_of = await clocks_of(unit)
    unit.note({
      ...{ action: 'R', interaction: 'read', type: 'DocumentReference', patient: row.patient },
      ref: `DocumentReference?identifier=${row.document}`,
    })
    return {
      ...{ ...to_outgoing_line(row, name_of), ...(await clock_of(row)) },
      ...{ document: row.document, taken_at: text_of_time(row.taken_at), basis: to_basis(row.head) },
      parts: (await list_parts(unit.sql, caller.facility, id)).map(to_part),
      receipts: receipts.map(({ at, party, jws: _jws, ...one }) => ({
        ...{ ...one, at: text_of_time(at), party: one.says === 'taken' ? '' : name_of(party) },
      })),
      answers: await find_answers(unit, row),
    }
  })
}

const note_act = (unit: Unit, { patient, document }: Pick<OutgoingRow, 'patient' | 'document'>, did: string): void =>
  unit.note({
    ...{ action: 'U', interaction: 'post-document', type: 'DocumentReference', patient, detail: did },
    ref: `DocumentReference?identifier=${document}`,
  })

const retry_sql = `UPDATE exchange.outgoing SET state = 'waiting', reason = '', failures = 0, next_at = now(),
  changed_at = now() WHERE facility = $1 AND state = 'held'`

/** What was held goes again, once somebody has put right why. @param id absent: all of them @returns how many */
export const retry_outgoing = (store: Store, caller: Caller, id?: string): Promise<number> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<Pick<OutgoingRow, 'patient' | 'document'>>(
      `${retry_sql} ${id === undefined ? '' : 'AND id = $2'} RETURNING patient, document`,
      [caller.facility, ...(id === undefined ? [] : [id])],
    )
    if (id !== undefined && rows.length === 0) {
      await get_outgoing(unit, id)
      throw fail.conflict('Văn bản này không còn bị giữ lại')
    }
    // The line that was refused is tried at once.
    await unit.sql.query('UPDATE exchange.hub_link SET away_until = NULL WHERE facility = $1', [caller.facility])
    for (const row of rows) note_act(unit, row, 'gửi lại')
    return rows.length
  })
}

/** Given up before the hub had it, so that what comes after it in its chain may go; or declined, and nobody need look again. */
export const withdraw_outgoing = (store: Store, caller: Caller, id: string, reason: string): Promise<void> => {
  demand(caller, 'exchange.answer')
  if (reason.trim() === '') throw fail.value('Hãy ghi lý do thôi gửi', 'reason')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<Pick<OutgoingRow, 'patient' | 'document'>>(
      `UPDATE exchange.outgoing SET state = 'withdrawn', reason = concat_ws(' · ', nullif(reason, ''), $3::text), changed_at = now()
       WHERE facility = $1 AND id = $2 AND state IN ('held', 'rejected') RETURNING patient, document`,
      [caller.facility, id, reason.trim().slice(0, 1_000)],
    )
    if (!rows[0]) {
      await get_outgoing(unit, id)
      throw fail.conflict('Chỉ đóng được văn bản bị giữ lại hoặc bị từ chối; bản nơi nhận đã có thì gửi bản thay thế')
    }
    note_act(unit, rows[0], `thôi gửi: ${reason.trim()}`)
  })
}
