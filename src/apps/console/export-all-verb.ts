import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { create_audit_log } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { export_everything, type Written } from '../../platform/full-export/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'
import { write_type } from './bulk-export-verb.ts'
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

const sum_of = async (path: string): Promise<string> => {
  const digest = createHash('sha256')
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) digest.update(piece)
  return digest.digest('hex')
}

const write_fhir = async (database: Database, facility: string, dir: string): Promise<Written[]> => {
  const own = join(dir, 'fhir')
  const as_of = new Date()
  for (const type of [...resource_types].sort()) await write_type(database, facility, { type, as_of }, own)
  return Promise.all(
    readdirSync(own).map(async (name) => ({
      ...{ path: `fhir/${name}`, bytes: statSync(join(own, name)).size, sha256: await sum_of(join(own, name)) },
    })),
  )
}

/** Everything a facility takes with it when it changes systems. */
export const export_all_verb: Verb = {
  summary: 'xuất trọn bộ để bàn giao: dữ liệu, từ điển, văn bản đã ký, nhật ký, FHIR, mã kiểm',
  usage: [
    'npx benhan export-all --facility 24012 --out thư-mục-trống',
    'npx benhan export-all --whole --out thư-mục-trống   (mọi cơ sở của cơ sở dữ liệu này; trục liên thông cũng vậy)',
    'Bộ này KHÔNG mã hóa: ghi vào ổ đĩa đã mã hóa, bàn giao có biên bản.',
  ],
  async run(args, desk) {
    const is_whole = args.includes('--whole')
    const { values, rest } = text_options(
      args.filter((one) => one !== '--whole'),
      ['facility', 'out'],
    )
    demand_nothing_more(rest)
    const out = resolve(demand_all(values, ['out']).out)
    const { facility } = values
    if (is_whole === (facility !== undefined)) throw new Misuse('Chọn một: --facility mã, hoặc --whole')
    const exported = await with_database(desk, async (database) => {
      if (facility === undefined) return export_everything(desk.url, out, undefined)
      await demand_facility(database, facility)
      const act = { action: 'E', interaction: '$export', ref: 'export-all', detail: 'npx benhan export-all' } as const
      await create_audit_log(database).write(console_caller(facility), act)
      return export_everything(desk.url, out, facility, () => write_fhir(database, facility, out))
    })
    const rows = [...exported.rows.values()].reduce((sum, count) => sum + count, 0)
    desk.say(`Đã xuất ${exported.rows.size} bảng, ${rows} dòng, ${exported.files.length} tệp ra ${out}.`)
    desk.say('Kiểm: cd thư-mục && sha256sum -c SHA256SUMS. Không xuất mật khẩu, khóa riêng, phiên: xem README.md ở đó.')
    return done
  },
}
