import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Balancer = { port: number; close(): void }

/**
 * What HAProxy in TCP mode does, in little: each new line goes to the next server that takes it. A server that refuses is
 * passed by; one that dies with a line in hand breaks that line, and who was on it comes again.
 */
export const start_balancer = async (ports: number[]): Promise<Balancer> => {
  const lines = new Set<Socket>()
  let turn = 0
  const join = (line: Socket, tries: number): void => {
    if (tries === 0) return void line.destroy()
    turn += 1
    const server = connect(ports[turn % ports.length] ?? 0, '127.0.0.1')
    server.once('error', () => join(line, tries - 1))
    server.once('connect', () => {
      server.removeAllListeners('error')
      for (const [one, other] of [
        [line, server],
        [server, line],
      ] as const)
        one.once('close', () => other.destroy()).on('error', () => other.destroy())
      line.pipe(server)
      server.pipe(line)
    })
  }
  const balancer = createServer((line) => {
    lines.add(line)
    line.once('close', () => lines.delete(line)).on('error', () => undefined)
    join(line, ports.length)
  })
  balancer.listen(0, '127.0.0.1')
  await once(balancer, 'listening')
  return {
    port: (balancer.address() as AddressInfo).port,
    close() {
      balancer.close()
      for (const line of lines) line.destroy()
    },
  }
}
