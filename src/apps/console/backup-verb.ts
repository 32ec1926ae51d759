import { hostname } from 'node:os'
import { join } from 'node:path'
import { format_decimal } from '../../base/text/index.ts'
import { show_moment } from '../../base/time/index.ts'
import { fail } from '../../base/outcome/index.ts'
import {
  check_copy,
  demand_backup_settings,
  find_copy,
  find_public_key,
  list_copies,
  make_key,
  put_public_key,
  read_manifest,
  run_backup,
  unlock_copy_key,
  type BackupRun,
  type BackupSettings,
} from '../../platform/backup/index.ts'
import { read_secret } from './read-secret.ts'
import { demand_nothing_more, done, Misuse, refused, text_options, type Desk, type Verb } from './verb.ts'

export const megabytes = (bytes: number): string => `${format_decimal((bytes / 1_048_576).toFixed(1))} MB`

const groups_on_a_line = 5

/** The only time the secret is seen: on paper, in two places, never in a file of this machine. */
const make = (desk: Desk, { dir }: BackupSettings): number => {
  const former = find_public_key(dir)
  const { public_key, printed } = make_key(new Date())
  put_public_key(dir, public_key)
  const groups = printed.split('-')
  desk.say(
    'KHÓA MỞ BẢN SAO LƯU — in hoặc chép ra giấy NGAY, để ở hai nơi có khóa (ví dụ két của giám đốc và của CNTT).',
  )
  desk.say('Phần mềm không giữ khóa này. Mất khóa là mất mọi bản sao lưu làm từ bây giờ.\n')
  for (let i = 0; i < groups.length; i += groups_on_a_line)
    desk.say(`    ${groups.slice(i, i + groups_on_a_line).join('  ')}`)
  desk.say(`\nDấu của khóa: ${public_key.fingerprint}   Máy: ${hostname()}   Ngày: ${show_moment(public_key.made_at)}`)
  desk.say('Thử ngay bằng: npx benhan restore-drill')
  if (former) desk.say(`Các bản làm trước đó vẫn cần khóa cũ ${former.fingerprint}: giữ lại tờ giấy cũ.`)
  return done
}

const say_second = (run: BackupRun): string => {
  if (run.second === '') return 'Chưa có nơi thứ hai (đặt BACKUP_SECOND_DIR).'
  return run.second === 'done' ? 'Nơi thứ hai: đã chép và đối chiếu.' : `NƠI THỨ HAI KHÔNG CHÉP ĐƯỢC: ${run.second}`
}

const say_lock = (run: BackupRun): string | undefined => {
  if (run.locked === 'immutable') return 'Bản này đã đặt dấu không sửa được (chattr +i).'
  if (run.locked === 'read-only')
    return 'Bản này chỉ bỏ quyền ghi: chống nhầm, không chống được quản trị máy (chattr +i cần root và ext4, xfs, btrfs).'
  return undefined
}

const copy_now = async (desk: Desk, settings: BackupSettings): Promise<number> => {
  const run = await run_backup(desk.url, settings)
  if (!run) throw fail.conflict('Một lần sao lưu khác vừa xong')
  desk.say(`Đã sao lưu và đọc lại trọn vẹn: ${run.directory}`)
  desk.say(`${megabytes(run.database_bytes)} dữ liệu, bản sao ${megabytes(run.bytes)}, mở bằng khóa ${run.key}.`)
  desk.say(say_second(run))
  const lock = say_lock(run)
  if (lock) desk.say(lock)
  return run.second === '' || run.second === 'done' ? done : refused
}

const list = (desk: Desk, settings: BackupSettings): number => {
  for (const dir of [settings.dir, ...(settings.second_dir ? [settings.second_dir] : [])]) {
    const names = list_copies(dir)
    desk.say(`${dir}: ${names.length} bản`)
    for (const name of names) {
      const { made_at, parts, key } = read_manifest(join(dir, name))
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
      desk.say(`  ${name}   ${show_moment(made_at)}   ${megabytes(bytes)}   khóa ${key.fingerprint}`)
    }
  }
  return done
}

const verify = async (desk: Desk, chosen: string, key_file: string | undefined): Promise<number> => {
  const copy = find_copy(chosen)
  const manifest = read_manifest(copy)
  const file_key = await unlock_copy_key(manifest, await read_secret(desk, key_file))
  const bytes = await check_copy(copy, file_key)
  desk.say(`${copy}: nguyên vẹn, ${megabytes(bytes)} trong ${manifest.databases.length} cơ sở dữ liệu.`)
  return done
}

export const backup_verb: Verb = {
  summary: 'sao lưu cả cụm cơ sở dữ liệu: mã hóa, đọc lại, chép nơi thứ hai; tạo khóa; kiểm tra bản cũ',
  usage: [
    'BACKUP_DIR=/o-dia-khac/sao-luu npx benhan backup key      (một lần: tạo khóa, in ra giấy)',
    'npx benhan backup                                          (sao lưu ngay)',
    'npx benhan backup list',
    'npx benhan backup verify [bản-sao] [--key-file khóa.txt]   (hỏi khóa trên màn hình nếu không cho tệp)',
    'Máy chủ tự sao lưu theo BACKUP_EVERY_H khi có BACKUP_DIR: docs/operations/settings.md',
  ],
  needs_database: (args) => args.length === 0 || args[0] === 'run',
  async run(args, desk) {
    const { values, rest } = text_options(args, ['key-file'])
    const [act = 'run', ...more] = rest
    const settings = demand_backup_settings(process.env)
    if (act === 'verify') {
      demand_nothing_more(more.slice(1))
      return verify(desk, more[0] ?? settings.dir, values['key-file'])
    }
    demand_nothing_more(more)
    if (act === 'run') return copy_now(desk, settings)
    if (act === 'key') return make(desk, settings)
    if (act === 'list') return list(desk, settings)
    throw new Misuse(`Không hiểu “${act}”; có: key, list, verify, hoặc không gì cả để sao lưu ngay`)
  },
}
