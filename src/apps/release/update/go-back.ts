import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import { find_package_facts, write_update, type Place, type UpdateLine } from '../../../platform/release/index.ts'
import { read_env_file } from '../as-user.ts'
import { point_to, type Say } from '../install/install.ts'
import { start_service, stop_service, wait_healthy } from '../service.ts'
import { put_back, remove_cold_copy } from './cold-copy.ts'
import { close_journal, read_journal, write_journal, type Journal } from './journal.ts'

export const has_tls = (place: Place): boolean => Boolean(read_env_file(place.env_file)['HUB_TLS_CERT'])

const is_alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Of an update that broke off. @throws while one runs */
export const find_journal = ({ home }: Place): Journal | undefined => {
  const journal = read_journal(home)
  if (journal && journal.pid !== process.pid && is_alive(journal.pid))
    throw fail.conflict(`Một lần cập nhật khác đang chạy (tiến trình ${journal.pid})`)
  return journal
}

const line_of = (journal: Journal, result: UpdateLine['result'], says: string): UpdateLine => ({
  ...{ at: journal.at, finished_at: new Date().toISOString(), by: journal.by, from: journal.from, to: journal.to },
  ...{ commit: journal.commit, result, migrations: journal.migrations, says },
})

/** Ends an update: what came of it stands in the book before the journal goes. */
export const settle = ({ home }: Place, journal: Journal, result: UpdateLine['result'], says: string): UpdateLine => {
  const line = line_of(journal, result, says)
  write_update(home, line)
  close_journal(home)
  return line
}

/** The data as they were, where the new release may have changed them. @returns what was done, in words; undefined: a person must */
const bring_data_back = (place: Place, journal: Journal): string | undefined => {
  if (journal.migrations === 0) return 'dữ liệu không đổi cấu trúc, giữ nguyên'
  if (journal.cold_copy === '') return undefined
  // Put back already by a run that was cut off behind this step.
  if (!existsSync(journal.cold_copy)) return 'dữ liệu đã trả về như trước khi cập nhật'
  const aside = put_back(journal.cold_copy, join(place.data_dir, 'postgres'))
  return `dữ liệu đã trả về như trước khi cập nhật (phần bản mới đã đổi nằm ở ${aside}, xóa khi đã chắc chắn)`
}

const stuck = (journal: Journal): string =>
  `PostgreSQL riêng có thể đã chạy ${journal.migrations} bước của bản ${journal.to}: phần mềm đã trả về ${journal.from} nhưng CHƯA chạy lại. ` +
  `Phục hồi ${journal.backup} vào PostgreSQL đó (docs/operations/package.md) rồi chạy dịch vụ`

/**
 * Back to the former release: program, and data where the new one may have changed them. May be done again when it was
 * cut off itself. @param why what made the update fail
 */
export const go_back = async (place: Place, journal: Journal, why: string, say: Say): Promise<UpdateLine> => {
  if (journal.stage === 'begun') {
    say(`KHÔNG CẬP NHẬT: ${why}. Không có gì bị đổi; bản ${journal.from} vẫn đang chạy.`)
    return settle(place, journal, 'failed', why)
  }
  await stop_service(place)
  const release = join('releases', journal.from)
  if (!find_package_facts(join(place.home, release))) throw fail.rule(`Không còn bản cũ ở ${join(place.home, release)}`)
  point_to(join(place.home, 'current'), release)
  const did = journal.stage === 'switched' ? bring_data_back(place, journal) : 'dữ liệu chưa bị đụng tới'
  if (did === undefined) {
    say(`CẬP NHẬT KHÔNG THÀNH: ${why}. ${stuck(journal)}.`)
    return settle(place, journal, 'stuck', `${why}; ${stuck(journal)}`)
  }
  // From here on the former data are in use: another try must not take them for those of the new release.
  write_journal(place.home, { ...journal, stage: 'stopped' })
  await start_service(place)
  const is_up = await wait_healthy(place.port, has_tls(place))
  const end = is_up ? `bản ${journal.from} đang chạy lại` : `bản ${journal.from} KHÔNG trả lời; xem nhật ký`
  const says = `${why}. Đã quay lại: ${did}; ${end}`
  say(`CẬP NHẬT KHÔNG THÀNH: ${says}.`)
  if (is_up && journal.cold_copy !== '') remove_cold_copy(journal.cold_copy)
  return settle(place, journal, is_up ? 'back' : 'stuck', says)
}

/** An update that broke off, whose new release a person has found good. */
export const keep_new = async (place: Place, journal: Journal, say: Say): Promise<UpdateLine> => {
  if (journal.stage !== 'switched') throw fail.rule('Bản mới chưa được đặt vào chỗ; chạy: sudo benhan update back')
  await start_service(place)
  if (!(await wait_healthy(place.port, has_tls(place))))
    throw fail.rule('Bản mới không trả lời; chạy: sudo benhan update back')
  remove_cold_copy(journal.cold_copy)
  say(`Giữ bản ${journal.to}; dịch vụ đang chạy.`)
  return settle(place, journal, 'done', 'bị ngắt giữa chừng, người quản trị đã xem và giữ bản mới')
}
