import { Failure, fail } from '../../base/outcome/index.ts'
import { put_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import {
  ensure_certificate,
  ensure_facility_certificate,
  get_facility_provider,
  get_identity,
  get_provider,
  load_authority,
} from '../../platform/signing/index.ts'
import {
  make_sample_house,
  make_sample_letter,
  sample_doctor,
  type Signers,
} from '../../standards/sample-letters/index.ts'
import { take_submission, type Office } from '../mailbox/index.ts'
import { add_seal, find_directory_facility, put_directory_facility } from '../membership/index.ts'
import { partner_letter } from './judge.ts'
import type { RunRow } from './run-row.ts'

export const partner_name = 'Cơ sở thử nghiệm của trục (không có người bệnh thật)'
const authority = 'Kiểm thử liên thông'

/** The hub's own facility that plays the other side of every run. */
export type Partner = { code: string }

/** Her certificate says the name that stands on the letters she signs. */
const doctor_of = (code: string): string => `${code}-sample-doctor`

/** Its entry, its seal and its doctor: of the hub's demo authority, which counts for this facility and no other. */
export const ensure_partner = (database: Database, code: string): Promise<void> =>
  database.in_site(async (sql) => {
    const known = await find_directory_facility(sql, code)
    if (known && known.authority !== authority)
      throw fail.conflict(`Mã ${code} đã là của ${known.name}; đặt mã khác cho cơ sở thử nghiệm`)
    if (!known) await put_directory_facility(sql, { code, name: partner_name, kind: 'clinic', authority })
    await put_facility(sql, { code, name: partner_name, authority, kind: 'hospital' })
    await ensure_facility_certificate(sql, { code, name: partner_name })
    const doctor = { id: doctor_of(code), name: sample_doctor.name, title: 'Bác sĩ', organization: partner_name }
    await ensure_certificate(sql, doctor)
    await add_seal(sql, code, (await get_identity(sql, code)).certificate_pem)
    await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1 AND membership = 'none'", [code])
  })

/** What the hub publishes of the partner: its demo root beside the trusted ones; of everybody else what stood there. */
export const with_partner_root =
  (code: string, find_trust: Office['find_trust']): Office['find_trust'] =>
  async (sql, sender) => {
    const trust = await find_trust(sql, sender)
    if (sender !== code || trust.seals.length === 0) return trust
    return { ...trust, roots_pem: [...trust.roots_pem, (await load_authority(sql)).certificate_pem] }
  }

/** Nobody's real letter is to end here: the partner takes mail only of a member that is being tested. */
export const closed_outside_runs =
  (code: string, find_recipients: Office['find_recipients']): Office['find_recipients'] =>
  async (sql, codes) => {
    const found = await find_recipients(sql, codes)
    if (!codes.includes(code)) return found
    const { rows } = await sql.query("SELECT 1 FROM hub.certification WHERE state = 'open' LIMIT 1")
    return rows.length > 0 ? found : found.map((one) => (one.code === code ? { ...one, is_open: false } : one))
  }

const partner_caller = (code: string): Caller => ({
  facility: code,
  actor: { id: 'certification', name: partner_name, role: 'system', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: '' },
})

const signers_of = async (sql: Sql, code: string): Promise<Signers> => ({
  ...{ code, name: partner_name, seal: await get_facility_provider(sql, code) },
  doctor: await get_provider(sql, doctor_of(code)),
})

type Rooms = { database: Database; office: Office; partner: Partner }

/** For the wrongly signed letter the hub believes a stranger; whoever asks the hub whom to believe is told otherwise. */
const stranger = async ({ office }: Rooms, code: string): Promise<{ office: Office; signers: Signers }> => {
  const house = make_sample_house(code, partner_name)
  const trust = {
    roots_pem: [house.root_pem],
    seals: [{ serial: '', certificate_pem: house.seal.certificate, revoked_at: null }],
  }
  return { office: { ...office, find_trust: async () => ({ membership: 'approved', ...trust }) }, signers: house }
}

/** Two asked how the run stands at once: what the other one did is done. */
const unless_done = (error: unknown): void => {
  if (!(error instanceof Failure && error.status === 409)) throw error
}

/** The partner's letter of this step, on its way once. */
export const post_partner_letter = async (
  rooms: Rooms,
  run: RunRow,
  code: 'receive' | 'bad-signature',
): Promise<void> => {
  const { database, partner } = rooms
  const identity = partner_letter(run.id, code)
  const caller = partner_caller(partner.code)
  const { row_count } = await database.in_facility(partner.code, (sql) =>
    sql.query('SELECT 1 FROM hub.identity WHERE sender = $1 AND document = $2', [partner.code, identity]),
  )
  if (row_count > 0) return
  const { office, signers } =
    code === 'bad-signature'
      ? await stranger(rooms, partner.code)
      : { office: rooms.office, signers: await database.in_site((sql) => signers_of(sql, partner.code)) }
  const letter = await make_sample_letter(signers, { recipients: [run.facility], identity })
  await take_submission(office, caller, letter, letter.parts[0].bytes).catch(unless_done)
}

/** The partner accepts what came, as a real recipient does; the postman tells both boxes. */
export const answer_as_partner = (sql: Sql, { partner, facility }: RunRow): Promise<unknown> =>
  sql.query(
    `UPDATE hub.delivery SET state = 'accepted', received_at = now(), answered_at = now(), posted = false,
       receipts = receipts || jsonb_build_array(jsonb_build_object('hop', 'accepted', 'at', now(), 'jws', ''))
     WHERE recipient = $1 AND sender = $2 AND state = 'requested'`,
    [partner, facility],
  )

/** What the partner sent and nobody answered goes back, as the hub's staff send back what nobody fetched: the test is over. */
export const take_back = (sql: Sql, { partner, facility }: RunRow): Promise<unknown> =>
  sql.query(
    `UPDATE hub.delivery SET state = 'rejected', reason = 'Trục trả lại: lượt kiểm thử đã kết thúc', answered_at = now(),
       posted = false,
       receipts = receipts || jsonb_build_array(jsonb_build_object('hop', 'rejected', 'at', now(), 'jws', ''))
     WHERE recipient = $2 AND sender = $1 AND state IN ('requested', 'received')`,
    [partner, facility],
  )
