import { readFileSync } from 'node:fs'
import type { Database } from '../../platform/database/index.ts'
import {
  fetch_revocation_lists,
  keep_revocation_list,
  put_revocation_source,
  show_revocations,
} from '../../platform/signing/index.ts'
import {
  demand_all,
  demand_nothing_more,
  done,
  Misuse,
  refused,
  text_options,
  with_database,
  type Desk,
  type Verb,
} from './verb.ts'

const day = (at: Date | null | undefined): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? 'không ghi'

const take = async (database: Database, path: string, issuer: string, desk: Desk): Promise<number> => {
  const given = { bytes: readFileSync(path), issuer_pem: readFileSync(issuer, 'utf8'), source: path }
  const taken = await database.in_site((sql) => keep_revocation_list(sql, given))
  desk.say(
    taken.is_newer
      ? `Đã nhận danh sách thu hồi của ${taken.issuer}: ${taken.count} chứng thư, hạn cập nhật ${day(taken.next_update)} (UTC).`
      : `Danh sách này cũ hơn bản đang giữ của ${taken.issuer}; giữ nguyên bản đang có.`,
  )
  return done
}

const state = async (database: Database, desk: Desk): Promise<number> => {
  const { lists, sources } = await database.in_site(show_revocations)
  for (const one of lists)
    desk.say(
      `${one.issuer_name}: ${one.count} chứng thư, hạn ${day(one.next_update)}${one.is_outdated ? ' – QUÁ HẠN' : ''} (${one.source})`,
    )
  for (const one of sources)
    desk.say(`${one.url}: lần cuối ${day(one.last_ok_at)}${one.last_error ? `; lỗi: ${one.last_error}` : ''}`)
  if (lists.length + sources.length === 0) desk.say('Chưa có danh sách thu hồi nào.')
  return lists.some(({ is_outdated }) => is_outdated) || sources.some(({ last_error }) => last_error) ? refused : done
}

/** Lists of revoked certificates, for an installation or a hub. */
export const revocation_verb: Verb = {
  summary: 'danh sách chứng thư bị thu hồi (CRL): nạp từ tệp, đặt địa chỉ tải, tải ngay, xem',
  usage: [
    'npx benhan revocation import danh-sach.crl --issuer ca.pem',
    'npx benhan revocation source http://crl.ca.vn/ca.crl --issuer ca.pem   (máy chủ tự tải lại)',
    'npx benhan revocation fetch|state',
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['issuer'] as const)
    const [name, ...more] = rest
    const given = name === 'import' || name === 'source' ? more.shift() : undefined
    demand_nothing_more(more)
    return with_database(desk, async (database) => {
      if (name === 'state') return state(database, desk)
      if (name === 'fetch') {
        desk.say(`Đã tải ${await fetch_revocation_lists(database)} danh sách.`)
        return state(database, desk)
      }
      if (given === undefined) throw new Misuse('Sau revocation là import <tệp>, source <địa chỉ>, fetch hoặc state')
      const { issuer } = demand_all(values, ['issuer'])
      if (name === 'import') return take(database, given, issuer, desk)
      await database.in_site((sql) => put_revocation_source(sql, given, readFileSync(issuer, 'utf8')))
      desk.say(`Máy chủ sẽ tải danh sách thu hồi từ ${given}.`)
      return done
    })
  },
}
