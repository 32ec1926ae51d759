import { request as http_request } from 'node:http'
import { request as https_request } from 'node:https'
import { isIP } from 'node:net'
import { lookup_within, read_endpoint, type Reach } from './endpoint.ts'
import type { Header } from './state.ts'

export type Letter = { endpoint: string; headers: Header[]; body: string | undefined; timeout_s: number }

/** What is said to the owner when a letter did not arrive. */
export class NotTaken extends Error {}

const words_of = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return `${code} ${error instanceof Error ? error.message : String(error)}`.trim().slice(0, 200)
}

/**
 * POSTs to the receiver. Only 2xx within the time counts as taken; redirects are not followed, since they could lead
 * inside the house; the answer's text is not read.
 * @throws NotTaken
 */
export const post_letter = async (letter: Letter, reach: Reach, stopped: AbortSignal): Promise<void> => {
  // Asked again at each sending: what the administrator allows may have changed since the Subscription was written.
  const url = read_endpoint(letter.endpoint, reach)
  const request = url.protocol === 'https:' ? https_request : http_request
  const own = { 'content-length': Buffer.byteLength(letter.body ?? ''), 'user-agent': 'benh-an-mo' }
  const kind = letter.body === undefined ? {} : { 'content-type': 'application/fhir+json; charset=utf-8' }
  const signal = AbortSignal.any([AbortSignal.timeout(letter.timeout_s * 1_000), stopped])
  await new Promise<void>((resolve, reject) => {
    const failed = (error: unknown): void =>
      reject(
        new NotTaken(
          signal.aborted && !stopped.aborted ? `không trả lời trong ${letter.timeout_s} giây` : words_of(error),
        ),
      )
    const sending = request(
      url,
      {
        ...{ method: 'POST', signal, agent: false },
        headers: { ...Object.fromEntries(letter.headers), ...kind, ...own },
        ...(isIP(url.hostname) === 0 ? { lookup: lookup_within(url, reach) } : {}),
      },
      (answer) => {
        const status = answer.statusCode ?? 0
        answer.destroy()
        if (status >= 200 && status < 300) resolve()
        else
          reject(
            new NotTaken(
              `trả lời HTTP ${status}${status >= 300 && status < 400 ? ', không đi theo chuyển hướng' : ''}`,
            ),
          )
      },
    )
    sending.on('error', failed)
    sending.end(letter.body)
  })
}
