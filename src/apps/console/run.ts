import { failure_of } from '../../platform/http/index.ts'
import { account_verb } from './account-verb.ts'
import { app_verb } from './app-verb.ts'
import { backup_verb } from './backup-verb.ts'
import { bulk_export_verb } from './bulk-export-verb.ts'
import { bulk_import_verb } from './bulk-import-verb.ts'
import { catalog_verb } from './catalog-verb.ts'
import { client_verb } from './client-verb.ts'
import type { Connection } from './connect.ts'
import { demo_verb } from './demo-verb.ts'
import { facility_verb } from './facility-verb.ts'
import { folder_verb } from './folder-verb.ts'
import { hub_server_verb } from './hub-server-verb.ts'
import { hub_verb } from './hub-verb.ts'
import { kit_verb } from './kit-verb.ts'
import { keys_verb } from './keys-verb.ts'
import { revocation_verb } from './revocation-verb.ts'
import { install_verb } from './install-verb.ts'
import { migrate_verb } from './migrate-verb.ts'
import { package_verb } from './package-verb.ts'
import { export_all_verb } from './export-all-verb.ts'
import { export_verb, import_verb } from './record-verbs.ts'
import { done, Misuse, refused, type Desk, type Verb } from './verb.ts'
import { restore_drill_verb } from './restore-drill-verb.ts'
import { restore_verb } from './restore-verb.ts'
import { reindex_verb } from './reindex-verb.ts'
import { update_verb } from './update-verb.ts'
import { verify_verb } from './verify-verb.ts'
import { view_verb } from './view-verb.ts'

const misunderstood = 2

const verbs: Record<string, Verb> = {
  migrate: migrate_verb,
  facility: facility_verb,
  account: account_verb,
  client: client_verb,
  app: app_verb,
  keys: keys_verb,
  revocation: revocation_verb,
  folder: folder_verb,
  hub: hub_verb,
  'hub-server': hub_server_verb,
  kit: kit_verb,
  catalog: catalog_verb,
  export: export_verb,
  import: import_verb,
  'bulk-export': bulk_export_verb,
  'bulk-import': bulk_import_verb,
  backup: backup_verb,
  'restore-drill': restore_drill_verb,
  restore: restore_verb,
  'export-all': export_all_verb,
  view: view_verb,
  reindex: reindex_verb,
  verify: verify_verb,
  package: package_verb,
  install: install_verb,
  update: update_verb,
  demo: demo_verb,
}

export type Terminal = Omit<Desk, 'url'> & { complain(line: string): void }

const show_help = ({ say }: Terminal): void => {
  say('npx benhan <lệnh> [--site facility_a] …   (DATA_DIR hoặc DATABASE_URL chọn cơ sở dữ liệu)\n')
  for (const [name, verb] of Object.entries(verbs)) say(`  ${name.padEnd(13)} ${verb.summary}`)
  say('\n  npx benhan <lệnh> --help cho cách dùng')
}

const usual_site = 'facility_a'
const site_form = /^[a-z][a-z0-9_]{0,40}$/

/** `--site` chooses the database of the embedded server and belongs to no verb. */
const take_site = (args: string[]): { site: string; rest: string[] } => {
  const at = args.indexOf('--site')
  const site = at < 0 ? process.env['SITE'] || usual_site : (args[at + 1] ?? '')
  if (!site_form.test(site)) throw new Misuse('Sau --site là tên cơ sở dữ liệu, ví dụ facility_a')
  return { site, rest: at < 0 ? args : args.toSpliced(at, 2) }
}

/** What only a database can say of itself: it is not there, or is older than this program. */
const database_saying = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '3D000') return 'Chưa có cơ sở dữ liệu này; tạo bằng npx benhan migrate'
  if (['42P01', '3F000', '22023'].includes(code)) return 'Cơ sở dữ liệu chưa được nâng cấp; chạy npx benhan migrate'
  return undefined
}

const complain_of = (error: unknown, verb: Verb | undefined, terminal: Terminal): number => {
  if (error instanceof Misuse) {
    terminal.complain(`LỖI ${error.message}`)
    verb?.usage.forEach((line) => terminal.say(line))
    return misunderstood
  }
  const saying = database_saying(error)
  const failure = failure_of(error)
  const messages = saying === undefined ? failure.issues.map(({ message }) => message) : [saying]
  messages.forEach((message) => terminal.complain(`LỖI ${message}`))
  if (saying === undefined && failure.status === 500)
    terminal.complain(error instanceof Error ? (error.stack ?? '') : String(error))
  return refused
}

/** @param open gives the database of a site, and makes it where that is asked for */
export const run_console = async (
  args: string[],
  open: (site: string, make: boolean) => Promise<Connection>,
  terminal: Terminal,
): Promise<number> => {
  const [name, ...more] = args
  const verb = name === undefined ? undefined : verbs[name]
  if (!verb) {
    show_help(terminal)
    if (name === undefined || name === '--help') return done
    terminal.complain(`LỖI Không có lệnh “${name}”`)
    return misunderstood
  }
  if (more.includes('--help')) {
    verb.usage.forEach((line) => terminal.say(line))
    return done
  }
  let connection: Connection | undefined
  try {
    const { site, rest } = take_site(more)
    if (verb.needs_database?.(rest) ?? true) connection = await open(site, verb.makes_database?.(rest) ?? false)
    return await verb.run(rest, { ...terminal, url: connection?.url ?? '' })
  } catch (error) {
    return complain_of(error, verb, terminal)
  } finally {
    await connection?.close()
  }
}
