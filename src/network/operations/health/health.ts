import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { program_version } from '../../../platform/backup/index.ts'
import { list_migrations, type Database } from '../../../platform/database/index.ts'
import type { Health } from '../contract.ts'
import type { Office } from '../office.ts'
import { show_backups, show_drills } from './backups.ts'
import { show_certificates } from './certificates.ts'
import { show_clock } from './clock.ts'
import { show_folder } from './folder.ts'
import { show_faults } from './faults.ts'
import { show_room } from './room.ts'
import { worst } from './tone.ts'
import { show_update } from './updates.ts'
import { show_workstations } from './workstations.ts'

const show_database = async (database: Database): Promise<Health['database']> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ version: string; names: string[] }>(
      `SELECT current_setting('server_version') AS version,
         (SELECT array_agg(name ORDER BY name) FROM public.schema_migration) AS names`,
    ),
  )
  const applied = new Set(rows[0]?.names)
  const pending = list_migrations().filter(({ name }) => !applied.has(name)).length
  const migration = rows[0]?.names.at(-1) ?? ''
  return { version: rows[0]?.version ?? '', migration, pending, tone: pending > 0 ? 'bad' : 'good' }
}

/** Everything the page shows, asked now. Installation-wide facts are the same for every facility of it. */
export const view_health = async (office: Office, caller: Caller): Promise<Health> => {
  demand(caller, 'system.watch')
  const { database } = office
  const { facility } = caller
  const [kept, backup, drill, folder, room, queues, certificates, clock, faults, workstations, update] =
    await Promise.all([
      show_database(database),
      show_backups(office),
      show_drills(office),
      caller.only_dispenses ? null : show_folder(office, facility),
      show_room(office),
      office.queues(facility),
      show_certificates(database, facility),
      show_clock(office, facility),
      show_faults(database),
      show_workstations(database, facility),
      show_update(office),
    ])
  const some = [...(folder ? [folder] : []), ...(update ? [update] : []), ...queues, ...certificates]
  const tones = [kept, backup, drill, room, clock, faults, ...some].map(({ tone }) => tone)
  return {
    at: new Date().toISOString(),
    tone: worst([...tones, workstations.some(({ is_old }) => is_old) ? 'warn' : 'good']),
    program: { ...program_version(), node: process.version, started_at: office.started_at.toISOString() },
    ...{ update, database: kept, backup, drill, folder, room, queues, certificates, clock, faults, workstations },
  }
}
