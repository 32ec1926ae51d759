import { existsSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { local_date } from '../../../base/time/index.ts'
import { read_backup_settings } from '../../../platform/backup/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { RoomStanding, Tone } from '../contract.ts'
import type { Office } from '../office.ts'
import { tone_above, tone_below, worst } from './tone.ts'

type Disk = { free: number; total: number }

const disk_of = (path: string | undefined): Disk | null => {
  if (path === undefined || !existsSync(path)) return null
  const { bsize, bavail, blocks } = statfsSync(path)
  return { free: bavail * bsize, total: blocks * bsize }
}

/** Only the embedded PostgreSQL's disk is ours to see. */
const data_disk = (env: NodeJS.ProcessEnv): Disk | null =>
  env['DATABASE_URL'] ? null : disk_of(join(resolve(env['DATA_DIR'] ?? '.data'), 'postgres'))

const read_size = async (database: Database): Promise<number> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ bytes: number }>('SELECT pg_database_size(current_database()) AS bytes'),
  )
  return Number(rows[0]?.bytes ?? 0)
}

/** Today's size in the book of sizes: the newest counts for the day. */
export const note_size = async (database: Database, env: NodeJS.ProcessEnv): Promise<void> => {
  const [bytes, disk] = [await read_size(database), data_disk(env)]
  await database.in_site((sql) =>
    sql.query(
      `INSERT INTO operations.size (day, database_bytes, disk_free, disk_total) VALUES ($1, $2, $3, $4)
       ON CONFLICT (day) DO UPDATE SET database_bytes = $2, disk_free = $3, disk_total = $4`,
      [local_date(new Date()), bytes, disk?.free ?? null, disk?.total ?? null],
    ),
  )
}

const looked_back_days = 30

/** Between the first and the last day that are known; null where there is one only. */
const read_growth = async (database: Database): Promise<number | null> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ growth: number | null }>(
      `SELECT ((last_value - first_value) / nullif(days, 0))::float8 AS growth FROM (
         SELECT (array_agg(database_bytes ORDER BY day))[1]::numeric AS first_value,
           (array_agg(database_bytes ORDER BY day DESC))[1]::numeric AS last_value, max(day) - min(day) AS days
         FROM operations.size WHERE day >= current_date - $1::int) AS span`,
      [looked_back_days],
    ),
  )
  return rows[0]?.growth ?? null
}

type Connections = { used: number; max: number }

const read_connections = async (database: Database): Promise<Connections> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Connections>(
      `SELECT (SELECT sum(numbackends) FROM pg_stat_database) AS used,
         current_setting('max_connections')::int AS max`,
    ),
  )
  return { used: Number(rows[0]?.used ?? 0), max: Number(rows[0]?.max ?? 0) }
}

const share_of = ({ free, total }: Disk): number => (total > 0 ? free / total : 0)

const room_tone = (disk: Disk | null, days_left: number | null, connections: Connections): Tone =>
  worst([
    disk ? tone_below(share_of(disk), 0.2, 0.08) : 'unknown',
    days_left === null ? 'good' : tone_below(days_left, 90, 14),
    tone_above(connections.used / Math.max(1, connections.max), 0.7, 0.9),
  ])

export const show_room = async ({ database, env }: Office): Promise<RoomStanding> => {
  const [database_bytes, growth, connections] = await Promise.all([
    read_size(database),
    read_growth(database),
    read_connections(database),
  ])
  const disk = data_disk(env)
  const days_left = disk && growth !== null && growth > 0 ? Math.floor(disk.free / growth) : null
  return {
    ...{ tone: room_tone(disk, days_left, connections), database_bytes, growth_bytes_day: growth, disk, days_left },
    ...{ connections: connections.used, connections_max: connections.max },
    backup_disk: disk_of(read_backup_settings(env)?.dir),
  }
}
