import { fail, why_no_answer } from '../../../base/outcome/index.ts'
import { read_multipart } from '../../../standards/dicomweb/index.ts'
import { is_object, text_of } from '../../../standards/fhir/index.ts'
import { HubRefuses, outcome_words, type Hub } from '../../exchange/index.ts'
import { path_of, type Place } from './pacs-client.ts'

const timeout_ms = 120_000
/** More than the largest picture of today; what is larger is no picture but an attack on our memory. */
const instance_max_bytes = (Number(process.env['IMAGING_INSTANCE_MAX_MB']) || 1_024) * 1_048_576

export type TicketQuestion = { paper: string; study: string; actor: string }

/** @throws HubAway, HubForbids, HubRefuses */
export const ask_ticket = async (hub: Hub, question: TicketQuestion): Promise<string> => {
  const answer = await hub.ask({
    ...{ method: 'POST', path: `${hub.link.base_url}/lien-thong/study-tickets` },
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(question),
  })
  const said = answer.json()
  const ticket = is_object(said) ? text_of(said['ticket']) : undefined
  if (ticket === undefined) throw new HubRefuses(answer.status, 'Trục không trả lại vé xem ảnh')
  return ticket
}

/** The ticket is no longer good: a new one may be. */
export class TicketRefused extends Error {}

/** The source cannot be asked now; the next picture would fare no better. */
export class SourceAway extends Error {}

const read_all = async (answer: Response): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > instance_max_bytes) throw fail.rule(`ảnh lớn hơn ${instance_max_bytes / 1_048_576} MB`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const words_in = async (answer: Response): Promise<string> => {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const json = (): unknown => {
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as unknown
    } catch {
      return undefined
    }
  }
  return outcome_words({ ...{ status: answer.status, headers: answer.headers, bytes, json }, retry_after_s: 0 })
}

/**
 * One original picture from the house that made it. Redirects are not followed: the ticket goes nowhere but where the sealed
 * report said. @throws TicketRefused, SourceAway; 404 and 422 for this picture alone
 */
export const ask_instance = async (
  address: string,
  place: Place,
  ticket: string,
  stopped: AbortSignal,
): Promise<Buffer> => {
  const url = `${address}${path_of(place)}`
  const answer = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(timeout_ms)]),
    headers: {
      authorization: `Bearer ${ticket}`,
      accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
    },
  }).catch((error: unknown) => {
    throw new SourceAway(why_no_answer(error, timeout_ms))
  })
  if (answer.ok) {
    const [file] = read_multipart(await read_all(answer), answer.headers.get('content-type') ?? '') ?? []
    if (!file) throw fail.rule('nơi gửi trả lời không đúng dạng WADO-RS')
    return file
  }
  const words = await words_in(answer)
  if (answer.status === 401) throw new TicketRefused(words)
  if (answer.status === 404 || answer.status === 410 || answer.status === 403) throw fail.not_found(words)
  throw new SourceAway(words)
}
