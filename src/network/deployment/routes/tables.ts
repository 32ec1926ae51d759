import { fail } from '../../../base/outcome/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { WebServer } from '../../../platform/http/index.ts'
import { as_oversight, on_board } from '../../monitor/index.ts'
import { export_book } from '../export/export.ts'
import { export_zip } from '../export/export-zip.ts'
import { import_table } from '../import/import.ts'
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
  app.post('/api/board/import', async (request) => {
    const caller = await web.caller(request)
    const { body } = request
    demand(caller, 'board.write')
    if (!(body instanceof Buffer)) throw fail.invalid('Gửi tệp dạng application/octet-stream')
    await scan?.(query(request, 'name') ?? '', body)
    return as_oversight(
      database,
      caller,
      (sql) =>
        import_table(sql, caller, {
          ...{ what: query(request, 'what') ?? '', name: query(request, 'name') ?? '', bytes: body, today: today() },
          ...{ commit: query(request, 'commit'), programme: query(request, 'programme') },
          ...{ sheet: query(request, 'sheet'), unit: query(request, 'unit') },
        }),
      'board.write',
    )
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
