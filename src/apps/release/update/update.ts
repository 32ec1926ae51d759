import { readdirSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { existsSync } from 'node:fs'
import { fail } from '../../../base/outcome/index.ts'
import { free_port } from '../../../platform/database/index.ts'
import { show_package, type Place, type UpdateLine } from '../../../platform/release/index.ts'
import { failure_saying } from '../../../platform/backup/index.ts'
import { run_as, start_as } from '../as-user.ts'
import { point_to, type Say } from '../install/install.ts'
import { start_service, stop_service, wait_healthy } from '../service.ts'
import { demand_room_for_copy, remove_cold_copy, take_cold_copy } from './cold-copy.ts'
import { find_journal, go_back, has_tls, settle } from './go-back.ts'
import { write_journal, type Journal } from './journal.ts'
import { make_plan, type Plan } from './plan.ts'
import { unpack } from './unpack.ts'

export type UpdateWish = { archive: string; by: string; allows_older: boolean }

const verb = (place: Place, release: string, ...args: string[]) =>
  run_as(place, [join(release, 'benhan'), ...args, '--site', place.site])

/** By the release that runs: sealed for the key on paper, read back from its first byte to its last. @returns where it lies */
const back_up = async (place: Place, say: Say): Promise<string> => {
  say('Sao lưu trước khi cập nhật…')
  const { code, said } = await verb(place, join(place.home, 'current'), 'backup')
  if (code !== 0) throw fail.rule(`Sao lưu không thành nên không cập nhật: ${said}`)
  return /đọc lại trọn vẹn: (\S+)/.exec(said)?.[1] ?? ''
}

/** The new release on a port that nobody knows: whether it starts and reaches its data, before anybody is let in. */
const try_out = async (place: Place, release: string): Promise<void> => {
  const port = await free_port()
  const { child, said } = start_as(place, [join(release, 'serve')], { PORT: String(port), HOST: '127.0.0.1' })
  const gone = once(child, 'close')
  const is_up = await wait_healthy(port, has_tls(place), () => child.exitCode !== null || child.signalCode !== null)
  child.kill('SIGTERM')
  await gone
  if (!is_up) throw fail.rule(`Bản mới không chạy được: ${said().split('\n').slice(-6).join(' ').slice(-600)}`)
}

/** Only what could be gone back to stays: this release and the one before. */
const remove_old = (home: string, kept: string[]): void => {
  for (const name of readdirSync(join(home, 'releases')))
    if (!kept.includes(name)) rmSync(join(home, 'releases', name), { recursive: true, force: true })
}

const begin = (wish: UpdateWish, plan: Plan): Journal => ({
  ...{ pid: process.pid, at: new Date().toISOString(), by: wish.by, from: plan.from.version, to: plan.to.version },
  ...{ commit: plan.to.commit, stage: 'begun', migrations: plan.migrations.length, cold_copy: '', backup: '' },
})

const demand_may = (place: Place): void => {
  if (process.getuid?.() !== 0 && place.user !== userInfo().username)
    throw fail.forbidden('Cập nhật cần quyền quản trị: sudo benhan update …')
  const left = find_journal(place)
  if (left)
    throw fail.rule(
      `Lần cập nhật ${left.from} → ${left.to} bị ngắt giữa chừng. Quay lại bản cũ: sudo benhan update back; hoặc giữ bản mới nếu nó chạy tốt: sudo benhan update keep`,
    )
}

/** The steps, each of which may fail. The journal says how far it came. */
const carry_out = async (place: Place, plan: Plan, journal: Journal, say: Say): Promise<void> => {
  const note = (more: Partial<Journal>) => write_journal(place.home, Object.assign(journal, more))
  const release = await unpack(place, plan)
  say(`Đã giải nén và kiểm từng tệp: ${release}`)
  const changes = plan.migrations.length > 0
  if (changes && plan.cluster) await demand_room_for_copy(plan.cluster)
  note({ backup: await back_up(place, say) })
  say(`Bản sao ${journal.backup} đã đọc lại trọn vẹn. Dừng dịch vụ…`)
  note({ stage: 'stopped' })
  await stop_service(place)
  if (changes && plan.cluster && existsSync(plan.cluster)) note({ cold_copy: await take_cold_copy(plan.cluster) })
  note({ stage: 'switched' })
  point_to(join(place.home, 'current'), join('releases', plan.to.version))
  const migrated = await verb(place, release, 'migrate')
  if (migrated.code !== 0) throw fail.rule(`Nâng cấp cơ sở dữ liệu không thành: ${migrated.said.slice(0, 600)}`)
  if (changes) say(`Đã chạy ${plan.migrations.length} bước nâng cấp cơ sở dữ liệu.`)
  await try_out(place, release)
  await start_service(place)
  if (!(await wait_healthy(place.port, has_tls(place)))) throw fail.rule('Bản mới không trả lời ở cổng của dịch vụ')
}

/**
 * Replaces the running release by a package: signature, order, room; copy and its reading back; the service down for the
 * rest: migrate, a try on a hidden port, start. What fails leads back; each try stands in the book.
 */
export const update = async (place: Place, wish: UpdateWish, say: Say): Promise<UpdateLine> => {
  process.umask(0o022)
  demand_may(place)
  if (!existsSync(wish.archive)) throw fail.not_found(`Không có tệp ${wish.archive}`)
  const plan = await make_plan(place, wish.archive, statSync(wish.archive).size, wish.allows_older)
  say(`Từ ${show_package(plan.from)} lên ${show_package(plan.to)}, ${plan.migrations.length} bước nâng cấp dữ liệu.`)
  const journal = begin(wish, plan)
  write_journal(place.home, journal)
  try {
    await carry_out(place, plan, journal, say)
  } catch (error) {
    return go_back(place, journal, failure_saying(error), say)
  }
  remove_cold_copy(journal.cold_copy)
  remove_old(place.home, [plan.from.version, plan.to.version])
  say(`ĐÃ CẬP NHẬT lên ${show_package(plan.to)}; dịch vụ đang chạy. Bản ${plan.from.version} còn giữ lại.`)
  return settle(place, journal, 'done', '')
}
