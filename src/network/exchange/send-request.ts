import { why_no_answer } from '../../base/outcome/index.ts'
import { HubAway } from './hub-faults.ts'
import type { LinkTls } from './link.ts'
import { request_over_tls, type RawAnswer } from './send-over-tls.ts'

export type HubRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: string | URLSearchParams
}

export type HubAnswer = {
  status: number
  headers: Headers
  bytes: Uint8Array
  /** undefined for what is no JSON. */
  json(): unknown
  /** Seconds the hub asks us to stay away (RFC 9110 §10.2.3); 0: it did not say. */
  retry_after_s: number
}

const timeout_ms = 60_000
/** A whole record may be large and a line thin: so much more time for each byte that goes out. */
const bytes_per_ms = 50
const retry_after_max_s = 3_600

const read_retry_after = (headers: Headers): number => {
  const text = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, retry_after_max_s) : 0
}

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

const over_fetch = async (url: string, request: HubRequest, signal: AbortSignal): Promise<RawAnswer> => {
  const response = await fetch(url, {
    method: request.method,
    redirect: 'manual',
    signal,
    ...(request.headers ? { headers: request.headers } : {}),
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  const { status, headers } = response
  return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) }
}

/**
 * One request with its whole answer. Redirects are not followed: a token goes nowhere but where the administrator said.
 * @throws HubAway when there is no answer
 */
export const send_request = async (
  url: string,
  request: HubRequest,
  stopped: AbortSignal,
  tls?: LinkTls | null,
): Promise<HubAnswer> => {
  const size = typeof request.body === 'string' ? request.body.length : 0
  const patience_ms = timeout_ms + Math.ceil(size / bytes_per_ms)
  const timeout = AbortSignal.timeout(patience_ms)
  try {
    const signal = AbortSignal.any([timeout, stopped])
    const { status, headers, bytes } = await (tls && url.startsWith('https:')
      ? request_over_tls(url, request, { signal, tls })
      : over_fetch(url, request, signal))
    return { status, headers, bytes, json: () => parse(bytes), retry_after_s: read_retry_after(headers) }
  } catch (error) {
    const why = why_no_answer(timeout.aborted ? timeout.reason : error, patience_ms)
    throw new HubAway(`Không liên lạc được với trục liên thông: ${why}`)
  }
}
