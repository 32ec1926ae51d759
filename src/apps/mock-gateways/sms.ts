import { randomUUID } from 'node:crypto'
import fastify from 'fastify'

export type TakenMessage = { to: string; text: string; from: string; id: string }

/**
 * A text gateway as such gateways are: a secret in the header or in the body, JSON or a form, an answer of 200 whose code
 * says whether it was taken. It rings nobody.
 */
export type MockSms = {
  base_url: string
  taken: TakenMessage[]
  /** Each counts down with every call; slow_ms: before every answer. */
  faults: { away: number; refused: number; slow_ms: number }
  close(): Promise<void>
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

type Options = { port?: number; secret?: string }

export const start_mock_sms = async ({ port = 0, secret = 'thu' }: Options = {}): Promise<MockSms> => {
  const app = fastify({ bodyLimit: 65_536 })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const taken: TakenMessage[] = []
  const faults = { away: 0, refused: 0, slow_ms: 0 }
  app.post('/gui-tin', async (request, reply) => {
    if (faults.slow_ms > 0) await new Promise((resolve) => setTimeout(resolve, faults.slow_ms))
    if (faults.away > 0) {
      faults.away -= 1
      return reply.code(503).send({ code: 'BAO_TRI' })
    }
    const body = (request.body ?? {}) as Record<string, unknown>
    if (request.headers.authorization !== `Bearer ${secret}` && said(body['secret']) !== secret)
      return reply.code(401).send({ code: 'SAI_BI_MAT' })
    const message = { to: said(body['to']), text: said(body['text']), from: said(body['from']), id: said(body['id']) }
    if (faults.refused > 0 || !/^\+?\d{9,12}$/.test(message.to) || message.text === '') {
      faults.refused = Math.max(0, faults.refused - 1)
      // Gateways repeat what was sent in their answer: nothing of it may be said on.
      return { code: '104', message: `Khong gui duoc: ${message.text}` }
    }
    taken.push(message)
    return { code: '100', message_id: randomUUID() }
  })
  app.get('/mock/state', () => ({ taken: taken.length, faults }))
  app.get('/mock/messages', () => taken)
  app.post('/mock/faults', (request) => Object.assign(faults, request.body))
  const base_url = await app.listen({ port, host: '127.0.0.1' })
  return { base_url, taken, faults, close: () => app.close() }
}
