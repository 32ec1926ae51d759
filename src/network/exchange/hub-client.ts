import { is_object, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { HubAway, HubForbids } from './hub-faults.ts'
import { keep_tokens } from './hub-token.ts'
import type { NewLink } from './link.ts'
import { send_request, type HubAnswer, type HubRequest } from './send-request.ts'

/** The hub refuses this request; what it says stands in the message. */
export class HubRefuses extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'HubRefuses'
    this.status = status
  }
}

/** One facility's way to the hub. */
export type Hub = {
  link: NewLink
  /** An answer of 2xx. @param path of the FHIR face, or an address of the same hub @throws HubAway, HubForbids, HubRefuses */
  ask(request: HubRequest & { path: string }): Promise<HubAnswer>
  read(path: string): Promise<Resource>
  /** All pages of a search, one after the other. */
  pages(path: string): AsyncGenerator<Resource[]>
}

/** What an OperationOutcome says, or a refusal beside FHIR, in the hub's own words. */
export const outcome_words = (answer: HubAnswer): string => {
  const body = answer.json()
  const issues = is_object(body) ? [...list_of(body['issue']), ...list_of(body['issues'])] : []
  const said = issues.flatMap(
    (one) =>
      text_of(object_of(one['details'])?.['text']) ?? text_of(one['diagnostics']) ?? text_of(one['message']) ?? [],
  )
  return said.join('; ') || `HTTP ${answer.status}`
}

/** These tell of the hub, not of what was asked: the next one would fare no better. */
const away_statuses = new Set([429, 502, 503, 504])

const demand_success = (answer: HubAnswer, link: NewLink): HubAnswer => {
  const { status } = answer
  if (status >= 200 && status < 300) return answer
  const words = outcome_words(answer)
  if (away_statuses.has(status))
    throw new HubAway(`Trục liên thông đang bận hoặc tạm dừng (HTTP ${status})`, answer.retry_after_s)
  if (status === 401 || status === 403)
    throw new HubForbids(
      `Trục liên thông không cho ${link.client_id} làm việc này: ${words}. Người vận hành trục (Sở Y tế) mở lại kết nối ` +
        'hoặc quản trị (IT) của cơ sở kiểm tra khóa; sau đó bấm gửi lại',
    )
  throw new HubRefuses(status, words)
}

const resource_in = (answer: HubAnswer): Resource => {
  const body = answer.json()
  if (!is_object(body) || typeof body['resourceType'] !== 'string')
    throw new HubRefuses(answer.status, 'Trục liên thông trả lời không phải là FHIR')
  return { ...body, resourceType: body['resourceType'] }
}

/** @throws HubRefuses an address outside the hub: our token goes nowhere else */
const address_in = (link: NewLink, path: string): string => {
  const base = new URL(`${link.base_url}/fhir/`)
  const url = new URL(path, base)
  if (url.origin !== base.origin) throw new HubRefuses(0, `Địa chỉ ${url.origin} không thuộc trục liên thông`)
  return url.href
}

const entries_of = (bundle: Resource): Resource[] =>
  list_of(bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    const type = text_of(resource?.['resourceType'])
    return resource && type ? [{ ...resource, resourceType: type }] : []
  })

const next_of = (bundle: Resource): string | undefined =>
  text_of(list_of(bundle['link']).find((one) => one['relation'] === 'next')?.['url'])

export const open_hubs = (stopped: AbortSignal): ((link: NewLink) => Hub) => {
  const tokens = keep_tokens(stopped)
  const send = async (link: NewLink, url: string, request: HubRequest): Promise<HubAnswer> => {
    const headers = { accept: 'application/fhir+json', ...request.headers }
    const once = async (): Promise<HubAnswer> =>
      send_request(
        url,
        { ...request, headers: { ...headers, authorization: `Bearer ${await tokens.get(link)}` } },
        stopped,
        link.tls,
      )
    const answer = await once()
    if (answer.status !== 401) return answer
    tokens.drop(link)
    return once()
  }
  return (link) => {
    const hub: Hub = {
      link,
      ask: async ({ path, ...request }) => demand_success(await send(link, address_in(link, path), request), link),
      read: async (path) => resource_in(await hub.ask({ method: 'GET', path })),
      async *pages(path) {
        for (let next: string | undefined = path; next !== undefined;) {
          const bundle: Resource = await hub.read(next)
          yield entries_of(bundle)
          next = next_of(bundle)
        }
      },
    }
    return hub
  }
}
