import type pg from 'pg'
import { client_class } from './leader.ts'

/** One connection as the owner the address names, behind no wall: for what looks after the database itself. */
export const open_client = async (url: string): Promise<pg.Client> => {
  const client = new (client_class(url))({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
