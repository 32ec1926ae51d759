import { uuid_urn_of } from '../../standards/documents/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { StepCode } from './contract.ts'
import type { RunRow } from './run-row.ts'

export type Patience = { step_s: number; silence_s: number; quiet_s: number }

export type View = { sql: Sql; run: RunRow; started_at: Date; patience: Patience }

/** undefined: not to be said yet. `letter`: the identity later steps speak of. */
export type Outcome = { passed: boolean; says: string; letter?: string }
const passed = (says: string, letter?: string): Outcome => ({ passed: true, says, ...(letter ? { letter } : {}) })
const failed = (says: string): Outcome => ({ passed: false, says })

/** More requests than this while told to wait is hammering at the door. */
const hits_max = 30

/** The hub's processes and its database may disagree on the time by so much. */
const clocks_ms = 1_000

/** The partner's letters have identities that follow from the run: however often they are made, they are sent once. */
export const partner_letter = (id: string, code: 'receive' | 'bad-signature'): string =>
  uuid_urn_of('certification', id, code)

type Sent = { document: string; requested_at: Date; correction_of: string | null }

/** What really arrived for the partner since then. */
const letters_since = async ({ sql, run }: View, since: Date): Promise<Sent[]> =>
  (
    await sql.query<Sent>(
      `SELECT document, requested_at, about ->> 'correction_of' AS correction_of FROM hub.delivery
       WHERE recipient = $1 AND sender = $2 AND kind = 'transfer-letter' AND requested_at >= $3 ORDER BY number LIMIT 50`,
      [run.partner, run.facility, since],
    )
  ).rows

type Turned = { state: string; reason: string; received_at: Date | null }

const delivery_to_member = async ({ sql, run }: View, document: string): Promise<Turned | undefined> =>
  (
    await sql.query<Turned>(
      `SELECT state, reason, received_at FROM hub.delivery WHERE recipient = $1 AND sender = $2 AND document = $3`,
      [run.facility, run.partner, document],
    )
  ).rows[0]

const token = async ({ sql, run }: View): Promise<Outcome> => {
  const { rows } = await sql.query<{ by_key: boolean }>(
    `SELECT secret IS NULL AND (jwks IS NOT NULL OR jwks_uri IS NOT NULL) AS by_key FROM access.client WHERE client_id = $1`,
    [run.client_id],
  )
  return rows[0]?.by_key
    ? passed('Mã truy cập lấy bằng khóa riêng (private_key_jwt).')
    : failed('Máy chủ này vào bằng mã bí mật dùng chung; đăng ký khóa công khai và vào bằng private_key_jwt.')
}

const send = async (view: View): Promise<Outcome | undefined> => {
  const [first] = await letters_since(view, view.started_at)
  return first && passed('Phiếu chuyển đã qua cửa: đúng lược đồ, đủ chữ ký.', first.document)
}

const repeat = async (view: View): Promise<Outcome | undefined> => {
  const { letter, repeats } = view.run
  if (letter === null) return failed('Chưa có phiếu nào được nhận để gửi lại.')
  if (repeats.includes(letter)) return passed('Gửi lại cùng mã: vẫn là một tài liệu, một lần giao.')
  const others = (await letters_since(view, view.started_at)).filter(({ document }) => document !== letter)
  return others.length > 0
    ? failed('Lần gửi lại mang mã tài liệu mới: nơi nhận có hai phiếu cho một việc. Gửi lại phải giữ nguyên mã.')
    : undefined
}

const refusal = async ({ sql, run, started_at, patience }: View): Promise<Outcome | undefined> => {
  const { rows } = await sql.query<{ document: string; times: number; is_quiet: boolean; is_taken: boolean }>(
    `SELECT r.document, count(*) AS times, max(r.at) < clock_timestamp() - make_interval(secs => $4) AS is_quiet,
       EXISTS (SELECT FROM hub.identity AS i WHERE i.sender = $1 AND i.document = r.document) AS is_taken
     FROM hub.refusal AS r WHERE r.sender = $1 AND r.at >= $2 AND r.state = 'refused' AND $3 = ANY (r.recipients)
     GROUP BY r.document ORDER BY min(r.at) LIMIT 1`,
    [run.facility, started_at, run.partner, patience.quiet_s],
  )
  const [found] = rows
  if (!found) return undefined
  if (found.times > 1)
    return failed(
      `Thư bị từ chối đã được tự gửi lại ${found.times - 1} lần; lời từ chối (4xx) là lời cuối, phải để người xem.`,
    )
  if (found.is_taken)
    return failed('Cùng mã tài liệu bị từ chối đã được gửi lại với nội dung khác; bản sửa phải có mã mới.')
  return found.is_quiet ? passed('Thư sai bị từ chối và không gửi lại.') : undefined
}

const receive = async (view: View): Promise<Outcome | undefined> => {
  const found = await delivery_to_member(view, partner_letter(view.run.id, 'receive'))
  return found?.received_at ? passed('Thư đến được nhận trong hạn.') : undefined
}

const answer = async (view: View): Promise<Outcome | undefined> => {
  const found = await delivery_to_member(view, partner_letter(view.run.id, 'receive'))
  if (found?.state === 'accepted' || found?.state === 'completed') return passed('Thư đến được chấp nhận.')
  return found?.state === 'rejected' ? passed(`Thư đến bị từ chối, có lý do: ${found.reason}`) : undefined
}

const bad_signature = async (view: View): Promise<Outcome | undefined> => {
  const found = await delivery_to_member(view, partner_letter(view.run.id, 'bad-signature'))
  if (found?.state === 'rejected') return passed(`Thư ký sai bị từ chối: ${found.reason}`)
  return found?.state === 'accepted' || found?.state === 'completed'
    ? failed('Phần mềm đã chấp nhận một thư có chữ ký không đứng vững. Phải kiểm tra chữ ký trước khi chấp nhận.')
    : undefined
}

const correction = async (view: View): Promise<Outcome | undefined> => {
  const { letter } = view.run
  if (letter === null) return failed('Chưa có phiếu nào được nhận để thay thế.')
  const found = (await letters_since(view, view.started_at)).find(({ correction_of }) => correction_of === letter)
  return found && passed('Bản sửa thay bản cũ ở mọi nơi đã nhận.')
}

const come_back = async (view: View): Promise<Outcome | undefined> => {
  const { silent_until, silent_hits, now } = view.run
  if (silent_until === null || now < silent_until) return undefined
  if (silent_hits > hits_max) return failed(`Trong lúc trục báo chờ (Retry-After), phần mềm đã gọi ${silent_hits} lần.`)
  const [first] = await letters_since(view, new Date(silent_until.getTime() - clocks_ms))
  if (!first) return undefined
  return silent_hits > 0
    ? passed(`Chờ đúng lời trục (${silent_hits} lần gọi lúc trục ngừng) rồi gửi được.`)
    : failed('Phần mềm không gọi trục lần nào trong lúc trục ngừng, nên chưa biết nó trở lại ra sao.')
}

export const judges: Record<StepCode, (view: View) => Promise<Outcome | undefined>> = {
  ...{ token, send, repeat, refusal, receive, answer, correction },
  ...{ 'bad-signature': bad_signature, return: come_back },
}
