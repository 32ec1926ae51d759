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
export type Portal = { send(envelope: PortalEnvelope): Promise<PortalAnswer> }

export type PortalSettings = { base_url: string; path?: string; username: string; timeout_ms?: number }

const default_path = '/api/so-suc-khoe/nhan'
const default_timeout_ms = 30_000

const said = (body: unknown, name: string): string => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** @param password of the facility at the portal; from the secrets of the installation, never from the database */
export const http_portal = (settings: PortalSettings, password: string): Portal => ({
  async send({ facility, about, round, version, xml, signature }) {
    const body = {
      ...{ ma_cskcb: facility, ma_lk: about.split('/')[1], lan: round, phien_ban: version },
      ...{ noi_dung: Buffer.from(xml).toString('base64'), chu_ky: Buffer.from(signature).toString('base64') },
    }
    try {
      const response = await fetch(new URL(settings.path ?? default_path, settings.base_url), {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(settings.timeout_ms ?? default_timeout_ms),
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${settings.username}:${password}`).toString('base64')}`,
        },
        body: JSON.stringify(body),
      })
      const answer: unknown = await response.json().catch(() => undefined)
      if (response.status >= 500 || response.status === 429)
        return { kind: 'away', message: `Cổng trả lời HTTP ${response.status}` }
      if (!response.ok)
        return { kind: 'refused', message: said(answer, 'thong_bao') || `Cổng từ chối (HTTP ${response.status})` }
      return { kind: 'taken', receipt: said(answer, 'ma_giao_dich') }
    } catch (error) {
      return { kind: 'away', message: `Không liên lạc được với cổng: ${error instanceof Error ? error.message : ''}` }
    }
  },
})
