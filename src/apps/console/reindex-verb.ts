import { fail } from '../../base/outcome/index.ts'
import { list_facilities } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { guess_rows, judge_index, reindex } from '../../platform/records/index.ts'
import {
  demand_facility,
  demand_nothing_more,
  done,
  text_options,
  with_database,
  type Desk,
  type Verb,
} from './verb.ts'

const say_every_ms = 5_000

const renew = async (database: Database, facility: string, { say }: Desk): Promise<void> => {
  const { is_behind, is_additive, edition, target } = await judge_index(database, facility)
  if (!is_behind) {
    say(`${facility}: chỉ mục đã theo bản ${target}, không có gì phải làm.`)
    return
  }
  if (!is_additive)
    throw fail.rule(
      `${facility}: chỉ mục bản ${target} làm máy chủ cũ tìm sót nên không làm trước được; hãy khởi động bản mới, máy chủ tự lập lại chỉ mục trước khi phục vụ`,
    )
  const rows = await guess_rows(database, facility)
  const began_ms = Date.now()
  let said_ms = began_ms
  const result = await reindex(database, facility, {
    serves: false,
    on_step: ({ type, looked, renewed }) => {
      if (Date.now() - said_ms < say_every_ms) return true
      said_ms = Date.now()
      say(`${facility}: ${type}, đã xét ${looked} trên khoảng ${rows} tài nguyên, lập lại ${renewed}`)
      return true
    },
  })
  const seconds = ((Date.now() - began_ms) / 1_000).toFixed(1)
  say(
    `${facility}: chỉ mục từ bản ${edition} lên bản ${target}, lập lại ${result.renewed} tài nguyên trong ${seconds} giây.`,
  )
}

export const reindex_verb: Verb = {
  summary: 'lập lại chỉ mục tìm kiếm trước khi đổi sang bản mới, máy chủ cũ vẫn chạy',
  usage: ['npx benhan reindex [--facility 24012]', 'Dừng giữa chừng được: lần sau làm tiếp từ chỗ đã tới.'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility'])
    demand_nothing_more(rest)
    await with_database(desk, async (database) => {
      const { facility } = values
      if (facility !== undefined) await demand_facility(database, facility)
      const all = facility === undefined ? await database.in_site(list_facilities) : [{ code: facility }]
      for (const { code } of all) await renew(database, code, desk)
    })
    return done
  },
}
