import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { asked_anew_on, asking_fault, type AskedAs } from './asking.ts'
import { matrix_edition_sql } from './matrix-rules.ts'

/** Why a member may look at what others know of a person. */
export type Basis = 'patient-request' | 'emergency' | 'law' | 'transfer'

export type Evidence = {
  /** The words of the reason: what is looked for, and why now. */
  reason: string
  /** patient-request: digest of the signed or otherwise verifiable request, and how it was confirmed (OTP, VNeID, chữ ký). */
  request_sha256?: string
  confirmed_by?: string
  /** patient-request: who spoke, and whether it was for another purpose than her care. */
  asked_as?: AskedAs
  is_side?: boolean
  /** law: the article. */
  law?: string
  /** transfer: the delivery the patient came with. */
  delivery?: string
  /** Sensitive labels the basis names: without their names they stay withheld. */
  labels?: string[]
}

export type Disclosure = {
  id: string
  recipient: string
  person: string
  basis: Basis
  evidence: Evidence
  kinds: string[]
  actor: { id: string; name: string; role: string }
  at: Date
  until: Date
}

/** How long a basis holds when it does not say so: an emergency until the next morning round, the others for the visit. */
const hours_of: Record<Basis, number> = { emergency: 24, transfer: 30 * 24, 'patient-request': 30 * 24, law: 72 }
const hours_max = 365 * 24
const hour_ms = 3_600_000

const reason_min = 5

/** @throws 422: a look without a reason that can be checked afterwards is no look (Luật 91/2025 Điều 26.2) */
const check_evidence = (basis: Basis, evidence: Evidence): void => {
  if (evidence.reason.trim().length < reason_min)
    throw fail.value('Cần ghi lý do xem (ít nhất vài chữ), lý do được lưu cùng nhật ký', 'provision.purpose')
  if (basis === 'patient-request' && (!/^[0-9a-f]{64}$/.test(evidence.request_sha256 ?? '') || !evidence.confirmed_by))
    throw fail.value(
      'Yêu cầu của người bệnh phải kiểm chứng được: cần SHA-256 của bản yêu cầu và cách xác nhận (OTP, VNeID, chữ ký)',
      'sourceReference',
    )
  if (basis === 'law' && !evidence.law) throw fail.value('Cần ghi điều luật làm căn cứ', 'policyRule')
  if (basis === 'transfer' && !evidence.delivery)
    throw fail.value('Cần mã phiếu giao mà người bệnh chuyển đến theo', 'sourceReference')
}

export type DisclosureWish = {
  person: string
  basis: Basis
  evidence: Evidence
  kinds?: string[]
  actor: Disclosure['actor']
  until?: Date
  /** As the directory knows it; undefined: nobody knows. */
  birth_date?: string | undefined
}

/** Who asks for a child is known at the door (PDP-07). @throws 422 */
const check_asking = ({ basis, evidence, birth_date }: DisclosureWish): void => {
  if (basis !== 'patient-request') return
  const { asked_as = 'person', labels = [], is_side = false } = evidence
  const on = local_date(new Date())
  const fault = asking_fault({ birth_date, on, asked_as, is_side: is_side || labels.length > 0 })
  if (fault !== undefined) throw fail.rule(fault, 'Consent.performer')
}

/** Until when it holds: what was asked for a child ends on the birthday from which others are to be asked. */
const end_of = ({ basis, until, birth_date }: DisclosureWish): Date => {
  const now = Date.now()
  const wished = Math.min(until?.getTime() ?? now + hours_of[basis] * hour_ms, now + hours_max * hour_ms)
  const anew = basis === 'patient-request' ? asked_anew_on(birth_date, local_date(new Date(now))) : undefined
  return new Date(anew === undefined ? wished : Math.min(wished, Date.parse(`${anew}T00:00:00+07:00`)))
}

const columns = 'id, recipient, person, basis, evidence, kinds, actor, at, until'

/** A pharmacy gets what is sent to it; it treats nobody, and so has no reason to look at what others know (Luật 15/2023/QH15). */
const demand_treats = async (sql: Sql, facility: string): Promise<void> => {
  const { row_count } = await sql.query("SELECT FROM hub.facility WHERE code = $1 AND kind = 'pharmacy'", [facility])
  if (row_count > 0)
    throw fail.forbidden('Nhà thuốc chỉ nhận đơn gửi tới mình; không xem hồ sơ của người bệnh ở nơi khác')
}

