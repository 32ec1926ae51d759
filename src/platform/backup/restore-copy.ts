import { chmodSync, createWriteStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { basename, isAbsolute, join, normalize } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { broken_part } from './broken.ts'
import { check_copy, read_part, type Visit } from './check-copy.ts'
import { unpack_files } from './copy-files.ts'
import { open_file_key, type SecretKey } from './key.ts'
import { read_manifest, type Manifest } from './manifest.ts'

const demand_empty = (dir: string): void => {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw fail.rule(`Thư mục ${dir} không trống; phục hồi không ghi đè lên dữ liệu đang có`)
}

/** A name that leads out of the directory is nobody's table. */
const place_of = (dir: string, name: string): string => {
  if (isAbsolute(name) || normalize(name).startsWith('..')) throw broken_part('base.tar', `tên tệp lạ ${name}`)
  return join(dir, name)
}

const write_below =
  (dir: string): Visit =>
  async (entry) => {
    const path = place_of(dir, entry.name)
    if (entry.is_directory) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      return { write: () => Promise.resolve(), end: () => Promise.resolve() }
    }
    const file = createWriteStream(path, { mode: 0o600 })
    return {
      async write(piece) {
        if (!file.write(piece)) await once(file, 'drain')
      },
      async end() {
        file.end()
        await finished(file)
      },
    }
  }

/** The file key, for who holds the paper. @throws where the paper belongs to another key */
export const unlock_copy_key = async (manifest: Manifest, secret: SecretKey): Promise<Buffer> => {
  if (manifest.key.fingerprint !== secret.fingerprint)
    throw fail.value(
      `Bản sao này cần khóa ${manifest.key.fingerprint}; khóa vừa nhập là ${secret.fingerprint}. Tìm tờ giấy đúng`,
      'key',
    )
  return open_file_key(manifest.key.closed, secret)
}

export type Restored = { manifest: Manifest; bytes: number; files: Record<string, Uint8Array> }

/**
 * Writes the cluster of a copy into `cluster_dir`, which must be empty, checking each file on its way. It is not started.
 * @returns what the copy says of itself, bytes written, the files that lay beside the database
 */
export const restore_cluster = async (copy: string, secret: SecretKey, cluster_dir: string): Promise<Restored> => {
  demand_empty(cluster_dir)
  const manifest = read_manifest(copy)
  const file_key = await unlock_copy_key(manifest, secret)
  mkdirSync(cluster_dir, { recursive: true, mode: 0o700 })
  chmodSync(cluster_dir, 0o700)
  const bytes = await check_copy(copy, file_key, write_below(cluster_dir))
  return { manifest, bytes, files: unpack_files(await read_part(copy, 'files', file_key)) }
}

/** Beside the restored data, for its owner alone. @returns where they were written */
export const write_files = (files: Record<string, Uint8Array>, dir: string): string[] => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return Object.entries(files).map(([name, bytes]) => {
    const path = join(dir, basename(name))
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' })
    return path
  })
}
