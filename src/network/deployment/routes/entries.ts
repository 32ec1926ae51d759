import { fail } from '../../../base/outcome/index.ts'
import { group, keyed, read_shape, text, when_absent, whole, type Shape } from '../../../base/shapes/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { take_proofs } from '../plan/resting.ts'
import { act_on_entry, add_entry, edit_entry, entry_acts, sealed_acts } from '../registers/entries.ts'
import { add_file, check_room } from '../registers/files.ts'
import { write_so_fields } from '../registers/so-fields.ts'
import { void_entry } from '../registers/void-entry.ts'
import type { Board } from '../scope.ts'
import { param, query } from './read.ts'
import type { At, Work } from './work.ts'

const anything: Shape<unknown> = { label: 'giá trị', read: (value) => value }
const add_shape = group<{ kind: string; body: Record<string, unknown> }>('dòng mới', {
  kind: text('sổ', 40),
  body: keyed('nội dung', anything),
})
const edit_shape = group<{ version: number; body: Record<string, unknown> }>('dòng sửa', {
  version: whole('bản đã thấy'),
  body: keyed('nội dung', anything),
})
const reason_shape = group<{ reason: string }>('việc', { reason: when_absent(text('lời', 2_000), '') })

/** What is written may be what a step said done still lacked. */
const then_prove =
  ({ today }: Board, work: Work): Work =>
  async (sql, caller, place) => {
    const told = await work(sql, caller, place)
    await take_proofs(sql, caller, { today: today(), facility: place.facility })
    return told
  }

/** Lines of the registers: written, acted on, with their files. */
export const entry_routes = (board: Board, web: WebServer, at: At): void => {
  const { app } = web
  app.post('/api/board/facilities/:code/entries', async (request, reply) => {
    const add: Work = (sql, caller, { facility }) =>
      add_entry(sql, caller, { facility, ...read_shape(add_shape, body_of(request)) })
    const id = await at('write', then_prove(board, add))(request)
    return reply.code(201).send({ id })
  })
  app.put(
    '/api/board/facilities/:code/entries/:id',
    at(
      'write',
      then_prove(board, async (sql, caller, { facility, request }) => {
        const edit = read_shape(edit_shape, body_of(request))
        await edit_entry(sql, caller, { facility, id: param(request, 'id'), ...edit })
        return {}
      }),
    ),
  )
  act_routes(board, web, at)
  file_route(board, web, at)
}

/** What is done with a line in its state: by its keeper, or as the Sở's word. */
const act_routes = (board: Board, { app }: WebServer, at: At): void => {
  app.put(
    '/api/board/facilities/:code/entries/:id/so',
    at('decide', async (sql, caller, { facility, request }) => {
      const edit = read_shape(edit_shape, body_of(request))
      await write_so_fields(sql, caller, { facility, id: param(request, 'id'), ...edit })
      return {}
    }),
  )
  app.post(
    '/api/board/facilities/:code/entries/:id/void',
    at('write', async (sql, caller, { facility, request }) => {
      const { reason } = read_shape(reason_shape, body_of(request))
      await void_entry(sql, caller, { facility, id: param(request, 'id'), reason, today: board.today() })
      return {}
    }),
  )
  app.post('/api/board/facilities/:code/entries/:id/:act', async (request) => {
    const wanted = param(request, 'act')
    const act = entry_acts.find((one) => one === wanted)
    if (!act) throw fail.not_found('Không có việc này')
    const work: Work = async (sql, caller, { facility }) => {
      const { reason } = read_shape(reason_shape, body_of(request))
      await act_on_entry(sql, caller, { facility, id: param(request, 'id'), act, reason })
      return {}
    }
    return at(sealed_acts.includes(act) ? 'decide' : 'write', then_prove(board, work))(request)
  })
}

/** Looked at by the scanner between two transactions: it may take seconds, and nobody shall wait for it. */
const file_route = (board: Board, { app }: WebServer, at: At): void => {
  const { scan } = board
  app.post('/api/board/facilities/:code/entries/:id/files', async (request, reply) => {
    const { body } = request
    const [entry, name] = [param(request, 'id'), query(request, 'name') ?? '']
    await at('write', (sql, _, { facility }) => check_room(sql, { facility, entry }))(request)
    if (!(body instanceof Buffer)) throw fail.invalid('Gửi tệp dạng application/octet-stream')
    await scan?.(name, body)
    const add: Work = (sql, caller, { facility }) => add_file(sql, caller, { facility, entry, name, bytes: body })
    const file = await at('write', then_prove(board, add))(request)
    return reply.code(201).send(file)
  })
}
