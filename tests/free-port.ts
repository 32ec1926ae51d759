import { createServer } from 'node:net'

const is_free = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })

/** Below 32768, where the system takes none for lines that go out: between asking and listening nobody else has it. */
export const free_port = async (): Promise<number> => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await is_free(port)) return port
  }
}
