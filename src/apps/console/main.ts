import { failure_of } from '../../platform/http/index.ts'
import { connect } from './connect.ts'
import { demo_verb } from './demo-verb.ts'
import {
  account_verb,
  catalog_verb,
  client_verb,
  export_verb,
  facility_verb,
  import_verb,
  migrate_verb,
  verify_verb,
  type Verb,
} from './verbs.ts'

const verbs: Record<string, Verb> = {
  migrate: migrate_verb,
  facility: facility_verb,
  account: account_verb,
  client: client_verb,
  catalog: catalog_verb,
  export: export_verb,
  import: import_verb,
  verify: verify_verb,
  demo: demo_verb,
}

const print_help = (): void => {
  console.log('npx benhan <lệnh> [--site facility_a] …   (DATA_DIR hoặc DATABASE_URL chọn cơ sở dữ liệu)\n')
  for (const [name, verb] of Object.entries(verbs)) console.log(`  ${name.padEnd(9)} ${verb.summary}`)
  console.log('\n  npx benhan <lệnh> --help cho cách dùng')
}

/** `--site` chooses the database of the embedded server and belongs to no verb. */
const take_site = (args: string[]): { site: string; rest: string[] } => {
  const at = args.indexOf('--site')
  return at < 0 ? { site: 'facility_a', rest: args } : { site: args[at + 1] ?? '', rest: args.toSpliced(at, 2) }
}

const main = async (): Promise<number> => {
  const [name, ...args] = process.argv.slice(2)
  const verb = name === undefined ? undefined : verbs[name]
  if (!verb) {
    print_help()
    return name === undefined || name === '--help' ? 0 : 2
  }
  if (args.includes('--help')) {
    verb.usage.forEach((line) => console.log(line))
    return 0
  }
  const { site, rest } = take_site(args)
  const connection = await connect(site)
  try {
    return await verb.run(rest, connection.url)
  } catch (error) {
    for (const issue of failure_of(error).issues) console.error(`LỖI ${issue.message}`)
    if (failure_of(error).status === 500) console.error(error)
    return 1
  } finally {
    await connection.close()
  }
}

process.exit(await main())
