import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { once } from 'node:events'
import { migrate, start_embedded } from '../../platform/database/index.ts'
import { demo_day, demo_facilities, demo_hub, demo_pharmacy } from '../../../demo/index.ts'
import type { FacilityWish } from './facility-process.ts'
import { start_demo_gateway } from './prescription-gateway.ts'
import { accounts_of, hub_accounts, is_living, ready_line, type Installation } from './ready.ts'
import { load_secrets, type DemoSecrets } from './secrets.ts'
import { seed_installation } from './seed.ts'
import { join_pharmacy, seed_hub } from './seed-hub.ts'
import { seed_pharmacy } from './seed-pharmacy.ts'

const settings = {
  port: Number(process.env['PORT'] ?? 8080),
  host: process.env['HOST'],
  data_dir: resolve(process.env['DATA_DIR'] ?? '.data'),
  workers: Number(process.env['WORKERS'] ?? 1) || availableParallelism(),
  /** What people type into a browser, where a proxy stands before us; of the province in miniature each house has its own. */
  base_url: process.env['BASE_URL']?.replace(/\/+$/, ''),
}

type Plan = { name: string; codes: string[]; url?: string; read_url?: string }

const central_hospital = '01929'
const provincial = demo_facilities.map(({ code }) => code).filter((code) => code !== central_hospital)

/** A = the province's installation: its hospital, a commune station and the other public units; B = the central hospital. */
const province: Plan[] = [
  { name: 'facility_a', codes: provincial },
  { name: 'facility_b', codes: [central_hospital] },
]

/** The third building: the province's hub, with a database of its own. */
const hub_plan: Plan = { name: 'hub', codes: [] }

/** DEMO=0: one empty installation. DATABASE_URL: the hospital's own PostgreSQL, READ_DATABASE_URL: its replica. */
const make_plan = (): Plan[] => {
  const { DATABASE_URL: url, READ_DATABASE_URL: read_url } = process.env
  const demo = process.env['DEMO'] !== '0'
  if (demo && url === undefined) return province
  const own = { ...(url === undefined ? {} : { url }), ...(url && read_url ? { read_url } : {}) }
  return [{ name: 'facility_a', codes: demo ? provincial : [], ...own }]
}

const plan = make_plan()

/** Only the whole province has a hub: one installation alone has nobody to talk to. */
const has_hub = plan === province

/** Pharmacies of an installation: beside the central hospital, where the whole province plays. */
const shops_of = (one: Plan): string[] => (has_hub && one.codes.includes(central_hospital) ? [demo_pharmacy.code] : [])

const say = (text: string): void => console.log(`[benhan] ${text}`)

const start_process = async (wish: FacilityWish): Promise<ChildProcess> => {
  const child = fork(join(import.meta.dirname, 'facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.send(wish)
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
  if (first !== 'listening') throw new Error(`Máy chủ cổng ${wish.port} không khởi động được`)
  return child
}

const stop_process = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

const prepare = async (url: string, codes: string[], secrets: DemoSecrets): Promise<void> => {
  const applied = await migrate(url)
  if (applied.length > 0) say(`đã nâng cấp cơ sở dữ liệu: ${applied.join(', ')}`)
  const seeded = await seed_installation(url, codes, secrets, demo_day(new Date()))
  const living = seeded.filter(is_living)
  const others = seeded.length > living.length ? ` và ${seeded.length - living.length} đơn vị khác của tỉnh` : ''
  if (seeded.length > 0) say(`đã nạp dữ liệu minh họa cho ${living.join(', ')}${others}`)
}

let database_lost = (): void => undefined
/** Without its database a site serves nobody: the launcher ends and says so, and the next start recovers it. */
const lost = (): void => database_lost()

const main = async (): Promise<void> => {
  mkdirSync(settings.data_dir, { recursive: true })
  const postgres = plan.some(({ url }) => url === undefined) ? await start_embedded(settings.data_dir, lost) : undefined
  const children: ChildProcess[] = []
  let stopping = false
  const stop = async (code: number): Promise<void> => {
    if (stopping) return
    stopping = true
    await Promise.all(children.map(stop_process))
    await postgres?.stop()
    process.exit(code)
  }
  database_lost = () => {
    console.error('[benhan] PostgreSQL đã dừng ngoài ý muốn; hãy chạy lại npm start, dữ liệu đã lưu vẫn nguyên')
    void stop(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // The embedded database's own hook would end us (143) while servers still finish what they hold.
    process.removeAllListeners(signal)
    process.on(signal, () => void stop(0))
  }
  process.on('disconnect', () => void stop(0)) // npm's own process was killed

  const all_codes = plan.flatMap((one) => one.codes)
  const secrets = load_secrets(settings.data_dir, all_codes, all_codes.filter(is_living))
  const installations: Installation[] = []
  const url_of = (one: Plan): string => one.url ?? postgres?.url(one.name) ?? ''
  try {
    await Promise.all(
      plan.map(async (one) => {
        await postgres?.create_database(one.name)
        await prepare(url_of(one), one.codes, secrets)
      }),
    )
    const own_url = plan === province ? undefined : settings.base_url
    const web_of = (i: number): string => own_url ?? `http://127.0.0.1:${settings.port + i}`
    const hub_web = has_hub ? web_of(plan.length) : undefined
    if (hub_web !== undefined) {
      await postgres?.create_database(hub_plan.name)
      await migrate(url_of(hub_plan))
      const houses = plan.map((one) => ({ url: url_of(one), codes: one.codes }))
      if (await seed_hub({ url: url_of(hub_plan), web: hub_web }, houses, secrets))
        say('đã dựng trục liên thông của tỉnh')
      const living = plan.map((one) => ({
        url: url_of(one),
        codes: [...one.codes.filter(is_living), ...shops_of(one)],
      }))
      for (const one of plan.filter((each) => shops_of(each).length > 0)) {
        await seed_pharmacy(url_of(one), secrets)
        const shop = { url: url_of(one), codes: shops_of(one) }
        await join_pharmacy({ url: url_of(hub_plan), web: hub_web }, shop, secrets)
      }
      say(`hệ thống đơn thuốc quốc gia (mô phỏng) ở ${await start_demo_gateway(settings.data_dir, living)}`)
    }
    const start = async (one: Plan, i: number, hub?: FacilityWish['hub']): Promise<void> => {
      const port = settings.port + i
      const child = await start_process({
        database_url: url_of(one),
        ...(one.read_url === undefined ? {} : { read_database_url: one.read_url }),
        base_url: web_of(i),
        port,
        ...(settings.host === undefined ? {} : { host: settings.host }),
        demo_accounts: hub ? hub_accounts(secrets) : accounts_of([...one.codes, ...shops_of(one)], secrets),
        workers: hub ? 1 : settings.workers,
        ...(hub ? { hub } : {}),
      })
      child.on('exit', () => {
        if (stopping) return
        console.error(`[benhan] máy chủ cổng ${port} đã dừng ngoài ý muốn`)
        void stop(1)
      })
      children.push(child)
    }
    if (hub_web !== undefined)
      await start(hub_plan, plan.length, { code: demo_hub.code, content_key: secrets.hub.content_key })
    for (const [i, one] of plan.entries()) {
      await start(one, i)
      installations.push({ codes: one.codes, web: web_of(i) })
    }
    for (const { web } of installations) say(`mở trình duyệt ở ${web}`)
    if (hub_web !== undefined) say(`trục liên thông của tỉnh ở ${hub_web}`)
    console.log(ready_line(installations, secrets, hub_web))
  } catch (error) {
    console.error(error)
    await stop(1)
  }
}

await main()
