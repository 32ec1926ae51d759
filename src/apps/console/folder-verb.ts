import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JWK } from 'jose'
import { open_hubs } from '../../network/exchange/index.ts'
import { folder_names, open_folders, sweep_folder } from '../../network/folder/index.ts'
import { demand_all, demand_nothing_more, done, Misuse, text_options, type Verb } from './verb.ts'

const every_ms = 5_000
const after_failure_ms = 30_000

const private_key_of = (path: string | undefined): JWK | null =>
  path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as JWK)

/** A watched folder for a system that has nothing but files. It opens no database. */
export const folder_verb: Verb = {
  summary: 'thư mục liên thông cho phần mềm chỉ đọc, ghi được tệp',
  usage: [
    'npx benhan folder --dir THƯ_MỤC --url https://trục --client lt-24012 --key khóa.json [--once true]',
    `  ${folder_names.send}/tên.json + tên.pdf (+ tên.xml hoặc tên.hsba.json)  gửi đi; xong nằm ở ${folder_names.sent}/, lỗi ở ${folder_names.faulty}/ kèm lý do`,
    `  ${folder_names.came}/số/                              văn bản đến, đủ mọi phần`,
    `  ${folder_names.answer}/số.json                        trả lời: {"state": "accepted" | "rejected" | "completed", "reason": "…"}`,
  ],
  needs_database: () => false,
  async run(args, desk) {
    const { values, rest } = text_options(args, ['dir', 'url', 'client', 'key', 'secret', 'once'])
    demand_nothing_more(rest)
    const { dir, url, client } = demand_all(values, ['dir', 'url', 'client'])
    if ((values.key === undefined) === (values.secret === undefined))
      throw new Misuse('Cần --key hoặc --secret, một trong hai')
    const stopping = new AbortController()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort())
    const hub = open_hubs(stopping.signal)({
      ...{ facility: '', base_url: url.replace(/\/+$/, ''), client_id: client },
      ...{ secret: values.secret ?? null, private_jwk: private_key_of(values.key) },
    })
    const folders = await open_folders(dir)
    const sweep = async (): Promise<number> => {
      try {
        const { sent, faulty, came, answered } = await sweep_folder(hub, folders)
        if (sent + faulty + came + answered > 0)
          desk.say(`gửi ${sent}, lỗi ${faulty}, đến ${came}, trả lời ${answered}`)
        return every_ms
      } catch (error) {
        if (values.once !== undefined) throw error
        desk.say(`Chưa liên lạc được với trục: ${error instanceof Error ? error.message : String(error)}`)
        return after_failure_ms
      }
    }
    if (values.once !== undefined) await sweep()
    else
      while (!stopping.signal.aborted)
        await sleep(await sweep(), undefined, { signal: stopping.signal }).catch(() => undefined)
    return done
  },
}
