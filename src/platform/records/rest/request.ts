import type { FastifyRequest } from 'fastify'
import { fail, Failure } from '../../../base/outcome/index.ts'
import { is_object, parse_exact, type Resource } from '../../../standards/fhir/index.ts'
import { version_of_etag } from '../stored.ts'

export type Params = { type: string; id: string; version: string; member: string }

/** Parts of the address; absent ones are ''. */
export const params_of = (request: FastifyRequest): Params => ({
  type: '',
  id: '',
  version: '',
  member: '',
  ...(request.params as Partial<Params>),
})

export const query_of = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.url.split('?')[1] ?? '')

/** The JSON value that was sent, its numbers with their own digits. */
export const read_json = (request: FastifyRequest): unknown => {
  if (typeof request.body !== 'string' || request.body === '') throw fail.invalid('Thiếu nội dung tài nguyên')
  return parse_exact(request.body)
}

export const read_resource = (request: FastifyRequest): Resource => {
  const value = read_json(request)
  if (!is_object(value) || typeof value['resourceType'] !== 'string')
    throw fail.invalid('Nội dung phải là một tài nguyên FHIR (thiếu resourceType)', 'resourceType')
  return { ...value, resourceType: value['resourceType'] }
}

const header_of = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

export const if_match_of = (request: FastifyRequest): { if_match?: number } => {
  const header = header_of(request, 'if-match')
  if (header === undefined) return {}
  const version = version_of_etag(header)
  if (Number.isNaN(version)) throw fail.invalid('If-Match phải có dạng W/"số phiên bản"', 'If-Match')
  return { if_match: version }
}

export const if_none_exist_of = (request: FastifyRequest): string | undefined => header_of(request, 'if-none-exist')

/** Whether the caller has this version already (R4 §3.1.0.1.4 conditional read). */
export const is_known = (request: FastifyRequest, etag: string, updated_at: Date): boolean => {
  const none_match = header_of(request, 'if-none-match')
  if (none_match !== undefined) return none_match.split(',').some((one) => one.trim() === etag || one.trim() === '*')
  const since = Date.parse(header_of(request, 'if-modified-since') ?? '')
  return !Number.isNaN(since) && Math.floor(updated_at.getTime() / 1_000) * 1_000 <= since
}

export type Wish = 'representation' | 'minimal' | 'OperationOutcome'

/** Prefer: return=… (R4 §3.1.0.1.9); what is not understood counts as not said, as RFC 7240 asks. */
export const wish_of = (request: FastifyRequest): Wish => {
  const asked = /return=(\w+)/.exec(header_of(request, 'prefer') ?? '')?.[1]
  return asked === 'minimal' || asked === 'OperationOutcome' ? asked : 'representation'
}

const json_formats = new Set([
  'json',
  'text/json',
  'application/json',
  'application/fhir+json',
  'application/fhir json',
])

/** Only JSON is spoken: whoever asks for something else is told, not given JSON (R4 §3.1.0.1.11). `+` in a query is a blank. */
export const check_format = (request: FastifyRequest): void => {
  const format = query_of(request).get('_format')
  const accept = request.headers.accept
  const wanted = format ?? (accept === undefined || /json|\*\/\*|application\/\*/.test(accept) ? 'json' : accept)
  if (json_formats.has(wanted.split(';')[0]?.trim() ?? '')) return
  const message = `Chỉ trả lời bằng application/fhir+json, không có “${wanted.slice(0, 100)}”`
  throw new Failure(406, [
    { severity: 'error', code: 'not-supported', message, expression: format === null ? 'Accept' : '_format' },
  ])
}
