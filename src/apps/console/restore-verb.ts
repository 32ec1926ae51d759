import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { local_time, show_moment } from '../../base/time/index.ts'
import { read_erasures, write_erasures } from '../../network/data-protection/index.ts'
import {
  find_copy,
  read_backup_settings,
  read_manifest,
  restore_cluster,
  write_files,
} from '../../platform/backup/index.ts'
import { demand_at_rest, give_to_postgres } from '../../platform/database/index.ts'
import { megabytes } from './backup-verb.ts'
import { read_secret } from './read-secret.ts'
import { demand_all, demand_nothing_more, done, text_options, type Desk, type Verb } from './verb.ts'

const password_file = 'postgres-password'

/** What stands there now is moved aside, never removed: somebody may have chosen the wrong copy. */
const move_aside = (data_dir: string, is_allowed: boolean): string | undefined => {
  const cluster = join(data_dir, 'postgres')
  if (!existsSync(cluster)) return undefined
  if (!is_allowed)
    throw fail.rule(
      `${data_dir} đang có dữ liệu. Thêm --replace ${data_dir} để thay: dữ liệu cũ được dời sang bên, không bị xóa`,
    )
  const stamp = local_time(new Date()).slice(0, 19).replaceAll(/[-:T]/g, '')
  const aside = join(data_dir, `postgres.truoc-${stamp}`)
  renameSync(cluster, aside)
  return aside
}

/** The password belongs to the cluster: with another one nobody gets in. */
const put_password = (data_dir: string, bytes: Uint8Array): void => {
  const path = join(data_dir, password_file)
  if (existsSync(path) && !readFileSync(path).equals(Buffer.from(bytes))) renameSync(path, `${path}.truoc`)
  writeFileSync(path, bytes, { mode: 0o600 })
}

/** What was erased after the copy was made comes back with it: the lists beside the copies go along, and the server erases again. */
const carry_erasures = (desk: Desk, copy: string, made_at: string, to: string): void => {
  const settings = read_backup_settings(process.env)
  const places = [...new Set([dirname(copy), settings?.dir, settings?.second_dir])].filter((one) => one !== undefined)
  const { erasures, unreadable } = read_erasures(places)
  if (unreadable > 0)
    desk.say(
      `${unreadable} dòng trong erasures.jsonl không đọc được: dữ liệu mà các dòng đó đã xóa có thể trở lại; so với sổ yêu cầu của chủ thể dữ liệu (/du-lieu-ca-nhan).`,
    )
  if (erasures.length === 0) return
  write_erasures(to, erasures)
  const later = erasures.filter(({ at }) => at > new Date(made_at).toISOString()).length
  desk.say(`${later} lần xóa dữ liệu cá nhân sau lúc làm bản sao: máy chủ tự xóa lại khi khởi động với DATA_DIR=${to}.`)
}

const restore = async (desk: Desk, chosen: string, to: string, replace: string | undefined, key?: string) => {
  const copy = find_copy(chosen)
  const manifest = read_manifest(copy)
  if (replace !== undefined && resolve(replace) !== to)
    throw fail.rule('Sau --replace gõ lại đúng thư mục ở --to: để không thay nhầm máy')
  demand_at_rest(to)
  desk.say(
    `Bản sao ${manifest.id}, làm lúc ${show_moment(manifest.made_at)}, PostgreSQL ${Math.floor(manifest.postgres.version / 10_000)}.`,
  )
  const secret = await read_secret(desk, key)
  const fresh = join(to, 'postgres.dang-phuc-hoi')
  if (existsSync(fresh)) throw fail.rule(`${fresh} còn lại từ một lần phục hồi dở; hãy xóa nó rồi chạy lại`)
  mkdirSync(to, { recursive: true })
  if (existsSync(join(to, 'postgres')) && replace === undefined) move_aside(to, false)
  const { files, bytes } = await restore_cluster(copy, secret, fresh)
  // Only now, when every byte of the copy has been found good, the old one leaves its place.
  give_to_postgres(fresh)
  const aside = move_aside(to, replace !== undefined)
  renameSync(fresh, join(to, 'postgres'))
  const { [password_file]: password, ...others } = files
  if (password) put_password(to, password)
  const beside = join(to, `tep-phuc-hoi-${manifest.id}`)
  const written = Object.keys(others).length > 0 ? write_files(others, beside) : []
  desk.say(`Đã phục hồi ${megabytes(bytes)} vào ${join(to, 'postgres')}; mọi tệp khớp danh mục.`)
  carry_erasures(desk, copy, manifest.made_at, to)
  if (aside) desk.say(`Dữ liệu trước đó nằm ở ${aside}. Xóa khi đã chắc chắn.`)
  if (written.length > 0) desk.say(`Tệp khóa, cài đặt đi kèm, hãy đặt lại đúng chỗ: ${written.join(', ')}`)
  desk.say('Việc tiếp theo: (1) DATA_DIR=… npm start; (2) npx benhan verify; (3) nhập lại giấy tờ viết tay từ sau')
  desk.say(`    ${show_moment(manifest.made_at)} (trang Sức khỏe hệ thống → Khi hệ thống ngừng).`)
  return done
}

export const restore_verb: Verb = {
  summary: 'phục hồi thật từ bản sao lưu vào một thư mục dữ liệu (máy chủ phải dừng)',
  usage: [
    'npx benhan restore --to thư-mục-dữ-liệu [--from bản-sao hoặc thư mục các bản] [--key-file khóa.txt]',
    'npx benhan restore --to .data --replace .data   (thay dữ liệu đang có: dời sang bên, không xóa)',
    'Không có --from: bản mới nhất trong BACKUP_DIR. PostgreSQL riêng (DATABASE_URL): phục hồi vào thư mục trống,',
    'rồi quản trị khởi động PostgreSQL cùng phiên bản chính trên thư mục postgres ở đó.',
  ],
  needs_database: () => false,
  run(args, desk) {
    const { values, rest } = text_options(args, ['from', 'to', 'replace', 'key-file'])
    demand_nothing_more(rest)
    const to = resolve(demand_all(values, ['to']).to)
    const from = values.from ?? read_backup_settings(process.env)?.dir
    if (from === undefined) throw fail.rule('Phục hồi từ đâu? Thêm --from bản-sao, hoặc đặt BACKUP_DIR')
    return restore(desk, from, to, values.replace, values['key-file'])
  },
}
