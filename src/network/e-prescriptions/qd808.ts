import type { NationalPrescription, NationalSale } from '../../standards/e-prescription/index.ts'
import { is_record, to_outcome, type Outcome } from './answer.ts'
import type { Connection, Secrets } from './connection.ts'

type Answer = { status: number; body: unknown }

/** The calls of QĐ 808/QĐ-BYT 2022 (spec interop.md §3), both sides. */
export type Gateway = {
  send(prescription: NationalPrescription, doctor: { practitioner: string; code: string }): Promise<Outcome>
  /** false: no setting says where prescriptions are read. */
  can_read: boolean
  /** 404: `null`. @throws when nobody answered */
  read(code: string): Promise<unknown>
  report(sale: NationalSale): Promise<Outcome>
}

export class Unreachable extends Error {}

const text_or_json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const call = async (url: string, init: RequestInit, timeout_ms: number): Promise<Answer> => {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout_ms) })
    return { status: response.status, body: text_or_json(await response.text()) }
  } catch (error) {
    throw new Unreachable(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  }
}

const post = (url: string, body: unknown, headers: Record<string, string>, timeout_ms: number): Promise<Answer> =>
  call(
    url,
    { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) },
    timeout_ms,
  )

const token_of = (body: unknown, field: string): string | undefined => {
  const token = is_record(body) ? (body[field] ?? body['token'] ?? body['access_token']) : undefined
  return typeof token === 'string' && token !== '' ? token : undefined
}

export const open_gateway = (facility: string, connection: Connection, secrets: Secrets): Gateway => {
  const { base_url, pharmacy_base_url, paths, timeout_ms, password_field } = connection
  /** Of doctors; kept until the other side calls one too old. */
  const tokens = new Map<string, string>()

  const sign_in = async (doctor: { practitioner: string; code: string }): Promise<string | Outcome> => {
    const password = secrets.doctor_password(facility, doctor.practitioner)
    if (password === undefined)
      return { kind: 'no_entry', message: 'Chưa có mật khẩu liên thông của bác sĩ; quản trị (IT) khai báo' }
    const { status, body } = await post(
      base_url + paths.sign_in_doctor,
      {
        ma_lien_thong_co_so_kham_chua_benh: connection.facility_code,
        ma_lien_thong_bac_si: doctor.code,
        [password_field]: password,
      },
      {},
      timeout_ms,
    )
    const token = status < 400 ? token_of(body, connection.token_field) : undefined
    if (token !== undefined) {
      tokens.set(doctor.practitioner, token)
      return token
    }
    const outcome = to_outcome(status, body)
    return outcome.kind === 'lost'
      ? outcome
      : {
          kind: 'no_entry',
          message: 'Đăng nhập hệ thống đơn thuốc quốc gia không được; kiểm tra mã liên thông và mật khẩu',
        }
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
    'app-key': secrets.app_key(facility) ?? '',
  })
  const as_lost = async (work: Promise<Outcome>): Promise<Outcome> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof Unreachable) return { kind: 'lost', message: `Không nối được: ${error.message}` }
      throw error
    }
  }

  return {
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
