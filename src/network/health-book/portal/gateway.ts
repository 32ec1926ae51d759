import { createHash } from 'node:crypto'
import { why_no_answer } from '../../../base/outcome/index.ts'
import { profile_of_address, type EndpointProfile } from '../../../platform/http/index.ts'
import type { RefusalClass } from '../contract.ts'
import { meaning_of, say_answer } from './refusal-class.ts'

/**
 * The national path of the health book (SHARE-22): the signed dossier to the insurance's portal, never to VNeID itself. The calls are
 * the portal's gateway as its public guides tell of it (spec bhyt/envelope.md §4); paths change with each decision.
 */
export type PortalSettings = {
  base_url: string
  /** Of sending; the token's path is told apart. */
  path?: string
  token_path?: string
  username: string
  timeout_ms?: number
  /** MA_TTDV: the code of the head of the facility or of whom he authorised; XML8, 13 and 14 need it. */
  head_code?: string
  /** XML8 of every visit (QĐ 31/2026), or of stays alone (the portal's sheet for 4750). */
  summary_for?: 'all' | 'beds'
  /** Hours after the end of a visit by which the portal should have it. */
  due_h?: number
  /** Absent of what was kept before profiles were: as the address says. */
  profile?: EndpointProfile
}

export const profile_of_portal = ({ profile, base_url }: PortalSettings): EndpointProfile =>
  profile ?? profile_of_address(base_url)

export const default_path = '/api/qd130/guiHoSoXmlQD3176'
export const default_token_path = '/api/token/take'
const default_timeout_ms = 30_000
/** loaiHoSo of a dossier of QĐ 130 and what amends it. */
const dossier_kind = '130'

export type PortalEnvelope = { facility: string; about: string; round: number; xml: Uint8Array }

/**
 * taken: with the portal's number; refused: a person must act; away: goes again by itself; unknown: it may be there, and sending it
 * again without looking could put it there twice.
 */
export type PortalAnswer =
  | { kind: 'taken'; receipt: string }
  | { kind: 'refused' | 'away' | 'unknown'; code: string; class: RefusalClass; message: string }

export type Portal = {
  send(envelope: PortalEnvelope): Promise<PortalAnswer>
  /** Whether the door is there and knows us, asked with nothing of anybody. @returns why not; '': it does */
  knock(): Promise<string>
}

type Token = { access: string; id: string; until: number }

const said = (body: unknown, name: string): string => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The account or the address is wrong, not the paper: nothing is lost by waiting until somebody has put it right. */
const not_the_paper = (status: number): { class: RefusalClass; message: string } | undefined => {
  if (status === 401 || status === 403)
    return {
      class: 'account',
      message: `Cổng không nhận tài khoản kết nối (HTTP ${status}); kiểm tra tên kết nối và mật khẩu`,
    }
  if (status === 404 || status === 405 || (status >= 300 && status < 400))
    return { class: 'setting', message: `Ở địa chỉ này không có cửa nhận hồ sơ (HTTP ${status}); kiểm tra địa chỉ` }
  if (status >= 400) return { class: 'portal', message: `Cổng trả lời HTTP ${status}` }
  return undefined
}

const unreachable = (error: unknown): string => `Không liên lạc được với cổng: ${why_no_answer(error)}`

const look_first = 'Tra mã đợt trên cổng trước khi gửi lại'

const json_or_nothing = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const no_json = 'trả lời không phải JSON; quản trị (IT) kiểm tra địa chỉ và cửa ra Internet'

const before_sending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The line never stood: the portal cannot have it. */
const never_left = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && before_sending.has(String((cause as NodeJS.ErrnoException).code))
}

class NoToken extends Error {
  readonly answer: Extract<PortalAnswer, { kind: 'away' | 'refused' | 'unknown' }>
  constructor(answer: { code: string; class: RefusalClass; message: string }) {
    super(answer.message)
    this.answer = { kind: 'away', ...answer }
  }
}

