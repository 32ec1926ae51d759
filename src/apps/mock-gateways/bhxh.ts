import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import fastify, { type FastifyRequest } from 'fastify'
import { local_time } from '../../base/time/index.ts'
import { judge_dossier, type JudgeOptions } from './bhxh-judge.ts'

/** Each counts down with every call; Number.POSITIVE_INFINITY: until switched off. */
export type BhxhFaults = {
  /** 503 to everything. */
  away: number
  /** Takes the dossier and cuts the line: the sender must look before it sends again. */
  lost_reply: number
  /** 401 to tokens it gave. */
  token_expired: number
  /** 500 of SUBMIT_RESULT inside an HTTP 200. */
  system_error: number
  /** 701: sent outside the hours. */
  wrong_time: number
  /** 123, whatever is in it. */
  refused: number
  /** Says of a visit it never saw that it is there already; the code is the mock's own, the guides tell none. */
  duplicate: number
  /** How long each answer takes; not counted down. */
  slow_ms: number
}

export type TakenDossier = {
  number: string
  facility: string
  kind: string
  xml: string
  /** MA_LK, and the tables that were in it; '' and [] of a check-in. */
  visit: string
  tables: string[]
}

export type MockBhxh = {
  base_url: string
  faults: BhxhFaults
  taken: TakenDossier[]
  close(): Promise<void>
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toLowerCase()

/** The old API's limit outside the busy hours; kept as the mock's own. */
const size_max = 100 * 1_048_576
const submit_paths = ['guiHoSoXmlQD3176', 'guiHoSoXmlQD4750', 'guiHoSoXmlQD130', 'checkInKcbQd3176', 'checkInKcbQd4750']

const form_of = ({ body }: FastifyRequest): URLSearchParams => new URLSearchParams(typeof body === 'string' ? body : '')
const header = (request: FastifyRequest, name: string): string => String(request.headers[name] ?? '')
const moment = (): string => local_time(new Date().toISOString()).replace(/\D/g, '').slice(0, 14)

type Answer = { maKetQua: string; thongDiep: string; maGiaoDich?: string; thoiGianTiepNhan: string }
const answer = (maKetQua: string, thongDiep: string, maGiaoDich?: string): Answer => ({
  ...{ maKetQua, thongDiep, thoiGianTiepNhan: moment() },
  ...(maGiaoDich ? { maGiaoDich } : {}),
})

const words_max = 900

/** The account, the parameters, then the file: everything that is wrong with it in one answer. */
const judge = (
  form: URLSearchParams,
  username: string,
  options: JudgeOptions,
): Answer | Omit<TakenDossier, 'number'> => {
  const [facility, kind] = [form.get('maCSKCB') ?? '', form.get('loaiHoSo') ?? '']
  if (form.get('username') !== username) return answer('403', 'Không có quyền')
  if (!/^\d{2}[0-9A-Z]{3}$/.test(facility) || form.get('maTinh') !== facility.slice(0, 2) || kind === '')
    return answer('205', 'Sai tham số: maTinh, maCSKCB, loaiHoSo')
  const xml = Buffer.from(form.get('fileHSBase64') ?? '', 'base64').toString('utf8')
  if (xml.length > size_max) return answer('1001', 'File quá lớn')
  if (!/^\uFEFF?\s*<(\?xml|GIAMDINHHS|CHI_TIEU_TRANG_THAI_KCB)/.test(xml)) return answer('123', 'Sai định dạng file')
  // XML0 is a document of its own, without tables.
  if (kind === '0') return { facility, kind, xml, visit: '', tables: [] }
  const { problems, visit, tables } = judge_dossier(xml, facility, options)
  if (problems.length > 0) return answer('123', `Sai định dạng file: ${problems.join('; ')}`.slice(0, words_max))
  return { facility, kind, xml, visit, tables }
}

/** The insurance's gateway as the public guides tell of it (spec bhyt/envelope.md §4): token and taking a dossier. */
export const start_mock_bhxh = async (
  options: { port?: number; username?: string; password?: string } & Partial<JudgeOptions> = {},
): Promise<MockBhxh> => {
  const { port = 0, username = '24012_BV', password = 'mat-khau-mo-phong', is_book = true, certificates } = options
  const faults: BhxhFaults = {
    ...{
      away: 0,
      lost_reply: 0,
      token_expired: 0,
      system_error: 0,
      wrong_time: 0,
      refused: 0,
      duplicate: 0,
      slow_ms: 0,
    },
  }
  const taken: TakenDossier[] = []
  const tokens = new Map<string, string>()
  const due = (name: keyof BhxhFaults): boolean => faults[name] > 0 && (faults[name] -= 1) >= 0
  const app = fastify({ bodyLimit: 2 * size_max })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onRequest', async (request, reply) => {
    if (faults.slow_ms > 0 && !request.url.startsWith('/mock/')) await wait(faults.slow_ms)
    if (!request.url.startsWith('/mock/') && due('away')) return reply.code(503).send({ thongDiep: 'Đang bảo trì' })
  })
  app.post('/api/token/take', (request) => {
    const form = form_of(request)
    if (form.get('username') !== username || (form.get('password') ?? '').toLowerCase() !== md5(password))
      return { maKetQua: '401' }
    const [access_token, id_token] = [randomUUID(), randomUUID()]
    tokens.set(access_token, id_token)
    return { maKetQua: '200', APIKey: { access_token, id_token, token_type: 'bearer', username, expires_in: 900 } }
  })
  for (const path of submit_paths)
    app.post(`/api/qd130/${path}`, (request, reply) => {
      const token = header(request, 'accesstoken')
      const is_known = tokens.get(token) === header(request, 'tokenid') && tokens.has(token)
      if (!is_known || header(request, 'passwordhash').toLowerCase() !== md5(password) || due('token_expired')) {
        tokens.delete(token)
        return reply.send(answer('401', 'Sai tài khoản hoặc phiên'))
      }
      if (due('system_error')) return reply.send(answer('500', 'Lỗi hệ thống'))
      if (due('wrong_time')) return reply.send(answer('701', 'Sai thời điểm gửi'))
      if (due('refused')) return reply.send(answer('123', 'Sai định dạng file'))
      const judged = judge(form_of(request), username, { is_book, certificates })
      if ('maKetQua' in judged) return reply.send(judged)
      if (due('duplicate')) return reply.send(answer('409', `Hồ sơ ${judged.visit} đã có trên cổng`))
      // The very same file again is the same submission; the same visit with other words takes the place of the first.
      const before = taken.find(({ xml }) => xml === judged.xml)
      const number = before?.number ?? randomUUID()
      if (!before) taken.push({ ...judged, number })
      if (due('lost_reply')) {
        reply.raw.destroy()
        return reply.hijack()
      }
      return reply.send(answer('200', 'Tiếp nhận thành công', number))
    })
  app.get('/mock/state', () => ({ taken, faults }))
  app.post('/mock/faults', (request) => Object.assign(faults, request.body as Partial<BhxhFaults>))
  const base_url = await app.listen({ port, host: '127.0.0.1' })
  return { base_url, faults, taken, close: () => app.close() }
}
