import { after } from 'node:test'
import pg from 'pg'
import { test_database } from '../../src/platform/database/test-database.ts'
import type { TestSite } from '../test-site.ts'

/** A look behind the walls: the running site's own database, as its owner. */
export const open_behind = async (running: TestSite): Promise<{ url: string; owner: pg.Client }> => {
  const { rows } = await running.site.database.in_site((sql) =>
    sql.query<{ name: string }>('SELECT current_database() AS name'),
  )
  const url = new URL((await test_database()).url)
  url.pathname = `/${rows[0]?.name}`
  const owner = new pg.Client({ connectionString: url.href })
  owner.on('error', () => undefined)
  await owner.connect()
  after(() => owner.end())
  return { url: url.href, owner }
}
