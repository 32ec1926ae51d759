import type { FastifyReply, FastifyRequest } from 'fastify'
import { operation_outcome } from '../../http/index.ts'
import type { EntryAnswer } from '../bundle.ts'
import { subset_body, type SearchPage, type SearchQuery } from '../search/index.ts'
import { etag_of, type Stored } from '../stored.ts'
import { is_known, wish_of } from './request.ts'

export const media_type = 'application/fhir+json; charset=utf-8'

const with_version = (reply: FastifyReply, stored: Stored): FastifyReply =>
  reply.header('etag', etag_of(stored.version)).header('last-modified', stored.updated_at.toUTCString())

/** One resource as it was stored; 304 when the caller has it. */
export const send_read = (request: FastifyRequest, reply: FastifyReply, stored: Stored, body = stored.body) => {
  with_version(reply, stored)
  if (is_known(request, etag_of(stored.version), stored.updated_at)) return reply.code(304).send()
  return reply.type(media_type).send(body)
}

const done_outcome = JSON.stringify(
  operation_outcome([{ severity: 'information', code: 'informational', message: 'Đã lưu' }]),
)

/** The answer to a write, as much of it as the caller prefers. */
export const send_written = (
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Stored,
  options: { base: string; is_new: boolean },
) => {
  const location = `${options.base}/${stored.type}/${stored.id}/_history/${stored.version}`
  with_version(reply, stored)
    .code(options.is_new ? 201 : 200)
    .type(media_type)
  reply.header('location', location)
  const wish = wish_of(request)
  if (wish === 'minimal') return reply.send('')
  return reply.send(wish === 'OperationOutcome' ? done_outcome : stored.body)
}

/** The answer of a type that a room keeps itself to what it was told. */
export const send_fed = (
  request: FastifyRequest,
  reply: FastifyReply,
  base: string,
  { resource, is_new }: { resource: Record<string, unknown>; is_new: boolean },
) => {
  reply.header('location', `${base}/${String(resource['resourceType'])}/${String(resource['id'])}`)
  reply.code(is_new ? 201 : 200).type(media_type)
  return reply.send(wish_of(request) === 'minimal' ? '' : JSON.stringify(resource))
}

const quote = (text: string): string => JSON.stringify(text)

/** A history in the order of changes, newest first (R4 §3.1.0.10). */
export const history_bundle = (
  base: string,
  versions: Stored[],
  links: { relation: string; url: string }[],
  total?: number,
): string =>
  `{"resourceType":"Bundle","type":"history"${total === undefined ? '' : `,"total":${total}`},"link":${JSON.stringify(links)},"entry":[${versions
    .map((stored) => {
      const ref = `${stored.type}/${stored.id}`
      const method = stored.deleted ? 'DELETE' : stored.version === 1 ? 'POST' : 'PUT'
      const resource = stored.deleted ? '' : `"resource":${stored.body},`
      const response = {
        status: stored.deleted ? '204 No Content' : stored.version === 1 ? '201 Created' : '200 OK',
        etag: etag_of(stored.version),
        lastModified: stored.updated_at.toISOString(),
      }
      const url = method === 'POST' ? stored.type : ref
      return `{"fullUrl":${quote(`${base}/${ref}`)},${resource}"request":${JSON.stringify({ method, url })},"response":${JSON.stringify(response)}}`
    })
    .join()}]}`

/** What a bundle shows of a resource. */
type Shown = Pick<Stored, 'type' | 'id' | 'body'>
type ShownPage = Omit<SearchPage, 'entries' | 'included'> & { entries: Shown[]; included: Shown[] }

/** @param path the address asked, without query: `Observation`, `Patient/1/Observation` */
export const search_bundle = (
  base: string,
  path: string,
  asked: URLSearchParams,
  page: ShownPage,
  parts: Pick<SearchQuery, 'summary' | 'elements'> = { summary: 'false', elements: [] },
): string => {
  const address = (query: string): string => `${base}/${path}${query === '' ? '' : `?${query}`}`
  const link = [{ relation: 'self', url: address(asked.toString()) }]
  if (page.next !== undefined) link.push({ relation: 'next', url: address(page.next) })
  const entry = (mode: string) => (stored: Shown) =>
    `{"fullUrl":${quote(`${base}/${stored.type}/${stored.id}`)},"resource":${subset_body(stored.body, stored.type, parts.summary, parts.elements)},"search":{"mode":"${mode}"}}`
  const entries = [...page.entries.map(entry('match')), ...page.included.map(entry('include'))]
  const total = page.total === undefined ? '' : `,"total":${page.total}`
  const list = entries.length === 0 ? '' : `,"entry":[${entries.join()}]`
  return `{"resourceType":"Bundle","type":"searchset"${total},"link":${JSON.stringify(link)}${list}}`
}

type OwnAnswer = Record<string, unknown>[] | { resources: Record<string, unknown>[]; next?: string; outcome?: object }

/** A searchset of a room's own truth: the total only where everything is there. */
export const own_bundle = (base: string, type: string, asked: URLSearchParams, found: OwnAnswer): string => {
  const { resources, next, outcome } = Array.isArray(found) ? { resources: found } : { next: undefined, ...found }
  const self = asked.size === 0 ? `${base}/${type}` : `${base}/${type}?${asked.toString()}`
  const link = [{ relation: 'self', url: self }]
  if (next !== undefined) link.push({ relation: 'next', url: `${base}/${type}?${next}` })
  const entry: object[] = resources.map((resource) => ({
    fullUrl: `${base}/${type}/${String(resource['id'])}`,
    resource,
    search: { mode: 'match' },
  }))
  if (outcome) entry.push({ resource: outcome, search: { mode: 'outcome' } })
  const total = Array.isArray(found) ? { total: resources.length } : {}
  const list = entry.length === 0 ? {} : { entry }
  return JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...total, link, ...list })
}

export const bundle_answer = (type: string, answers: EntryAnswer[]): string =>
  `{"resourceType":"Bundle","type":"${type}-response","entry":[${answers
    .map((answer) => {
      const response: Record<string, unknown> = { status: answer.status }
      if (answer.stored)
        Object.assign(response, {
          location: `${answer.stored.type}/${answer.stored.id}/_history/${answer.stored.version}`,
          etag: etag_of(answer.stored.version),
          lastModified: answer.stored.updated_at.toISOString(),
        })
      if (answer.outcome) response['outcome'] = operation_outcome(answer.outcome.issues)
      return `{${answer.body === undefined ? '' : `"resource":${answer.body},`}"response":${JSON.stringify(response)}}`
    })
    .join()}]}`
