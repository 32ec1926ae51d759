import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { fail } from '../../../base/outcome/index.ts'
import {
  key_fingerprint,
  packed_files,
  place_file,
  read_package_key,
  show_package,
  verify_directory,
  write_place,
  write_update,
  type PackageFacts,
} from '../../../platform/release/index.ts'
import { start_service, wait_healthy } from '../service.ts'
import { make_first, prepare_database } from './first-people.ts'
import { layout_of, place_of, type Layout } from './layout.ts'
import { hand_to_systemd, has_systemd, say_keeper, write_service } from './keeper.ts'
import { say_next } from './next-steps.ts'
import { command_text, env_text } from './texts.ts'
import { check_wish, type InstallWish } from './wish.ts'

export type Say = (line: string) => void

/** Read before anything is asked: whose package this is. */
export const fingerprint_of = (package_dir: string): string => {
  const path = join(package_dir, packed_files.key)
  if (!existsSync(path)) throw fail.rule(`${package_dir} không phải một gói đã giải nén; chạy ./install.sh trong gói`)
  return key_fingerprint(read_package_key(readFileSync(path, 'utf8')))
}

const has_user = (name: string): boolean => {
  try {
    execFileSync('id', ['-u', name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const make_user = ({ user, data_dir }: InstallWish): void => {
  if (has_user(user)) return
  const args = ['--system', '--user-group', '--home-dir', data_dir, '--no-create-home', '--shell', '/usr/sbin/nologin']
  execFileSync('useradd', [...args, user])
}

const give = (path: string, owner: string): void => {
  if (process.getuid?.() === 0) execFileSync('chown', [owner, path])
}

const make_directories = (wish: InstallWish, layout: Layout): void => {
  for (const dir of [layout.releases, layout.etc, join(layout.command, '..')]) mkdirSync(dir, { recursive: true })
  for (const dir of [wish.data_dir, wish.backup_dir]) {
    const is_new = !existsSync(dir)
    mkdirSync(dir, { recursive: true })
    if (is_new) chmodSync(dir, 0o700)
    give(dir, `${wish.user}:`)
  }
  mkdirSync(wish.update_dir, { recursive: true })
}

/** Beside what may stand there, and only then under its name. */
export const point_to = (link: string, target: string): void => {
  rmSync(`${link}.new`, { force: true })
  symlinkSync(target, `${link}.new`)
  renameSync(`${link}.new`, link)
}

const lay_release = (package_dir: string, { version }: PackageFacts, layout: Layout): void => {
  const release = join(layout.releases, version)
  rmSync(release, { recursive: true, force: true })
  const making = `${release}.part`
  rmSync(making, { recursive: true, force: true })
  execFileSync('cp', ['-R', '--preserve=mode,links,timestamps', '--reflink=auto', package_dir, making])
  renameSync(making, release)
  point_to(layout.current, join('releases', version))
}

const write_settings = (package_dir: string, wish: InstallWish, layout: Layout): void => {
  writeFileSync(layout.key_file, readFileSync(join(package_dir, packed_files.key)), { mode: 0o644 })
  if (!existsSync(layout.env_file)) writeFileSync(layout.env_file, env_text(wish, layout), { mode: 0o640 })
  // What was sealed by an earlier one would open no more.
  if (!existsSync(layout.vault_file))
    writeFileSync(layout.vault_file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o640 })
  const group = execFileSync('id', ['-g', wish.user], { encoding: 'utf8' }).trim()
  for (const path of [layout.env_file, layout.vault_file]) give(path, `:${group}`)
  writeFileSync(layout.command, command_text(wish, layout), { mode: 0o755 })
}

const demand_may = (wish: InstallWish, layout: Layout): void => {
  check_wish(wish)
  if (existsSync(place_file(layout.home)))
    throw fail.rule(`Máy này đã cài ở ${layout.home}; lên phiên bản mới bằng: sudo benhan update gói.tar.gz`)
  if (process.getuid?.() !== 0 && wish.user !== userInfo().username)
    throw fail.forbidden('Cài đặt cần quyền quản trị: sudo ./install.sh')
}

/**
 * The first hour on a machine, from an unpacked package. Whoever calls has had the fingerprint confirmed. What broke off
 * is done again from the start: only the last step makes it an installation.
 */
export const install = async (package_dir: string, wish: InstallWish, say: Say): Promise<void> => {
  const started = new Date().toISOString()
  const layout = layout_of(wish.root)
  demand_may(wish, layout)
  process.umask(0o022)
  const key = read_package_key(readFileSync(join(package_dir, packed_files.key), 'utf8'))
  const { facts, sums } = await verify_directory(package_dir, key)
  say(`Gói ${show_package(facts)}: chữ ký đúng khóa ${key_fingerprint(key)}, ${sums.size} tệp nguyên vẹn.`)
  make_user(wish)
  make_directories(wish, layout)
  lay_release(package_dir, facts, layout)
  write_settings(package_dir, wish, layout)
  const place = place_of(wish, layout, has_systemd(wish.root) ? 'systemd' : 'script')
  write_service(wish, layout, place.keeper)
  say(`Đã chép chương trình vào ${layout.home}, cài đặt ở ${layout.env_file}, người dùng hệ thống ${wish.user}.`)
  say(await prepare_database(place, wish))
  if (place.keeper === 'systemd') hand_to_systemd()
  await start_service(place)
  if (!(await wait_healthy(wish.port, false)))
    throw fail.rule(`Dịch vụ không trả lời ở cổng ${wish.port} sau ba phút; xem ${say_keeper(place).log}`)
  say(`Dịch vụ đang chạy và trả lời ở http://127.0.0.1:${wish.port}/api/health.`)
  const account = await make_first(place, wish)
  write_place(place)
  write_update(place.home, {
    ...{ at: started, finished_at: new Date().toISOString(), by: userInfo().username, from: '', to: facts.version },
    ...{ commit: facts.commit, result: 'done', migrations: 0, says: '' },
  })
  for (const line of say_next(place, wish, account)) say(line)
}
