import { readFileSync } from 'node:fs'
import type { Database } from '../../platform/database/index.ts'
import { put_directory_facility, read_directory_table } from '../../network/membership/index.ts'
import { done, Misuse, refused, type Desk } from './verb.ts'

export const hub_directory_usage =
  'npx benhan hub directory danh-ba.csv --site hub   (cột: mã, tên, loại[, gln, cấp, …])'

const read_bytes = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new Misuse(`Không đọc được tệp ${path}`)
  }
}

/** Fills the hub's directory of facilities from a list: all of it or, with every fault told, nothing. */
export const load_directory = async (database: Database, path: string, desk: Desk): Promise<number> => {
  const { facilities, faults } = read_directory_table(read_bytes(path), path)
  if (faults.length > 0) {
    faults.forEach((fault) => desk.say(fault))
    desk.say(`Chưa ghi dòng nào: ${faults.length} lỗi.`)
    return refused
  }
  await database.in_site(async (sql) => {
    for (const facility of facilities) await put_directory_facility(sql, facility)
  })
  desk.say(`Đã ghi ${facilities.length} cơ sở vào danh bạ; tên cũ được giữ lại.`)
  return done
}
