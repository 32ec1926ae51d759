import { resolve } from 'node:path'
import { attach_embedded } from '../../platform/database/index.ts'

export type Connection = { url: string; close(): Promise<void> }

/** The database the verb works on: DATABASE_URL, or the embedded one in DATA_DIR (running or started for the while). */
export const connect = async (site: string, make: boolean): Promise<Connection> => {
  const given = process.env['DATABASE_URL']
  if (given) return { url: given, close: () => Promise.resolve() }
  const server = await attach_embedded(resolve(process.env['DATA_DIR'] ?? '.data'))
  if (make) await server.create_database(site)
  return { url: server.url(site), close: () => server.stop() }
}
