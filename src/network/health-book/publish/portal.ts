import { profile_of_address, type EndpointProfile } from '../../../platform/http/index.ts'

/** The national path of the health book (SHARE-22): signed XML to the insurance portal, never to VNeID itself. */

export type PortalEnvelope = {
  facility: string
  /** The visit, as our own number: the same number again is the same visit, a higher round takes the place of the lower. */
  about: string
  round: number
  version: string
  xml: Uint8Array
  /** Detached CMS of the facility over `xml`. */
  signature: Uint8Array
}

/** taken: with the portal's receipt; refused: a person must look; away: later again. */
export type PortalAnswer =
  { kind: 'taken'; receipt: string } | { kind: 'refused'; message: string } | { kind: 'away'; message: string }

/** How one portal is spoken to. Which one and where is configuration: the endpoint changes on 01/01/2027. */
export type Portal = {
  send(envelope: PortalEnvelope): Promise<PortalAnswer>
  /** Whether the door is there and knows us, asked with nothing of anybody. @returns why not; '': it does */
  knock(): Promise<string>
}

export type PortalSettings = {
  base_url: string
  path?: string
  username: string
  timeout_ms?: number
  /** Absent of what was kept before profiles were: as the address says. */
  profile?: EndpointProfile
}

export const profile_of_portal = ({ profile, base_url }: PortalSettings): EndpointProfile =>
  profile ?? profile_of_address(base_url)

export const default_path = '/api/so-suc-khoe/nhan'
const default_timeout_ms = 30_000

const said = (body: unknown, name: string): string => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** The account or the address is wrong, not the paper: nothing is lost by waiting until somebody has put it right. */
const not_the_paper = (status: number): string | undefined => {
  if (status === 401 || status === 403)
    return `Cổng không nhận tài khoản kết nối (HTTP ${status}); kiểm tra tên kết nối và mật khẩu`
  if (status === 404 || status === 405 || (status >= 300 && status < 400))
    return `Ở địa chỉ này không có cửa nhận sổ sức khỏe (HTTP ${status}); kiểm tra địa chỉ`
  if (status >= 500 || status === 429) return `Cổng trả lời HTTP ${status}`
  return undefined
}

const unreachable = (error: unknown): string =>
  `Không liên lạc được với cổng: ${error instanceof Error ? error.message : ''}`

/** @param password of the facility at the portal; from the secrets of the installation, never from the database */
export const http_portal = (settings: PortalSettings, password: string): Portal => {
  const post = (body: unknown): Promise<Response> =>
    fetch(new URL(settings.path ?? default_path, settings.base_url), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeout_ms ?? default_timeout_ms),
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${settings.username}:${password}`).toString('base64')}`,
      },
      body: JSON.stringify(body),
    })
  return {
    async send({ facility, about, round, version, xml, signature }) {
      const body = {
        ...{ ma_cskcb: facility, ma_lk: about.split('/')[1], lan: round, phien_ban: version },
        ...{ noi_dung: Buffer.from(xml).toString('base64'), chu_ky: Buffer.from(signature).toString('base64') },
      }
      try {
        const response = await post(body)
        const answer: unknown = await response.json().catch(() => undefined)
        const problem = not_the_paper(response.status)
        if (problem !== undefined) return { kind: 'away', message: problem }
        if (!response.ok)
          return { kind: 'refused', message: said(answer, 'thong_bao') || `Cổng từ chối (HTTP ${response.status})` }
        return { kind: 'taken', receipt: said(answer, 'ma_giao_dich') }
      } catch (error) {
        return { kind: 'away', message: unreachable(error) }
      }
    },
    // The portal has no question of its own for this: an empty paper it refuses tells that it read us.
    async knock() {
      try {
        const response = await post({})
        await response.body?.cancel()
        return not_the_paper(response.status) ?? ''
      } catch (error) {
        return unreachable(error)
      }
    },
  }
}
