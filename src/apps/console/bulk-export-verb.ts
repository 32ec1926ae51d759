import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fail } from '../../base/outcome/index.ts'
import { create_audit_log } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { scan_as_of, scan_begin, type AsOfWish } from '../../platform/records/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'
import { reason_of } from './record-verbs.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_database,
  type Verb,
} from './verb.ts'

const read_types = (text: string | undefined): string[] => {
  if (text === undefined) return [...resource_types].sort()
  const types = text.split(',')
  const unknown = types.find((type) => !resource_types.has(type))
  if (unknown !== undefined) throw new Misuse(`Không có loại “${unknown}” trong FHIR R4`)
  return types
}

async function* lines_of(
  database: Database,
  facility: string,
  wish: AsOfWish,
  count: (resources: number) => void,
): AsyncGenerator<string> {
  for await (const { states } of scan_as_of(database, facility, wish, { begin: scan_begin })) {
    count(states.length)
    yield states.map(({ body }) => `${body}\n`).join('')
  }
}

/** A file takes its name when it is whole; a type of which there is nothing has none. */
export const write_type = async (
  database: Database,
  facility: string,
  wish: { type: string; as_of: Date },
  dir: string,
): Promise<number> => {
  make_dir(dir)
  const path = join(dir, `${wish.type}.ndjson`)
  const partial = `${path}.part`
  let resources = 0
  try {
    const lines = lines_of(database, facility, { ...wish, with_bodies: true }, (more) => (resources += more))
    await pipeline(Readable.from(lines), createWriteStream(partial, { mode: 0o600 }))
    if (resources > 0) renameSync(partial, path)
    return resources
  } finally {
    rmSync(partial, { force: true })
  }
}

const make_dir = (dir: string): void => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fail.value(`Không tạo được thư mục ${dir} (${reason_of(error)})`, 'out')
  }
}

export const bulk_export_verb: Verb = {
  summary: 'xuất mọi tài nguyên FHIR của cơ sở ra thư mục, mỗi loại một tệp ndjson',
  usage: ['npx benhan bulk-export --facility 24012 --out thư-mục [--type Patient,Observation]'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'out', 'type'])
    demand_nothing_more(rest)
    const { facility, out } = demand_all(values, ['facility', 'out'])
    const types = read_types(values.type)
    const as_of = new Date()
    const resources = await with_database(desk, async (database) => {
      await demand_facility(database, facility)
      make_dir(out)
      const detail = `npx benhan bulk-export ${args.join(' ')}`
      const act = { action: 'E', interaction: '$export', ref: '$export', detail } as const
      await create_audit_log(database).write(console_caller(facility), act)
      let all = 0
      for (const type of types) all += await write_type(database, facility, { type, as_of }, out)
      return all
    })
    desk.say(`Đã xuất ${resources} tài nguyên, như lúc ${as_of.toISOString()}, ra ${out}.`)
    return done
  },
}
