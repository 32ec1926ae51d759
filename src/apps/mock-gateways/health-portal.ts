import { randomUUID } from 'node:crypto'
import fastify from 'fastify'

export type TakenBook = {
  facility: string
  visit: string
  round: number
  version: string
  xml: string
  signature: Buffer
}

/** The insurance portal's door for health books, as far as a facility sees it: it takes, refuses, or is away. */
export type MockHealthPortal = {
  base_url: string
  taken: TakenBook[]
  /** Each counts down with every call. */
  faults: { away: number; refused: number }
  close(): Promise<void>
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

const sign_in_of = (header: string | undefined): string =>
  Buffer.from((header ?? '').replace(/^Basic /, ''), 'base64').toString('utf8')

export const start_health_portal = async (
  options: { port?: number; username?: string; password?: string } = {},
): Promise<MockHealthPortal> => {
  const { port = 0, username = 'cskcb', password = 'thu' } = options
  const app = fastify({ bodyLimit: 16 * 1_048_576 })
  const taken: TakenBook[] = []
  const faults = { away: 0, refused: 0 }
  app.post('/api/so-suc-khoe/nhan', (request, reply) => {
    const refuse = (status: number, thong_bao: string) => reply.code(status).send({ thong_bao })
    if (faults.away > 0) {
      faults.away -= 1
      return refuse(503, 'Cổng đang bảo trì')
    }
    if (sign_in_of(request.headers.authorization) !== `${username}:${password}`)
      return refuse(401, 'Sai tài khoản kết nối cổng')
    if (faults.refused > 0) {
      faults.refused -= 1
      return refuse(422, 'Thiếu trường bắt buộc: MA_LK')
    }
    const body = (request.body ?? {}) as Record<string, unknown>
    const xml = Buffer.from(said(body['noi_dung']), 'base64').toString('utf8')
    if (!xml.startsWith('<?xml')) return refuse(422, 'Nội dung không phải XML')
    taken.push({
      ...{ facility: said(body['ma_cskcb']), visit: said(body['ma_lk']), round: Number(body['lan']), xml },
      ...{ version: said(body['phien_ban']), signature: Buffer.from(said(body['chu_ky']), 'base64') },
    })
    return reply.send({ ma_giao_dich: randomUUID() })
  })
  app.get('/mock/state', () => ({ taken: taken.length, faults }))
  app.post('/mock/faults', (request) => Object.assign(faults, request.body))
  const base_url = await app.listen({ port, host: '127.0.0.1' })
  return { base_url, taken, faults, close: () => app.close() }
}
