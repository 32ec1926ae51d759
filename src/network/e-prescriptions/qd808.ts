import type { NationalPrescription, NationalSale } from '../../standards/e-prescription/index.ts'
import { to_outcome, type Outcome } from './answer.ts'
import type { Connection, Secrets } from './connection.ts'
import { call, post, token_of, Unreachable, type Answer } from './wire.ts'

/** The calls of QĐ 808/QĐ-BYT 2022 (spec interop.md §3), both sides. */
export type Gateway = {
  send(prescription: NationalPrescription, doctor: { practitioner: string; code: string }): Promise<Outcome>
  /** false: no setting says where prescriptions are sent. */
  can_send: boolean
  /** false: no setting says where prescriptions are read. */
  can_read: boolean
  /** 404: `null`. @throws when nobody answered */
  read(code: string): Promise<unknown>
  report(sale: NationalSale): Promise<Outcome>
  /** Who may prescribe here, by the national code; the facility itself says it. */
  add_doctor(code: string): Promise<Outcome>
  remove_doctor(code: string): Promise<Outcome>
  /** Whether each side knows us, with nothing of anybody. @returns why not; '': it does; null: that side is not set */
  knock(): Promise<{ prescribing: string | null; dispensing: string | null }>
}

/** Has the form of a code and is nobody's: what comes back tells only whether we may ask. */
const nobody_s_code = '000000000000-c'

const secrets_place = 'quản trị máy chủ đặt trong tệp E_PRESCRIPTION_SECRETS rồi khởi động lại'
const no_doctor_password = `Máy chủ chưa giữ mật khẩu liên thông của bác sĩ; ${secrets_place}, rồi gửi lại đơn`
const no_facility_password = `Máy chủ chưa giữ mật khẩu liên thông của cơ sở; ${secrets_place}`
const no_app_key = `Máy chủ chưa giữ app-key của cơ sở; ${secrets_place}`

export const open_gateway = (facility: string, connection: Connection, secrets: Secrets): Gateway => {
  const { base_url, pharmacy_base_url, paths, timeout_ms, password_field } = connection
  /** Of doctors; kept until the other side calls one too old. */
  const tokens = new Map<string, string>()

  const enter = async (path: string, password: string, who: Record<string, string>): Promise<string | Outcome> => {
    const body = { ma_lien_thong_co_so_kham_chua_benh: connection.facility_code, ...who, [password_field]: password }
    const answer = await post(base_url + path, body, {}, timeout_ms)
    const token = answer.status < 400 ? token_of(answer.body, connection.token_field) : undefined
    if (token !== undefined) return token
    const outcome = to_outcome(answer.status, answer.body)
    const message = 'Đăng nhập hệ thống đơn thuốc quốc gia không được; kiểm tra mã liên thông và mật khẩu'
    return outcome.kind === 'lost' ? outcome : { kind: 'no_entry', message }
  }

  const sign_in = async (doctor: { practitioner: string; code: string }): Promise<string | Outcome> => {
    const password = secrets.doctor_password(facility, doctor.practitioner, connection.profile)
    if (password === undefined) return { kind: 'no_entry', message: no_doctor_password }
    const entered = await enter(paths.sign_in_doctor, password, { ma_lien_thong_bac_si: doctor.code })
    if (typeof entered === 'string') tokens.set(doctor.practitioner, entered)
    return entered
  }

  const sign_in_facility = async (): Promise<string | Outcome> => {
    const password = secrets.facility_password(facility, connection.profile)
    if (password === undefined) return { kind: 'no_entry', message: no_facility_password }
    return enter(paths.sign_in_facility, password, {})
  }

  const tell_of_doctor = async (path: string, code: string): Promise<Outcome> => {
    const token = await sign_in_facility()
    if (typeof token !== 'string') return token
    const headers = { authorization: `Bearer ${token}` }
    const { status, body } = await post(base_url + path, { ma_lien_thong_bac_si: code }, headers, timeout_ms)
    return to_outcome(status, body)
  }

  const with_token = async (
    doctor: { practitioner: string; code: string },
    work: (token: string) => Promise<Answer>,
  ): Promise<Outcome> => {
    const known = tokens.get(doctor.practitioner)
    if (known !== undefined) {
      const { status, body } = await work(known)
      if (status !== 401) return to_outcome(status, body)
      tokens.delete(doctor.practitioner)
    }
    const token = await sign_in(doctor)
    if (typeof token !== 'string') return token
    const { status, body } = await work(token)
    return to_outcome(status, body)
  }

  const app_headers = (): Record<string, string> => ({
    'app-name': connection.app_name,
    'app-key': secrets.app_key(facility, connection.profile) ?? '',
  })
  const as_lost = async <T>(work: Promise<T>): Promise<T | Outcome> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof Unreachable) return { kind: 'lost', message: `Không nối được: ${error.message}` }
      throw error
    }
  }

  const knock_prescribing = async (): Promise<string> => {
    const token = await as_lost(sign_in_facility())
    return typeof token === 'string' ? '' : 'message' in token ? token.message : ''
  }

  const knock_dispensing = async (): Promise<string> => {
    if (secrets.app_key(facility, connection.profile) === undefined) return no_app_key
    try {
      const url = `${pharmacy_base_url}${paths.read}/${nobody_s_code}`
      const { status } = await call(url, { headers: app_headers() }, timeout_ms)
      if (status === 401 || status === 403) return 'Hệ thống quốc gia không nhận app-name, app-key; kiểm tra cả hai'
      return status >= 500 ? `Hệ thống quốc gia trả lời ${status}` : ''
    } catch (error) {
      if (error instanceof Unreachable) return `Không nối được: ${error.message}`
      throw error
    }
  }

  return {
    add_doctor: (code) => as_lost(tell_of_doctor(paths.add_doctor, code)),
    remove_doctor: (code) => as_lost(tell_of_doctor(paths.remove_doctor, code)),
    async knock() {
      return {
        prescribing: base_url === '' ? null : await knock_prescribing(),
        dispensing: pharmacy_base_url === '' ? null : await knock_dispensing(),
      }
    },
    can_send: base_url !== '',
    can_read: pharmacy_base_url !== '',
    send: (prescription, doctor) =>
      as_lost(
        with_token(doctor, (token) =>
          post(base_url + paths.send, prescription, { authorization: `Bearer ${token}` }, timeout_ms),
        ),
      ),
    async read(code) {
      if (pharmacy_base_url === '') throw new Unreachable('chưa khai báo địa chỉ tra cứu đơn')
      const url = `${pharmacy_base_url}${paths.read}/${encodeURIComponent(code)}`
      const { status, body } = await call(url, { headers: app_headers() }, timeout_ms)
      if (status === 404) return null
      if (status >= 400) throw new Unreachable(`tra cứu đơn bị từ chối (${status})`)
      return body
    },
    report: (sale) =>
      as_lost(
        post(pharmacy_base_url + paths.report, sale, app_headers(), timeout_ms).then(({ status, body }) =>
          to_outcome(status, body),
        ),
      ),
  }
}
