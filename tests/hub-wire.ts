import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { after } from 'node:test'

/** What goes wrong on the line for a request; undefined: nothing. */
export type Fault = 'refuse' | 'lose-reply' | 'stall' | { status: number; retry_after?: number }

export type Wire = {
  port: number
  /** Asked for each request. */
  fault: (method: string, path: string) => Fault | undefined
  /** Every request that came over the line: `POST /fhir`. */
  seen: string[]
  /** Resolves when a request stalls. */
  stalled: () => Promise<void>
}

const forward = (port: number, asked: IncomingMessage, body: Buffer, answer: ServerResponse, keeps_reply: boolean) =>
  new Promise<void>((done) => {
    const { method, url, headers } = asked
    const onward = request({ port, method, path: url, headers, host: '127.0.0.1' }, (reply) => {
      if (!keeps_reply) {
        reply.resume()
        reply.on('end', () => {
          answer.destroy()
          done()
        })
        return
      }
      answer.writeHead(reply.statusCode ?? 500, reply.headers)
      reply.pipe(answer)
      reply.on('end', done)
    })
    onward.on('error', () => {
      answer.destroy()
      done()
    })
    onward.end(body)
  })

/** A line between the houses and the hub, on which things go wrong as told. */
export const open_wire = async (hub_port: number): Promise<Wire> => {
  let tell_stalled = (): void => undefined
  const wire: Wire = {
    ...{ port: 0, fault: () => undefined, seen: [] },
    stalled: () =>
      new Promise((done) => {
        tell_stalled = done
      }),
  }
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      const [method, path] = [asked.method ?? '', asked.url ?? '']
      wire.seen.push(`${method} ${path}`)
      const fault = wire.fault(method, path)
      if (fault === 'refuse') return void answer.destroy()
      if (fault === 'stall') return void tell_stalled()
      if (typeof fault === 'object') {
        const { status, retry_after } = fault
        answer.writeHead(status, retry_after === undefined ? {} : { 'retry-after': String(retry_after) })
        return void answer.end()
      }
      void forward(hub_port, asked, Buffer.concat(parts), answer, fault !== 'lose-reply')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  wire.port = typeof address === 'object' && address ? address.port : 0
  return wire
}
