import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../../base/outcome/index.ts'
import { is_object, parse_exact, type Resource } from '../../../standards/fhir/index.ts'
import { compartment_names, resource_types } from '../../../standards/fhir-search/index.ts'
import { demand } from '../../access/index.ts'
import type { Caller } from '../../audit/index.ts'
import type { WebServer } from '../../http/index.ts'
import { run_batch, run_transaction, type BundleOptions } from '../bundle.ts'
import { capability_statement, type CapabilityAdditions } from '../capability.ts'
import { create_if_none, find_one, remove_by, update_by } from '../conditional.ts'
import type { Operation, OperationCall } from '../operations/operation.ts'
import { patch_one, read_patch } from '../patch.ts'
import { demand_need } from '../reach.ts'
import { read_query, subset_body, type SearchScope } from '../search/index.ts'
import { wrong_value } from '../search/sql-text.ts'
import { etag_of, version_of_text } from '../stored.ts'
import type { Store } from '../store.ts'
import {
  bundle_answer,
  history_bundle,
  media_type,
  own_bundle,
  search_bundle,
  send_fed,
  send_read,
  send_written,
} from './answers.ts'
import {
  check_format,
  if_match_of,
  if_none_exist_of,
  params_of,
  query_of,
  read_json,
  read_resource,
} from './request.ts'

/** A type that rooms serve from their own truth (Questionnaire from forms/, AuditEvent from the log): read and search only. */
export type ReadOnlyType = {
  type: string
  /** What its search serves; /metadata says the same. */
  search_parameters: { name: string; type: 'token' | 'reference' | 'uri' | 'string' | 'date' }[]
  read(caller: Caller, id: string): Promise<Record<string, unknown>>
  search(caller: Caller, query: URLSearchParams): Promise<Record<string, unknown>[] | OwnPage>
  /** PUT Type?criteria, the one write such a type may take: a directory that is fed (PIXm ITI-104). */
  conditional_update?(caller: Caller, query: URLSearchParams, resource: Resource): Promise<OwnUpdate>
}

export type OwnUpdate = { resource: Record<string, unknown>; is_new: boolean }

/** A page of a room's own search. */
export type OwnPage = {
  resources: Record<string, unknown>[]
  /** Query of the next page. */
  next?: string
  /** What is to be known of the answer, such as what was withheld (R4 §3.1.1.4.7). */
  outcome?: Record<string, unknown>
}

