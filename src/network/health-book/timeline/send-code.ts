import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Unit } from '../../../platform/records/index.ts'
import type { RequestTaken } from '../contract.ts'
import type { BookOffice } from './office.ts'
import { hash_of_code, new_code } from './one-time-code.ts'

const valid_min = 5
/** A telephone is not to be rung without end, nor a code guessed by asking for ever new ones. */
const rest_s = 30
const codes_an_hour_max = 6
const phone_shape = /^0\d{9}$/

/** @throws 422 */
export const read_phone = (typed: string | undefined): string => {
  const phone = (typed ?? '').replace(/[\s.-]/g, '').replace(/^\+?84(?=\d{9}$)/, '0')
  if (!phone_shape.test(phone)) throw fail.value('Số điện thoại phải gồm 10 chữ số, bắt đầu bằng 0', 'phone')
  return phone
}

/** Between two codes of one person time goes by. @throws 422 with how long */
export const demand_rest = async (unit: Unit, patient: string): Promise<void> => {
  await unit.take_turn(`otp:${unit.caller.facility}:${patient}`)
  const { rows } = await unit.sql.query<{ rests_s: number; sent: number }>(
    `SELECT greatest(0, ceil(${rest_s} - extract(epoch FROM now() - max(otp_sent_at))))::integer AS rests_s,
       coalesce(sum(otp_sent), 0)::integer AS sent
     FROM health_book.request WHERE facility = $1 AND patient = $2 AND otp_sent_at > now() - interval '1 hour'`,
    [unit.caller.facility, patient],
  )
  const { rests_s, sent } = rows[0] ?? { rests_s: 0, sent: 0 }
  if (sent >= codes_an_hour_max)
    throw fail.rule('Đã gửi quá nhiều mã cho người bệnh này trong một giờ; hãy lấy chữ ký trên giấy', 'phone')
  if (rests_s > 0) throw fail.rule(`Vừa gửi một mã; chờ ${rests_s} giây nữa rồi gửi mã mới`, 'phone')
}

type Asked = { id: string; phone: string; patient: string }

const words_of = (facility: string, code: string): string =>
  `Mã ${code}: đồng ý cho cơ sở ${facility} xem hồ sơ sức khỏe của bạn ở nơi khác. Chỉ đọc mã cho nhân viên nếu bạn đồng ý. Mã hết hạn sau ${valid_min} phút.`

/**
 * Makes a code, keeps its hash alone and sends it, outside of any transaction: a gateway may take half a minute. The code
 * stands in no log and in no refusal.
 * @throws 422, 503: nothing was sent, and the hash opens nothing
 */
export const send_code = async (
  office: BookOffice,
  caller: Caller,
  { id, phone, patient }: Asked,
): Promise<RequestTaken> => {
  const code = new_code()
  const hash = await hash_of_code(id, code)
  await office.store.unit(caller, (unit) =>
    unit.sql.query(
      `UPDATE health_book.request SET otp_hash = $3, otp_until = now() + make_interval(mins => ${valid_min}), otp_tries = 0,
         otp_sent = otp_sent + 1, otp_sent_at = now() WHERE facility = $1 AND id = $2`,
      [caller.facility, id, hash],
    ),
  )
  const note = (detail: string, change: string, values: unknown[]): Promise<void> =>
    office.store.unit(caller, async (unit) => {
      await unit.sql.query(`UPDATE health_book.request SET ${change} WHERE facility = $1 AND id = $2`, [
        ...[caller.facility, id],
        ...values,
      ])
      const act = { action: 'U', interaction: 'send-code', type: 'Consent', ref: `Consent?request=${id}` } as const
      unit.note({ ...act, patient, detail })
    })
  const { facility } = caller
  try {
    const sent = await office.otp.send({ facility, phone, id, text: words_of(facility, code) })
    await note(`gửi mã tới số đuôi ${phone.slice(-3)}`, 'otp_receipt = $3', [sent.receipt])
    return { id, ...(sent.shows_code ? { code } : {}) }
  } catch (error) {
    await note('không gửi được mã', 'otp_hash = NULL, otp_sent_at = NULL', [])
    throw error
  }
}
