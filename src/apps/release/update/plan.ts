import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import { demand_backup_settings, find_public_key } from '../../../platform/backup/index.ts'
import {
  find_package_facts,
  is_newer,
  migrations_of,
  packed_files,
  read_package,
  read_package_key,
  read_sums,
  type PackageFacts,
  type Place,
  type Sums,
} from '../../../platform/release/index.ts'
import { read_env_file } from '../as-user.ts'

export type Plan = {
  archive: string
  from: PackageFacts
  to: PackageFacts
  /** Steps for the database that this release does not have. */
  migrations: string[]
  /** The cluster that is ours to copy; nothing where PostgreSQL is the house's own. */
  cluster: string | undefined
}

const current_of = ({ home }: Place): { facts: PackageFacts; sums: Sums } => {
  const dir = join(home, 'current')
  const facts = find_package_facts(dir)
  if (!facts) throw fail.rule(`${dir} không phải bản cài từ gói; không biết đang chạy phiên bản nào`)
  return { facts, sums: read_sums(readFileSync(join(dir, packed_files.sums), 'utf8')) }
}

/**
 * The database has run every step of this release. One that lacks a step, or has it in other words, would work on tables
 * it does not know.
 */
const new_migrations = (from: Sums, to: Sums, version: string): string[] => {
  const [known, next] = [migrations_of(from), migrations_of(to)]
  for (const [name, digest] of known) {
    if (!next.has(name))
      throw fail.rule(
        `Bản ${version} không có bước nâng cấp ${name} mà cơ sở dữ liệu đã chạy: lùi qua bước này sẽ hỏng dữ liệu. Muốn lùi, phục hồi từ bản sao làm trước đó`,
      )
    if (next.get(name) !== digest)
      throw fail.rule(`Bước nâng cấp ${name} trong gói khác bước đã chạy: gói không dùng được cho máy này`)
  }
  return [...next.keys()].filter((name) => !known.has(name))
}

const demand_order = (from: PackageFacts, to: PackageFacts, allows_older: boolean): void => {
  if (is_newer(to.version, from.version)) return
  if (to.version === from.version) throw fail.rule(`Máy đang chạy đúng bản ${to.version}; không có gì để cài`)
  if (!allows_older)
    throw fail.rule(`Gói ${to.version} cũ hơn bản đang chạy ${from.version}. Nếu thật sự muốn lùi: thêm --older`)
}

/** Said before anything is unpacked: without a copy nothing is updated. */
const demand_backups = (env: NodeJS.ProcessEnv): void => {
  const { dir } = demand_backup_settings(env)
  if (!find_public_key(dir))
    throw fail.rule('Chưa có khóa sao lưu nên không cập nhật: sudo benhan backup key, in ra giấy, rồi chạy lại')
}

const room_factor = 3
/** What is unpacked, and room to spare: an archive unpacks to about three times its size. */
const demand_room = (home: string, archive_bytes: number): void => {
  const { bavail, bsize } = statfsSync(home)
  if (bavail * bsize < archive_bytes * room_factor)
    throw fail.rule(`Ổ đĩa của ${home} còn quá ít chỗ để giải nén gói; xóa bớt rồi chạy lại`)
}

/** Everything that can be said against a package before anything is changed. @throws what is */
export const make_plan = async (
  place: Place,
  archive: string,
  archive_bytes: number,
  allows_older: boolean,
): Promise<Plan> => {
  const current = current_of(place)
  const next = await read_package(archive, read_package_key(readFileSync(place.key_file, 'utf8')))
  demand_order(current.facts, next.facts, allows_older)
  if (next.facts.platform !== `${process.platform}-${process.arch}`)
    throw fail.rule(`Gói dành cho ${next.facts.platform}, máy này là ${process.platform}-${process.arch}`)
  const env = read_env_file(place.env_file)
  const is_own = Boolean(env['DATABASE_URL'])
  const cluster = is_own ? undefined : join(place.data_dir, 'postgres')
  const major =
    cluster !== undefined &&
    existsSync(join(cluster, 'PG_VERSION')) &&
    readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (major && Number(major) !== next.facts.postgres)
    throw fail.rule(
      `Dữ liệu thuộc PostgreSQL ${major}, gói kèm PostgreSQL ${next.facts.postgres}: chuyển bằng benhan export-all và hướng dẫn của bản đó`,
    )
  demand_backups(env)
  demand_room(place.home, archive_bytes)
  const migrations = new_migrations(current.sums, next.sums, next.facts.version)
  return { archive, from: current.facts, to: next.facts, migrations, cluster }
}