export type FhirFace = {
  base: string
  read_only: ReadOnlyType[]
  operations: Operation[]
  /** How one gets in, for /metadata. */
  security?: Record<string, unknown>
  /** R4 TerminologyCapabilities, for /metadata?mode=terminology. */
  terminology_capabilities?: () => Promise<Record<string, unknown>>
  /** What rooms add to /metadata. */
  additions?: CapabilityAdditions
  /** Takes what is posted to the base itself, in place of transactions and batches (a hub takes documents there: ITI-65). */
  take_bundle?: Handler
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** The FHIR REST face (R4 §3.1.0) at /fhir. Interactions not listed in /metadata answer 501 or 400, never an empty 200. */
export const fhir_routes = (web: WebServer, store: Store, face: FhirFace): void => {
  const { app } = web
  const { base } = face
  const own = new Map(face.read_only.map((entry) => [entry.type, entry]))
  /** One name may stand for two operations of different types: CodeSystem and ValueSet each have a $validate-code. */
  const find_operation = (name: string, type: string): Operation | undefined =>
    face.operations.find((one) => one.name === name && (!one.types || type === '' || one.types.includes(type)))

  const reader = async (request: FastifyRequest, own_format = false): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    if (!own_format) check_format(request)
    return caller
  }
  const writer = async (
    request: FastifyRequest,
    right: Operation['right'] = 'fhir.write',
    may_be_own = false,
  ): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, right)
    check_format(request)
    const { type } = params_of(request)
    if (own.has(type) && !may_be_own) throw fail.not_supported(`${type} do hệ thống tự lập, không ghi qua /fhir`, type)
    return caller
  }
  const bundle_options = (request: FastifyRequest): BundleOptions => ({
    base,
    with_bodies: /return=representation/.test(String(request.headers.prefer ?? '')),
    search_text: (type, query, page) => search_bundle(base, type, query, page, read_query(type, query)),
  })

  app.get('/fhir/metadata', async (request, reply) => {
    const mode = query_of(request).get('mode') ?? 'full'
    if (mode === 'terminology' && face.terminology_capabilities)
      return reply.type(media_type).send(JSON.stringify(await face.terminology_capabilities()))
    if (mode !== 'full' && mode !== 'normative') throw wrong_value('mode', mode)
    return reply.type(media_type).send(JSON.stringify(capability_statement(face)))
  })
  const operate = async (request: FastifyRequest, reply: FastifyReply, name: string, id: string): Promise<unknown> => {
    const { type } = params_of(request)
    const operation = find_operation(name, type)
    const level = type === '' ? 'system' : id === '' ? 'type' : 'instance'
    if (!operation?.on.includes(level))
      throw fail.not_supported(
        `Thao tác ${[type, id, name].filter(Boolean).join('/')} chưa được hỗ trợ; xem /fhir/metadata`,
      )
    if (operation.writes && request.method !== 'POST') throw fail.not_supported(`${name} thay đổi dữ liệu: dùng POST`)
    const caller = operation.writes
      ? await writer(request, operation.right)
      : await reader(request, operation.own_format)
    const body =
      request.method === 'POST' && request.body !== undefined && request.body !== '' ? read_json(request) : undefined
    const call = { store, base, type, id, query: query_of(request), body, request }
    const answer = await operation.run({ ...call, ...caller_within(operation, caller, call) })
    for (const [header, value] of Object.entries(answer.headers ?? {})) reply.header(header, value)
    return reply
      .code(answer.status ?? 200)
      .type(answer.type ?? media_type)
      .send(answer.text)
  }

  const search = async (
    request: FastifyRequest,
    reply: FastifyReply,
    where: { type: string; path: string; query: URLSearchParams; scope?: SearchScope },
  ): Promise<unknown> => {
    const caller = await reader(request)
    const { type, path, query, scope } = where
    const special = own.get(type)
    if (special) demand_need(caller, { right: 's', type })
    if (special && scope) throw fail.not_supported(`${type} không tìm được theo ${scope.compartment}`)
    if (special) {
      return reply.type(media_type).send(own_bundle(base, type, query, await special.search(caller, query)))
    }
    const page = await store.search(caller, type, query, scope)
    return reply.type(media_type).send(search_bundle(base, path, query, page, read_query(type, query)))
  }

  const read: Handler = async (request, reply) => {
    const { type, id } = params_of(request)
    if (id.startsWith('$')) return operate(request, reply, id, '')
    const caller = await reader(request)
    if (id.startsWith('_')) throw fail.not_supported(`${type}/${id} chưa được hỗ trợ; xem /fhir/metadata`)
    const special = own.get(type)
    if (special) demand_need(caller, { right: 'r', type })
    if (special) return reply.type(media_type).send(JSON.stringify(await special.read(caller, id)))
    const query = query_of(request)
    const stored = await store.read(caller, type, id, { is_whole: query.get('_summary') === 'false' })
    if (!query.has('_summary') && !query.has('_elements')) return send_read(request, reply, stored)
    const { summary, elements } = read_query(type, query)
    return send_read(request, reply, stored, subset_body(stored.body, type, summary, elements))
  }
  app.get('/fhir/:type/:id', read)

  const changes: Handler = async (request, reply) => {
    const caller = await reader(request)
    const query = query_of(request)
    const { type, id } = params_of(request)
    const of = { type: type === '' ? undefined : type, id: id === '' ? undefined : id }
    const page = await store.changes(caller, of, query)
    const address = `${base}/${[type, id, '_history'].filter(Boolean).join('/')}`
    const link = [{ relation: 'self', url: query.size === 0 ? address : `${address}?${query.toString()}` }]
    if (page.next !== undefined) link.push({ relation: 'next', url: `${address}?${page.next}` })
    return reply.type(media_type).send(history_bundle(base, page.versions, link, page.total))
  }
  app.get('/fhir/_history', changes)
  app.get('/fhir/:type/_history', changes)
  app.get('/fhir/:type/:id/_history', changes)
  app.get('/fhir/:type/:id/_history/:version', async (request, reply) => {
    const { type, id, version } = params_of(request)
    return send_read(request, reply, await store.vread(await reader(request), type, id, version_of_text(version)))
  })

  app.get('/fhir', () => {
    throw fail.not_supported('Tìm trên mọi loại chưa được hỗ trợ: hãy tìm từng loại, ví dụ /fhir/Patient?…')
  })
  app.get('/fhir/:type', (request, reply) => {
    const { type } = params_of(request)
    if (type.startsWith('$')) return operate_system(request, reply)
    return search(request, reply, { type, path: type, query: query_of(request) })
  })
  /** /fhir/$name matches /fhir/:type. */
  const operate_system: Handler = (request, reply) => {
    const name = params_of(request).type
    request.params = {}
    return operate(request, reply, name, '')
  }
  /** Parameters of a POST search stand in the body, or in the address, or both. */
  const posted_query = (request: FastifyRequest): URLSearchParams => {
    const query = query_of(request)
    for (const [name, value] of new URLSearchParams(typeof request.body === 'string' ? request.body : ''))
      query.append(name, value)
    return query
  }
  app.post('/fhir/:type/_search', (request, reply) => {
    const { type } = params_of(request)
    return search(request, reply, { type, path: type, query: posted_query(request) })
  })

  const in_compartment = (request: FastifyRequest, reply: FastifyReply, query: URLSearchParams): Promise<unknown> => {
    const { type: compartment, id, member } = params_of(request)
    if (!compartment_names.has(compartment) || !resource_types.has(member))
      throw fail.not_supported(`${compartment}/${id}/${member} chưa được hỗ trợ; xem /fhir/metadata`)
    const path = `${compartment}/${id}/${member}`
    return search(request, reply, { type: member, path, query, scope: { compartment, id } })
  }
  app.get('/fhir/:type/:id/:member', (request, reply) => {
    const { id, member } = params_of(request)
    if (member.startsWith('$')) return operate(request, reply, member, id)
    return in_compartment(request, reply, query_of(request))
  })
  app.post('/fhir/:type/:id/:member', (request, reply) => {
    const { id, member } = params_of(request)
    if (member.startsWith('$')) return operate(request, reply, member, id)
    throw fail.not_supported('Thao tác này chưa được hỗ trợ; xem /fhir/metadata')
  })
  app.post('/fhir/:type/:id/:member/_search', (request, reply) => in_compartment(request, reply, posted_query(request)))

  const written = { base }
  app.post('/fhir/:type', async (request, reply) => {
    const { type } = params_of(request)
    if (type.startsWith('$')) return operate_system(request, reply)
    const caller = await writer(request)
    const resource = read_resource(request)
    if (resource.resourceType !== type) throw fail.invalid('Loại tài nguyên khác với địa chỉ', 'resourceType')
    delete resource.id
    const criteria = if_none_exist_of(request)
    const done = await store.unit(caller, async (unit) =>
      criteria === undefined
        ? { stored: await unit.create({ ...resource }), is_new: true }
        : create_if_none(unit, { ...resource }, criteria),
    )
    return send_written(request, reply, done.stored, { ...written, is_new: done.is_new })
  })
  app.post('/fhir/:type/:id', (request, reply) => {
    const { id } = params_of(request)
    if (id.startsWith('$')) return operate(request, reply, id, '')
    throw fail.not_supported('POST không dùng được ở địa chỉ này; xem /fhir/metadata')
  })
  app.put('/fhir/:type/:id', async (request, reply) => {
    const caller = await writer(request)
    const { type, id } = params_of(request)
    const resource = read_resource(request)
    if (resource.resourceType !== type) throw fail.invalid('Loại tài nguyên khác với địa chỉ', 'resourceType')
    if (resource.id !== id) throw fail.invalid('Mã tài nguyên khác với địa chỉ', 'id')
    const done = await store.unit(caller, (unit) => unit.put(resource, if_match_of(request)))
    return send_written(request, reply, done.stored, { ...written, is_new: done.is_new })
  })
  app.put('/fhir/:type', async (request, reply) => {
    const { type } = params_of(request)
    const fed = own.get(type)
    const caller = await writer(request, 'fhir.write', fed?.conditional_update !== undefined)
    const resource = read_resource(request)
    if (resource.resourceType !== type) throw fail.invalid('Loại tài nguyên khác với địa chỉ', 'resourceType')
    if (fed?.conditional_update) {
      demand_need(caller, { right: 'u', type })
      if (request.headers['if-match'] !== undefined) throw fail.not_supported(`${type} không nhận If-Match`, 'If-Match')
      return send_fed(request, reply, base, await fed.conditional_update(caller, query_of(request), resource))
    }
    const criteria = query_of(request).toString()
    const done = await store.unit(caller, (unit) => update_by(unit, { ...resource }, criteria, if_match_of(request)))
    return send_written(request, reply, done.stored, { ...written, is_new: done.is_new })
  })

  const patch: Handler = async (request, reply) => {
    const caller = await writer(request)
    const { type, id } = params_of(request)
    const change = read_patch(read_json(request))
    const stored = await store.unit(caller, async (unit) => {
      const target = id || (await find_one(unit, type, query_of(request).toString()))?.id
      if (!target) throw fail.not_found(`Không có ${type} nào khớp điều kiện`)
      return patch_one(unit, type, target, change, if_match_of(request))
    })
    return send_written(request, reply, stored, { ...written, is_new: false })
  }
  app.patch('/fhir/:type/:id', patch)
  app.patch('/fhir/:type', patch)

  app.delete('/fhir/:type/:id', async (request, reply) => {
    const caller = await writer(request)
    const { type, id } = params_of(request)
    const stored = await store.unit(caller, (unit) => unit.remove(type, id, if_match_of(request)))
    return reply.code(204).header('etag', etag_of(stored.version)).send()
  })
  app.delete('/fhir/:type', async (request, reply) => {
    const caller = await writer(request)
    const { type } = params_of(request)
    const gone = await store.unit(caller, (unit) => remove_by(unit, type, query_of(request).toString()))
    if (gone) reply.header('etag', etag_of(gone.version))
    return reply.code(204).send()
  })

  const run_bundle: Handler = async (request, reply) => {
    const caller = await writer(request)
    const bundle = read_resource(request)
    const type = bundle['type']
    if (bundle.resourceType !== 'Bundle') throw fail.invalid('Cần một Bundle', 'resourceType')
    if (type !== 'transaction' && type !== 'batch')
      throw fail.not_supported('Chỉ nhận Bundle loại transaction hoặc batch', 'Bundle.type')
    const report = (error: unknown) => request.log.error({ err: error }, 'batch entry failed')
    const options = bundle_options(request)
    const answers = await (type === 'batch'
      ? run_batch(store, caller, bundle, options, report)
      : run_transaction(store, caller, once_then_again(bundle, request), options))
    return reply.type(media_type).send(bundle_answer(type, answers))
  }
  const take_bundle = face.take_bundle ?? run_bundle
  app.post('/fhir', take_bundle)
  app.post('/fhir/', take_bundle)

  app.all('/fhir/*', () => {
    throw fail.not_supported('Thao tác này chưa được hỗ trợ; xem /fhir/metadata')
  })
}

/** Who an operation works for: where an app's token reaches all that it needs, it works there as for anybody. */
const caller_within = (
  operation: Operation,
  caller: Caller,
  call: Parameters<NonNullable<Operation['needs']>>[0],
): Pick<OperationCall, 'caller' | 'scopes'> => {
  if (!caller.scopes) return { caller }
  if (!operation.needs) throw fail.forbidden(`${operation.name} không dùng được bằng mã truy cập bị giới hạn quyền`)
  for (const need of operation.needs(call)) demand_need(caller, need)
  const { scopes, ...whole } = caller
  return { caller: whole, scopes }
}

/** The bundle as it was read; for a second try read anew, because the first one put its references into it. */
const once_then_again = (bundle: Resource, request: FastifyRequest): (() => Resource) => {
  let first: Resource | undefined = bundle
  return () => {
    if (first) {
      const given = first
      first = undefined
      return given
    }
    const again = parse_exact(String(request.body))
    if (!is_object(again)) throw fail.invalid('Cần một Bundle')
    return { ...again, resourceType: 'Bundle' }
  }
}
