import type { WebSocket } from '@fastify/websocket'
import { NotTaken } from './post.ts'

/** What may wait in this process for a socket that does not read. */
const buffered_max_bytes = 1_048_576

/** The open sockets of this process, by the subscription (`facility/id`) each is bound to. */
export type Sockets = {
  /** Whether this binding is held here. */
  holds(key: string, binding: string | null): boolean
  /** From now on what is told of the subscription goes here; a socket that was bound before hears nothing more. */
  bind(key: string, binding: string, socket: WebSocket): void
  /** Lets go of all bindings of a socket. @returns what it held */
  unbind(socket: WebSocket): { key: string; binding: string }[]
  /** @throws NotTaken when the other side has not taken it in time: then the socket is dropped */
  send(key: string, binding: string | null, text: string, timeout_s: number): Promise<void>
  close_all(): void
}

/** 1012: the server goes away for a moment; 4000 and above are an application's own (RFC 6455 §7.4.2). */
const closed_by = { restart: 1012, rebound: 4000 } as const

let asked = 0

/**
 * A socket has no acknowledgement of its own. A ping travels behind the text and its pong comes when both were taken by
 * the other side (RFC 6455 §5.5.3); a pong to a later ping answers the earlier ones too.
 */
const send_and_wait = (socket: WebSocket, text: string, timeout_s: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const number = (asked += 1)
    const done = (error?: Error): void => {
      clearTimeout(timer)
      socket.off('pong', heard)
      socket.off('close', closed)
      if (error) reject(error)
      else resolve()
    }
    const heard = (data: Buffer): void => {
      if (Number(data.toString()) >= number) done()
    }
    const closed = (): void => done(new NotTaken('kết nối đã đóng'))
    const timer = setTimeout(() => socket.terminate(), timeout_s * 1_000)
    socket.on('pong', heard)
    socket.on('close', closed)
    socket.send(text)
    socket.ping(String(number))
  })

export const create_sockets = (): Sockets => {
  const bound = new Map<string, { binding: string; socket: WebSocket }>()
  const keys_of = (socket: WebSocket): string[] =>
    [...bound].filter(([, one]) => one.socket === socket).map(([key]) => key)

  return {
    holds: (key, binding) => binding !== null && bound.get(key)?.binding === binding,
    bind(key, binding, socket) {
      const before = bound.get(key)?.socket
      bound.set(key, { binding, socket })
      if (before && before !== socket && keys_of(before).length === 0)
        before.close(closed_by.rebound, 'bound by another socket')
    },
    unbind(socket) {
      const held = keys_of(socket).map((key) => ({ key, binding: bound.get(key)?.binding ?? '' }))
      for (const { key } of held) bound.delete(key)
      return held
    },
    async send(key, binding, text, timeout_s) {
      const here = bound.get(key)
      if (!here || here.binding !== binding || here.socket.readyState !== here.socket.OPEN)
        throw new NotTaken('không có kết nối websocket')
      if (here.socket.bufferedAmount > buffered_max_bytes) {
        here.socket.terminate()
        throw new NotTaken('bên nhận đọc quá chậm')
      }
      await send_and_wait(here.socket, text, timeout_s)
    },
    close_all() {
      for (const { socket } of bound.values()) socket.close(closed_by.restart, 'server stops')
      bound.clear()
    },
  }
}
