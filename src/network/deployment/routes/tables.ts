import type { FastifyRequest } from 'fastify'
import { fail } from '../../../base/outcome/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { WebServer } from '../../../platform/http/index.ts'
import { as_oversight, on_board } from '../../monitor/index.ts'
import { export_book } from '../export/export.ts'
import { export_zip } from '../export/export-zip.ts'
import { import_table, preview_table, type ImportWish } from '../import/import.ts'
import { preview_book } from '../import/preview-book.ts'
import { import_tables } from '../import/tables.ts'
import type { Board } from '../scope.ts'
import { attachment, query } from './read.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Spreadsheets in, with a look before; everything out. */
export const table_routes = ({ database, today, scan }: Board, web: WebServer): void => {
  const { app } = web
  app.get('/api/board/import', async (request) =>
    on_board(database, await web.caller(request), async () =>
      import_tables.map(({ what, name, columns }) => ({ what, name, columns: columns.map(({ names }) => names[0]) })),
    ),
  )
  /** A file that was scanned, and what is asked of it. */
  const taken = async (request: FastifyRequest): Promise<{ caller: Caller; wish: ImportWish }> => {
    const caller = await web.caller(request)
    const { body } = request
    demand(caller, 'board.write')
    if (!(body instanceof Buffer)) throw fail.invalid('Gửi tệp dạng application/octet-stream')
    await scan?.(query(request, 'name') ?? '', body)
    const wish = {
      ...{ what: query(request, 'what') ?? '', name: query(request, 'name') ?? '', bytes: body, today: today() },
      ...{ commit: query(request, 'commit'), programme: query(request, 'programme') },
      ...{ sheet: query(request, 'sheet'), unit: query(request, 'unit') },
    }
    return { caller, wish }
  }
  app.post('/api/board/import', async (request) => {
    const { caller, wish } = await taken(request)
    return as_oversight(database, caller, (sql) => import_table(sql, caller, wish), 'board.write')
  })
  app.post('/api/board/import/preview.xlsx', async (request, reply) => {
    const { caller, wish } = await taken(request)
    const preview = await as_oversight(database, caller, (sql) => preview_table(sql, wish), 'board.write')
    return reply
      .type(xlsx)
      .header('content-disposition', attachment(`xem-truoc-${wish.what}-${today()}.xlsx`))
      .send(await preview_book(preview))
  })
  app.get('/api/board/export.xlsx', async (request, reply) => {
    const caller = await web.caller(request)
    const [what, programme] = [query(request, 'what'), query(request, 'programme')]
    const book = await on_board(database, caller, (sql, { facility }) =>
      export_book(sql, { today: today(), facility, what, programme }),
    )
    return reply
      .type(xlsx)
      .header('content-disposition', attachment(`trien-khai-${what ? `${what}-` : ''}${today()}.xlsx`))
      .send(book)
  })
  app.get('/api/board/export.zip', async (request, reply) => {
    const caller = await web.caller(request)
    const programme = query(request, 'programme')
    const archive = await on_board(database, caller, (sql, { facility }) =>
      export_zip(sql, { today: today(), facility, programme }),
    )
    return reply
      .type('application/zip')
      .header('content-disposition', attachment(`trien-khai-tat-ca-${today()}.zip`))
      .send(archive)
  })
}
