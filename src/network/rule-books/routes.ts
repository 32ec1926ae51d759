import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import type { AnyBook } from './book.ts'
import type { ReadRows, ShownBooks } from './contract.ts'
import { read_file } from './read-file.ts'
import { say_edition } from './say-edition.ts'
import { show_books } from './show-books.ts'

const today = (): string => local_date(new Date())

/** Dated tables of rules of one's own facility: who keeps its ways to others reads and replaces them. */
export const rule_book_routes = (web: WebServer, database: Database, books: readonly AnyBook[]): void => {
  const { app } = web
  const way = '/api/rule-books'
  const book_of = (request: FastifyRequest): AnyBook => {
    const { book: id } = request.params as { book: string }
    const book = books.find((one) => one.id === id)
    if (!book) throw fail.not_found(`Không có bảng quy định “${id.slice(0, 40)}”`)
    return book
  }
  app.get(way, async (request): Promise<ShownBooks> => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.manage')
    const shown = await database.in_facility(caller.facility, (sql) => show_books(sql, caller.facility, books, today()))
    return { today: today(), books: shown }
  })
  app.post(`${way}/:book/read`, async (request): Promise<ReadRows> => {
    demand(await web.caller(request), 'exchange.manage')
    const { body } = request
    if (!(body instanceof Buffer)) throw fail.invalid('Gửi tệp dạng application/octet-stream')
    const { name = 'bang.csv' } = request.query as { name?: string }
    return { rows: read_file(book_of(request), body, name) }
  })
  app.post(`${way}/:book/editions`, async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'exchange.manage')
    const book = book_of(request)
    await database.in_facility(caller.facility, (sql) =>
      say_edition(sql, caller, { book, asked: body_of(request), today: today() }),
    )
    return reply.code(201).send({})
  })
}
