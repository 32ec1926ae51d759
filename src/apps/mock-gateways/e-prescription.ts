import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  open_state,
  read_prescription,
  refusal,
  take_prescription,
  take_sale,
  type MockState,
  type Verdict,
} from './e-prescription-state.ts'

/** Each counts down: 2 means the next two calls. Number.POSITIVE_INFINITY: until switched off. */
export type Faults = {
  /** Takes the call and answers nothing: the line is cut. */
  lost_reply: number
  /** Takes nothing and answers 500. */
  server_error: number
  /** The same, of reading and of reporting a sale alone. */
  read_error: number
  sale_error: number
  /** Takes a sale and answers nothing. */
  lost_sale_reply: number
  /** Says 401 to tokens it gave. */
  token_expired: number
  /** Says of a code it never saw that it has been used. */
  duplicate: number
  /** How long each answer takes. */
  slow_ms: number
}
const no_faults: Faults = {
  ...{ lost_reply: 0, server_error: 0, read_error: 0, sale_error: 0, lost_sale_reply: 0 },
  ...{ token_expired: 0, duplicate: 0, slow_ms: 0 },
}

export type MockEPrescription = {
  base_url: string
  faults: Faults
  state: MockState
  /** Calls as they came: method, path. */
  calls: string[]
  close(): Promise<void>
}

export type MockOptions = {
  port?: number
  faults?: Partial<Faults>
  /** Where the state lies between starts; in memory without it. */
  state_path?: string
  /** Accepted by every facility, doctor and pharmacy. */
  password?: string
  app_key?: string
  password_field?: string
  /** What is read back names each sale's invoice and pharmacy; interop.md §3 does not say so, and it does not by itself. */
  tells_sales?: boolean
}

type Signed = { facility: string; doctor: string }
type Json = Record<string, unknown>
const json_of = (request: FastifyRequest): Json =>
  typeof request.body === 'object' && request.body !== null ? (request.body as Json) : {}

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

const use = (faults: Faults, name: Exclude<keyof Faults, 'slow_ms'>): boolean => {
  if (faults[name] <= 0) return false
  faults[name] -= 1
  return true
}

/** Sign-in of facility and doctor; one client sends the doctor's under the facility's token, another without. */
const auth_routes = (
  app: FastifyInstance,
  tokens: Map<string, Signed>,
  state: MockState,
  options: Required<Pick<MockOptions, 'password' | 'password_field'>>,
): void => {
  const give = (signed: Signed): Verdict => {
    const token = randomUUID()
    tokens.set(token, signed)
    return { status: 200, body: { token, token_type: 'bearer' } }
  }
  const knows = (body: Json): boolean =>
    said(body['ma_lien_thong_co_so_kham_chua_benh']) !== '' && body[options.password_field] === options.password
  const answer = (reply: FastifyReply, { status, body }: Verdict) => reply.code(status).send(body)
  const wrong: Verdict = { status: 401, body: { message: 'Sai mã liên thông hoặc mật khẩu' } }
  app.post('/api/auth/dang-nhap-co-so-kham-chua-benh', (request, reply) => {
    const body = json_of(request)
    return answer(
      reply,
      knows(body) ? give({ facility: said(body['ma_lien_thong_co_so_kham_chua_benh']), doctor: '' }) : wrong,
    )
  })
  app.post('/api/auth/dang-nhap-bac-si', (request, reply) => {
    const body = json_of(request)
    const doctor = said(body['ma_lien_thong_bac_si'])
    return answer(
      reply,
      knows(body) && doctor !== ''
        ? give({ facility: said(body['ma_lien_thong_co_so_kham_chua_benh']), doctor })
        : wrong,
    )
  })
  for (const [path, act] of [
    ['them-bac-si', 'add'],
    ['xoa-bac-si', 'delete'],
  ] as const)
    app.post(`/api/v1/${path}`, (request, reply) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (tokens.get(token)?.doctor !== '') return answer(reply, { status: 401, body: { message: 'Unauthenticated.' } })
      const doctor = said(json_of(request)['ma_lien_thong_bac_si'])
      if (doctor === '') return answer(reply, refusal('Thiếu ma_lien_thong_bac_si'))
      state.doctors[act](doctor)
      state.save()
      return answer(reply, { status: 200, body: { success: 'Thành công' } })
    })
}

/** Starts the mock of both sides of the national e-prescription system. */
export const start_mock_e_prescription = async (options: MockOptions = {}): Promise<MockEPrescription> => {
  const faults: Faults = { ...no_faults, ...options.faults }
  const { password = 'mat-khau-mo-phong', app_key = 'khoa-mo-phong', password_field = 'password' } = options
  const state = open_state(options.state_path)
  const tokens = new Map<string, Signed>()
  const calls: string[] = []
  const app = fastify({ bodyLimit: 2_000_000 })
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/mock/')) calls.push(`${request.method} ${request.url}`)
    if (faults.slow_ms > 0) await wait(faults.slow_ms)
  })
  auth_routes(app, tokens, state, { password, password_field })

  /** What is asked of every call that has an effect: the fault that is due, before or after the effect. */
  const with_faults = async (
    reply: FastifyReply,
    work: () => Verdict,
    own?: 'read_error' | 'sale_error',
  ): Promise<FastifyReply> => {
    if (use(faults, 'server_error') || (own && use(faults, own)))
      return reply.code(500).send({ message: 'Internal Server Error' })
    const { status, body } = work()
    if (use(faults, 'lost_reply') || (own === 'sale_error' && use(faults, 'lost_sale_reply'))) {
      reply.raw.destroy()
      return reply.hijack()
    }
    return reply.code(status).send(body)
  }
  const bearer = (request: FastifyRequest): Signed | undefined => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (tokens.has(token) && use(faults, 'token_expired')) tokens.delete(token)
    return tokens.get(token)
  }
  const is_pharmacy = (request: FastifyRequest): boolean =>
    said(request.headers['app-name']) !== '' && request.headers['app-key'] === app_key

  app.post('/api/v1/gui-don-thuoc', (request, reply) =>
    with_faults(reply, () => {
      const signed = bearer(request)
      if (!signed || signed.doctor === '') return { status: 401, body: { message: 'Unauthenticated.' } }
      if (use(faults, 'duplicate'))
        return refusal(`Mã đơn thuốc ${said(json_of(request)['ma_don_thuoc'])} đã được sử dụng`)
      return take_prescription(state, signed.facility, request.body)
    }),
  )
  // One source writes thong-tin-donthuoc.
  for (const path of ['thong-tin-don-thuoc', 'thong-tin-donthuoc'])
    app.get(`/api/v1/${path}/:code`, (request, reply) =>
      with_faults(
        reply,
        () =>
          is_pharmacy(request)
            ? read_prescription(state, (request.params as { code: string }).code, options.tells_sales)
            : { status: 401, body: { message: 'Sai app-name hoặc app-key' } },
        'read_error',
      ),
    )
  app.post('/api/v1/cap-nhat-don-thuoc', (request, reply) =>
    with_faults(
      reply,
      () =>
        is_pharmacy(request)
          ? take_sale(state, request.body)
          : { status: 401, body: { message: 'Sai app-name hoặc app-key' } },
      'sale_error',
    ),
  )
  app.get('/mock/state', () => ({ prescriptions: [...state.prescriptions.values()], faults }))
  app.post('/mock/faults', (request) => Object.assign(faults, json_of(request)))
  const base_url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' })
  return { base_url, faults, state, calls, close: () => app.close() }
}
