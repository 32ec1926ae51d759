import { fail } from '../../../base/outcome/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import type { PortalWord } from '../contract.ts'

const reason_min = 5

const note = (unit: Unit, about: string, patient: string, detail: string): void =>
  unit.note({ action: 'U', interaction: 'portal-visit', type: 'Encounter', ref: about, patient, detail })

/** What was put right goes again: read, checked, signed and sent anew, also where it says the same as before. */
export const make_national_again = (store: Store, caller: Caller, about: string): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<{ patient: string }>(
      `UPDATE health_book.publication SET state = 'due', round = round + 1, tries = 0, next_at = now(), national_digest = NULL
       WHERE facility = $1 AND about = $2 AND kind = 'health-book' AND state <> 'withheld'
         AND national_state IN ('failed', 'unknown', 'none') RETURNING patient`,
      [caller.facility, about],
    )
    if (!rows[0]) throw fail.conflict('Lượt này không chờ gửi lại: cổng đã nhận, hoặc sổ đang giữ lại')
    note(unit, about, rows[0].patient, 'lập lại hồ sơ gửi cổng BHYT')
  })
}

const demand_words = ({ word, receipt, reason }: PortalWord): void => {
  if (word === 'taken' && (receipt ?? '').trim() === '')
    throw fail.value('Cần mã giao dịch đọc được trên cổng', 'receipt')
  if (reason.trim().length < reason_min) throw fail.value('Cần ghi đã xem gì trên cổng (ít nhất vài chữ)', 'reason')
}

/**
 * What somebody read on the portal's own page: it is there (after an answer that never came), or it was found wrong hours later, which
 * no call tells (TT 12/2026/TT-BTC Điều 9: 24 h for structure, 48 h for sums).
 */
export const write_portal_word = (store: Store, caller: Caller, about: string, word: PortalWord): Promise<void> => {
  demand(caller, 'exchange.answer')
  demand_words(word)
  const is_taken = word.word === 'taken'
  const reason = word.reason.trim()
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<{ patient: string; round: number }>(
      `UPDATE health_book.publication AS p SET national_state = $3, national_reason = $4, national_class = $5,
         national_faults = '[]', national_receipt = CASE WHEN $3 = 'sent' THEN $6 ELSE national_receipt END,
         national_sent_at = CASE WHEN $3 = 'sent' THEN coalesce(national_sent_at, now()) ELSE national_sent_at END,
         national_sent_round = CASE WHEN $3 = 'sent' THEN e.round ELSE national_sent_round END
       FROM (SELECT max(round) AS round FROM health_book.envelope WHERE facility = $1 AND about = $2) AS e
       WHERE p.facility = $1 AND p.about = $2 AND e.round IS NOT NULL AND p.national_state = ANY ($7)
       RETURNING p.patient, e.round`,
      [
        ...[caller.facility, about, is_taken ? 'sent' : 'failed', is_taken ? '' : reason.slice(0, 1_000)],
        ...[
          is_taken ? '' : 'record',
          (word.receipt ?? '').trim(),
          is_taken ? ['unknown', 'failed'] : ['sent', 'unknown'],
        ],
      ],
    )
    const [row] = rows
    if (!row)
      throw fail.conflict(
        is_taken
          ? 'Lượt này không chờ tra trên cổng, hoặc chưa có hồ sơ nào được gửi'
          : 'Cổng chưa nhận lượt này nên chưa thể báo lỗi',
      )
    await unit.sql.query(
      `INSERT INTO health_book.portal_try (facility, about, round, outcome, class, said, receipt, actor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[caller.facility, about, row.round, is_taken ? 'told-taken' : 'told-refused', is_taken ? '' : 'record'],
        ...[reason.slice(0, 1_000), (word.receipt ?? '').trim(), caller.actor.id],
      ],
    )
    note(unit, about, row.patient, `${is_taken ? 'cổng đã nhận' : 'cổng báo lỗi'}: ${reason}`)
  })
}
