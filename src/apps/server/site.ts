import { join } from 'node:path'
import { create_audit_log, seal_events, type AuditLog } from '../../platform/audit/index.ts'
import { list_facilities } from '../../platform/access/index.ts'
import { open_database, type Database } from '../../platform/database/index.ts'
import { create_web_server, type WebServer } from '../../platform/http/index.ts'
import { create_store, type Store } from '../../platform/records/index.ts'
import { load_forms, type Forms } from '../../chart/medical-record/index.ts'

export type DemoAccount = { facility: string; username: string; password: string; role: string; name: string }

/** One installation, composed: what every route needs. */
export type Site = {
  database: Database
  audit: AuditLog
  store: Store
  forms: Forms
  web: WebServer
  base_url: string
  secure_cookies: boolean
  demo_accounts: DemoAccount[]
  close(): Promise<void>
}

export type SiteOptions = { database_url: string; base_url: string; demo_accounts?: DemoAccount[] }

export const forms_dir = join(import.meta.dirname, '../../../forms')
const seal_every_ms = 60_000

const seal_all = async (database: Database): Promise<void> => {
  for (const facility of await database.in_site(list_facilities)) await seal_events(database, facility.code)
}

export const compose_site = async (options: SiteOptions): Promise<Site> => {
  const database = open_database(options.database_url)
  const audit = create_audit_log(database)
  const web = await create_web_server(database, audit)
  const sealer = setInterval(() => {
    seal_all(database).catch((error: unknown) => web.app.log.error({ err: error }, 'sealing the audit log failed'))
  }, seal_every_ms)
  sealer.unref()
  return {
    database,
    audit,
    store: create_store(database, audit),
    forms: load_forms(forms_dir),
    web,
    base_url: options.base_url,
    secure_cookies: options.base_url.startsWith('https:'),
    demo_accounts: options.demo_accounts ?? [],
    async close() {
      clearInterval(sealer)
      await web.app.close()
      await database.close()
    },
  }
}
