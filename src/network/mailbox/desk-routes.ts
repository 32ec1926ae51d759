import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { group, number, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import type { DeadAct, LetterDecision } from './contract.ts'
import { list_dead_letters, list_patience, set_patience, settle_dead_letter } from './dead-letters.ts'
import type { Desk } from './desk.ts'
import { list_held_letters, list_own_held, open_held_envelope, settle_held_letter } from './held-letters.ts'
import { count_desk, list_passing, reconcile } from './reconcile.ts'

const held_shape = group<{ decision: LetterDecision; reason: string }>('quyết định', {
  decision: one_of('quyết định', ['released', 'returned']),
  reason: text('lý do', 1_000),
})
const dead_shape = group<{ act: DeadAct; reason?: string }>('cách giải quyết', {
  act: one_of('cách giải quyết', ['remind', 'redirect', 'return']),
  reason: optional(text('lý do', 1_000)),
})
const patience_shape = group<{ days: number }>('thời gian chờ', { days: number('số ngày', 1, 90) })

const day_ms = 86_400_000

const query_of = (request: FastifyRequest) => request.query as Record<string, string | undefined>

const since_of = (request: FastifyRequest): Date => {
  const { since } = query_of(request)
  if (since === undefined) return new Date(Date.now() - day_ms)
  const at = new Date(since)
  if (Number.isNaN(at.getTime())) throw fail.invalid(`Không hiểu thời điểm “${since.slice(0, 40)}”`, 'since')
  return at
}

const held_at = (request: FastifyRequest) => {
  const { sender = '', id = '' } = request.params as Record<string, string>
  return { sender, id: Number(id) || 0 }
}

/** The desk of the hub's staff: looking needs hub.watch, deciding hub.settle. */
export const desk_routes = (desk: Desk, web: WebServer): void => {
  const { app } = web
  const { office } = desk
  const with_right = async (request: FastifyRequest, right: 'hub.watch' | 'hub.settle'): Promise<Caller> => {
    const caller = await web.caller(request)
    demand(caller, right)
    return caller
  }

  app.get('/api/hub/overview', async (request) => {
    await with_right(request, 'hub.watch')
    return count_desk(office, since_of(request))
  })
  app.get('/api/hub/letters', async (request) => {
    await with_right(request, 'hub.watch')
    const { kind, state, facility } = query_of(request)
    const asked = { ...(kind ? { kind } : {}), ...(state ? { state } : {}), ...(facility ? { facility } : {}) }
    return list_passing(office, { since: since_of(request), ...asked })
  })
  app.get('/api/hub/reconcile', async (request) => {
    await with_right(request, 'hub.watch')
    return reconcile(office, since_of(request))
  })

  app.get('/api/hub/held', async (request) => {
    await with_right(request, 'hub.watch')
    return list_held_letters(office)
  })
  app.get('/api/hub/held/:sender/:id', async (request) =>
    open_held_envelope(office, await with_right(request, 'hub.settle'), held_at(request)),
  )
  app.post('/api/hub/held/:sender/:id', async (request) => {
    const caller = await with_right(request, 'hub.settle')
    await settle_held_letter(desk, caller, { ...held_at(request), ...read_shape(held_shape, body_of(request)) })
    return {}
  })

  app.get('/api/hub/dead', async (request) => {
    await with_right(request, 'hub.watch')
    return { letters: await list_dead_letters(office), patience: await list_patience(office) }
  })
  app.post('/api/hub/dead/:recipient/:number', async (request) => {
    const caller = await with_right(request, 'hub.settle')
    const { recipient = '', number: of = '' } = request.params as Record<string, string>
    const { act, reason = '' } = read_shape(dead_shape, body_of(request))
    return { act: await settle_dead_letter(office, caller, { recipient, number: Number(of) || 0, act, reason }) }
  })
  app.put('/api/hub/patience/:kind', async (request) => {
    const caller = await with_right(request, 'hub.settle')
    const { kind = '' } = request.params as Record<string, string>
    await set_patience(office, caller, { kind, ...read_shape(patience_shape, body_of(request)) })
    return {}
  })

  app.get('/lien-thong/held', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    demand_need(caller, { right: 'r', type: 'Task' })
    return { letters: await list_own_held(office, caller.facility) }
  })
}