/** @param password of the facility at the portal; from the secrets of the installation, never from the database */
export const bhyt_gateway = (settings: PortalSettings, password: string): Portal => {
  const hash = createHash('md5').update(password).digest('hex').toUpperCase()
  let token: Token | undefined
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL(path, settings.base_url), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeout_ms ?? default_timeout_ms),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })

  /** @throws NoToken */
  const take_token = async (): Promise<Token> => {
    let response: Response
    try {
      response = await post(settings.token_path ?? default_token_path, { username: settings.username, password: hash })
    } catch (error) {
      throw new NoToken({ code: '', class: 'portal', message: unreachable(error) })
    }
    const body: unknown = await response.json().catch(() => undefined)
    const problem = not_the_paper(response.status)
    if (problem) throw new NoToken({ code: '', ...problem })
    if (body === undefined)
      throw new NoToken({ code: '', class: 'setting', message: `Cổng cấp mã kết nối: ${no_json}` })
    const code = said(body, 'maKetQua')
    const key = (body as { APIKey?: unknown } | undefined)?.APIKey
    const [access, id] = [said(key, 'access_token'), said(key, 'id_token')]
    if (code !== '200' || access === '') {
      const is_ours = code === '401' || code === '403'
      const message = is_ours
        ? 'Cổng không nhận tài khoản kết nối; kiểm tra tên kết nối và mật khẩu'
        : say_answer(code, said(body, 'thongDiep'))
      throw new NoToken({ code, class: is_ours ? 'account' : 'portal', message })
    }
    const lasts_s = Number(said(key, 'expires_in')) || 600
    // A minute early: a file is some time under way.
    return { access, id, until: Date.now() + Math.max(0, lasts_s - 60) * 1_000 }
  }
  const get_token = async (): Promise<Token> => {
    if (!token || token.until <= Date.now()) token = await take_token()
    return token
  }

  const submit = async ({ facility, xml }: PortalEnvelope, { access, id }: Token): Promise<PortalAnswer> => {
    const form = {
      ...{ username: settings.username, loaiHoSo: dossier_kind, maTinh: facility.slice(0, 2), maCSKCB: facility },
      fileHSBase64: Buffer.from(xml).toString('base64'),
    }
    const headers = { accessToken: access, tokenId: id, passwordHash: hash }
    try {
      const response = await post(settings.path ?? default_path, form, headers)
      const problem = not_the_paper(response.status)
      if (problem) {
        await response.body?.cancel()
        return { kind: 'away', code: '', ...problem }
      }
      const text = await response.text()
      const body = json_or_nothing(text)
      if (body === undefined)
        return { kind: 'unknown', code: '', class: 'lost', message: `Đã gửi, cổng ${no_json}. ${look_first}` }
      const [code, receipt] = [said(body, 'maKetQua'), said(body, 'maGiaoDich')]
      if (code === '200' && receipt !== '') return { kind: 'taken', receipt }
      const meaning = meaning_of(code)
      const kind = meaning.state === 'failed' ? 'refused' : meaning.state
      return { kind, code, class: meaning.class, message: say_answer(code, said(body, 'thongDiep')) }
    } catch (error) {
      if (never_left(error)) return { kind: 'away', code: '', class: 'portal', message: unreachable(error) }
      const message = `Đã gửi nhưng không nhận được trả lời (${why_no_answer(error)}). ${look_first}`
      return { kind: 'unknown', code: '', class: 'lost', message }
    }
  }

  return {
    async send(envelope) {
      try {
        const answer = await submit(envelope, await get_token())
        if (answer.kind !== 'away' || answer.code !== '401') return answer
        // A token ends before its time when the portal restarts: once more with a fresh one.
        token = undefined
        return await submit(envelope, await get_token())
      } catch (error) {
        if (error instanceof NoToken) return error.answer
        throw error
      }
    },
    async knock() {
      try {
        token = await take_token()
        return ''
      } catch (error) {
        if (error instanceof NoToken) return error.message
        throw error
      }
    },
  }
}
