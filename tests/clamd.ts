import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { after } from 'node:test'

export type Clamd = {
  port: number
  /** Sizes of the streams it was given. */
  seen: number[]
  /** take: judges; hang: says nothing; close: hangs up; small: takes no more than 1,000 bytes. */
  mood: 'take' | 'hang' | 'close' | 'small'
  /** It runs no more: nobody listens at its port. And it is started again there. */
  end(): Promise<void>
  begin(): Promise<void>
}

const small_bytes = 1_000

/** The chunks of one INSTREAM, whole; undefined: not all there yet. */
const read_stream = (given: Buffer): Buffer | undefined => {
  const chunks: Buffer[] = []
  for (let at = 0; at + 4 <= given.length;) {
    const length = given.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    if (at + 4 + length > given.length) return undefined
    chunks.push(given.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

const command = 'zINSTREAM\0'

/**
 * clamd as clamd(8) tells of it: `zINSTREAM\0`, chunks of <length><data>, a length of nothing, then one line that ends with
 * a zero byte, as it was asked. What it knows are words given to it.
 */
export const start_clamd = async (known: Record<string, string>): Promise<Clamd> => {
  const clamd: Clamd = {
    port: 0,
    seen: [],
    mood: 'take',
    async end() {
      server.close()
      await once(server, 'close')
    },
    async begin() {
      server.listen(clamd.port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
  const answer = (socket: Socket, bytes: Buffer): void => {
    clamd.seen.push(bytes.length)
    const found = Object.entries(known).find(([words]) => bytes.includes(words))?.[1]
    if (clamd.mood === 'hang') return
    if (clamd.mood === 'close') return void socket.end()
    if (clamd.mood === 'small' && bytes.length > small_bytes)
      return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    socket.end(found ? `stream: ${found} FOUND\0` : 'stream: OK\0')
  }
  const server = createServer((socket) => {
    let given = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (part: Buffer) => {
      given = Buffer.concat([given, part])
      if (given.length < command.length) return
      if (given.toString('latin1', 0, command.length) !== command) return void socket.end('UNKNOWN COMMAND\0')
      const whole = read_stream(given.subarray(command.length))
      if (whole) answer(socket, whole)
    })
  })
  await clamd.begin()
  after(() => server.close())
  const address = server.address()
  clamd.port = typeof address === 'object' && address ? address.port : 0
  return clamd
}