/** Writes the basis down, for one member and one person. @throws 422 without evidence, 403 a pharmacy, or for a transfer that is not its own */
export const disclose = async (sql: Sql, caller: Caller, wish: DisclosureWish): Promise<Disclosure> => {
  const { person, basis, evidence } = wish
  await demand_treats(sql, caller.facility)
  check_evidence(basis, evidence)
  check_asking(wish)
  if (basis === 'transfer') {
    const { row_count } = await sql.query(
      "SELECT 1 FROM hub.delivery WHERE recipient = $1 AND person = $2 AND document = $3 AND state <> 'rejected'",
      [caller.facility, person, evidence.delivery],
    )
    if (row_count === 0)
      throw fail.forbidden('Không có phiếu chuyển nào của người bệnh này gửi đến cơ sở của bạn; hãy chọn căn cứ khác')
  }
  const { rows } = await sql.query<Disclosure>(
    `INSERT INTO hub.disclosure (recipient, id, person, basis, evidence, kinds, actor, until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${columns}`,
    [
      ...[caller.facility, new_id(), person, basis, JSON.stringify(evidence), wish.kinds ?? []],
      ...[JSON.stringify(wish.actor), end_of(wish)],
    ],
  )
  const [made] = rows
  if (!made) throw new Error('hub.disclosure took no row')
  const act = { action: 'C', interaction: 'disclosure', type: 'Consent', ref: `Consent/${made.id}` } as const
  await insert_events(sql, [{ caller, act: { ...act, patient: person, detail: `${basis}: ${evidence.reason}` } }])
  return made
}

const holds_now = 'until > now() AND ended_at IS NULL'

/** Whether a recipient holds any basis for one of these persons (an SQL array), inside another question. */
export const open_basis_sql = (recipient: string, persons: string): string =>
  `SELECT FROM hub.disclosure WHERE recipient = ${recipient} AND person = ANY (${persons}) AND ${holds_now}`

/** The bases that hold now, the strongest first, and how many rules of the matrix there are to judge them by. */
export const open_disclosures = async (
  sql: Sql,
  recipient: string,
  persons: string[],
): Promise<{ disclosures: Disclosure[]; matrix_edition: number }> => {
  const { rows } = await sql.steady<Disclosure & { matrix_edition: number }>(
    'gate_open',
    `SELECT ${columns}, ${matrix_edition_sql} AS matrix_edition FROM hub.disclosure
     WHERE recipient = $1 AND person = ANY ($2) AND ${holds_now} ORDER BY basis = 'emergency' DESC, at DESC`,
    [recipient, persons],
  )
  return { disclosures: rows, matrix_edition: rows[0]?.matrix_edition ?? 0 }
}

export const find_disclosure = async (sql: Sql, recipient: string, id: string): Promise<Disclosure | undefined> =>
  (
    await sql.query<Disclosure>(`SELECT ${columns} FROM hub.disclosure WHERE recipient = $1 AND id = $2`, [
      recipient,
      id,
    ])
  ).rows[0]

/** The person took her request back, or the visit is over. */
export const end_disclosure = async (sql: Sql, caller: Caller, id: string): Promise<void> => {
  const { row_count } = await sql.query(
    'UPDATE hub.disclosure SET ended_at = now() WHERE recipient = $1 AND id = $2 AND ended_at IS NULL',
    [caller.facility, id],
  )
  if (row_count === 0) throw fail.not_found('Không có căn cứ này, hoặc đã kết thúc')
  const act = { action: 'U', interaction: 'disclosure-ended', type: 'Consent', ref: `Consent/${id}` } as const
  await insert_events(sql, [{ caller, act }])
}

/** Opens what is known of a person, by all her ids, to this transaction; to be called after the basis was found. */
export const stand_before = async (sql: Sql, persons: string[]): Promise<void> => {
  await sql.query("SELECT set_config('benhan.person', $1, true)", [persons.join()])
}
