import { readFileSync, writeFileSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { insert_events } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { hand_over_keys, take_over_keys } from '../../network/exchange/index.ts'
import { console_caller, demand_all, demand_facility, done, type Desk } from './verb.ts'

type Values = Partial<Record<'facility' | 'from' | 'file', string>>

const note = (sql: Sql, facility: string, detail: string): Promise<void> =>
  insert_events(sql, [
    {
      caller: console_caller(facility),
      act: {
        action: 'U',
        interaction: 'encryption-key',
        type: 'Organization',
        ref: `Organization/${facility}`,
        detail,
      },
    },
  ])

/** Before its server is switched off, a house that is merged hands over what opens its mail. */
export const hand_over = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility, file } = demand_all(values, ['facility', 'file'])
  await demand_facility(database, facility)
  const handed = await database.in_facility(facility, async (sql) => {
    const found = await hand_over_keys(sql, facility)
    await note(sql, facility, `bàn giao ${found.keys.length} khóa mở văn bản mã hóa`)
    return found
  })
  writeFileSync(file, `${JSON.stringify(handed, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  desk.say(`Đã ghi ${handed.keys.length} khóa riêng của ${facility} vào ${file} (chỉ chủ tệp đọc được).`)
  desk.say('Đây là BÍ MẬT: trao tận tay cơ sở kế thừa, nạp xong thì xóa tệp.')
  return done
}

const parse = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw fail.value(`Không đọc được tệp bàn giao ${path}`, 'file')
  }
}

/** The successor opens what was closed for the house that became part of it. */
export const take_over = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility, from, file } = demand_all(values, ['facility', 'from', 'file'])
  await demand_facility(database, facility)
  const handed = parse(file)
  const count = await database.in_facility(facility, async (sql) => {
    const taken = await take_over_keys(sql, facility, from, handed)
    await note(sql, facility, `nhận ${taken} khóa mở văn bản mã hóa của ${from}`)
    return taken
  })
  desk.say(
    count === 0
      ? `Cơ sở ${facility} đã có các khóa này của ${from}.`
      : `Cơ sở ${facility} mở được văn bản đóng cho ${from} (${count} khóa); máy chủ tự báo với trục. Hãy xóa tệp ${file}.`,
  )
  return done
}
