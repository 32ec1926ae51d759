import { fail } from '../../base/outcome/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { make_encryption_key, set_link_encrypts } from '../../network/exchange/index.ts'
import { document_kinds, type DocumentKind } from '../../standards/documents/index.ts'
import { demand_all, demand_facility, done, Misuse, type Desk } from './verb.ts'

const all = Object.keys(document_kinds)
const is_kind = (text: string): text is DocumentKind => all.includes(text)

const read_kinds = (text: string): DocumentKind[] => {
  if (text === 'none') return []
  const names = text === 'all' ? all : text.split(',').map((one) => one.trim())
  const unknown = names.filter((one) => !is_kind(one))
  if (unknown.length > 0) throw new Misuse(`Không có loại văn bản ${unknown.join(', ')}; có: ${all.join(', ')}`)
  return names.filter(is_kind)
}

/** Which kinds of letters leave encrypted for their receivers. */
export const encrypt = async (
  database: Database,
  values: { facility?: string; kinds?: string },
  desk: Desk,
): Promise<number> => {
  const { facility, kinds } = demand_all(values, ['facility', 'kinds'])
  const chosen = read_kinds(kinds)
  const was_there = await database.in_facility(facility, (sql) => set_link_encrypts(sql, facility, chosen))
  if (!was_there) throw fail.not_found(`Cơ sở ${facility} chưa có kết nối liên thông`)
  desk.say(
    chosen.length === 0
      ? `Cơ sở ${facility} gửi văn bản không mã hóa riêng cho nơi nhận.`
      : `Cơ sở ${facility} mã hóa cho nơi nhận: ${chosen.map((one) => document_kinds[one].name).join('; ')}.`,
  )
  return done
}

/** A new key by which others encrypt for this house; the server shows it at the hub with its next question there. */
export const renew_encryption_key = async (
  database: Database,
  values: { facility?: string },
  desk: Desk,
): Promise<number> => {
  const { facility } = demand_all(values, ['facility'])
  await demand_facility(database, facility)
  const kid = await database.in_facility(facility, (sql) => make_encryption_key(sql, facility))
  desk.say(`Đã tạo khóa mã hóa ${kid} cho ${facility}; máy chủ tự công bố trên trục. Khóa cũ vẫn mở được văn bản cũ.`)
  return done
}
