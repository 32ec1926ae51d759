import { randomUUID } from 'node:crypto'
import fastify_websocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import type { AuditLog } from '../audit/index.ts'
import { address_of, refuse_by_hand, type WebServer } from '../http/index.ts'
import { may_be_told } from './author.ts'
import { facility_of_token, find_binding } from './binding-token.ts'
import type { Office } from './deliver.ts'
import { notification_bundle } from './notification.ts'
import { due_sql, state_columns, type State } from './state.ts'

/** Clients only say who they are. */
const message_max_bytes = 4_096
const silence_max_ms = 30_000
const refused = 1008

export const socket_path = '/fhir/$ws'

const take_binding = async (
  office: Office,
  facility: string,
  id: string,
  binding: string,
): Promise<State | undefined> =>
  office.database.in_facility(facility, async (sql) => {
    const { rows } = await sql.query<State>(
      `UPDATE record.subscription SET binding = $3, holder = NULL, held_until = NULL, failures = 0, sent_at = now()
       WHERE facility = $1 AND id = $2 AND channel = 'websocket' AND status <> 'off' RETURNING ${state_columns}`,
      [facility, id, binding],
    )
    if (!rows[0] || !(await may_be_told(sql, facility, rows[0].author))) return undefined
    await sql.query(`UPDATE record.subscription SET next_at = ${due_sql} WHERE facility = $1 AND id = $2`, [
      facility,
      id,
    ])
    return rows[0]
  })

const handshake_text = (base: string, state: State): string => {
  const { content } = state
  if (content === 'none') return `bound ${state.id}`
  return notification_bundle({ base, subscription: state, type: 'handshake', content, events: [] })
}

const release = (office: Office, socket: WebSocket): Promise<unknown> =>
  Promise.all(
    office.sockets.unbind(socket).map(({ key, binding }) => {
      const [facility = '', id] = key.split('/')
      return office.database.read_facility(facility, (sql) =>
        sql.query(
          `UPDATE record.subscription SET binding = NULL, next_at = NULL, holder = NULL, held_until = NULL
           WHERE facility = $1 AND id = $2 AND binding = $3`,
          [facility, id, binding],
        ),
      )
    }),
  )

/** Binds the socket to what the token stands for. @returns whether it stands for anything */
const bind_with = async (office: Office, audit: AuditLog, socket: WebSocket, token: string, address: string) => {
  const facility = facility_of_token(token)
  const ids = await office.database.read_facility(facility, (sql) => find_binding(sql, facility, token))
  let bound = 0
  for (const id of ids ?? []) {
    const binding = randomUUID()
    const state = await take_binding(office, facility, id, binding)
    if (!state || socket.readyState !== socket.OPEN) continue
    const { scopes: _scopes, ...actor } = state.author
    await audit.write(
      { facility, actor, purpose: 'TREAT', address, request_id: '' },
      { action: 'E', interaction: 'bind', type: 'Subscription', ref: `Subscription/${id}` },
    )
    socket.send(handshake_text(office.base, state))
    office.sockets.bind(`${facility}/${id}`, binding, socket)
    bound += 1
  }
  return bound > 0
}

/** The socket at which notifications are fetched: `bind-with-token …`, then handshakes, then events (Backport IG, Channels). */
export const open_socket_door = async (
  web: WebServer,
  office: Office,
  audit: AuditLog,
  poke: () => void,
): Promise<void> => {
  await web.app.register(fastify_websocket, { options: { maxPayload: message_max_bytes } })
  // Without this the refusal would be a line of English, and nothing a program can read.
  web.app.websocketServer.on('wsClientError', (_error, socket) =>
    refuse_by_hand(
      fail.invalid('Lời xin nối WebSocket không đúng (RFC 6455): thiếu hoặc sai Sec-WebSocket-Key'),
      socket,
    ),
  )
  const report = (error: unknown) => web.app.log.error({ err: error }, 'websocket of subscriptions')

  const take_socket = (socket: WebSocket, request: FastifyRequest): void => {
    const silence = setTimeout(() => socket.close(refused, 'bind-with-token expected'), silence_max_ms)
    const hear = async (message: string): Promise<void> => {
      const [, token] = /^bind-with-token (\S+)$/.exec(message.trim()) ?? []
      if (token === undefined || !(await bind_with(office, audit, socket, token, address_of(request))))
        return socket.close(refused, 'bind-with-token with a valid token expected')
      clearTimeout(silence)
      poke()
    }
    // One after the other: a socket that binds twice is bound in the order it said so.
    let last = Promise.resolve()
    socket.on('message', (data: Buffer) => {
      last = last
        .then(() => hear(data.toString()))
        .catch((error: unknown) => {
          report(error)
          socket.close(1011, 'error')
        })
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(silence)
      void last.then(() => release(office, socket)).catch(report)
    })
  }

  web.app.route({
    ...{ method: 'GET', url: socket_path },
    handler: () => {
      throw fail.invalid('Địa chỉ này chỉ dùng cho WebSocket; mã để nối xin ở Subscription/$get-ws-binding-token')
    },
    wsHandler: take_socket,
  })
}
