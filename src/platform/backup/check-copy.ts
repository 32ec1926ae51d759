import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { broken_part } from './broken.ts'
import { demand_unchanged, part_names, read_manifest, sealed_file, type Manifest, type PartName } from './manifest.ts'
import { open_sealed, part_key } from './sealed.ts'
import { read_tar, type TarEntry } from './tar.ts'

/** A part as it was before it was packed and sealed. @param take gets it; a fault of the bytes names the part */
const open_part = async (
  dir: string,
  name: PartName,
  file_key: Buffer,
  take: (bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> => {
  const path = join(dir, sealed_file(name))
  if (!existsSync(path)) throw broken_part(name, 'thiếu tệp')
  await pipeline(
    createReadStream(path, { highWaterMark: 1024 * 1024 }),
    (source: AsyncIterable<Buffer>) => open_sealed(source, part_key(file_key, name), name),
    createZstdDecompress(),
    take,
  )
}

export const read_part = async (dir: string, name: PartName, file_key: Buffer): Promise<Buffer> => {
  const pieces: Buffer[] = []
  await open_part(dir, name, file_key, async (bytes) => {
    for await (const piece of bytes) pieces.push(piece)
  })
  return Buffer.concat(pieces)
}

/** PostgreSQL's own list of what it copied (documentation, “Backup Manifest Format”). */
type FileList = { Files: { Path?: string; 'Encoded-Path'?: string; Size: number; Checksum: string }[] }

const path_of = (file: FileList['Files'][number]): string =>
  file.Path ?? Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('utf8')

const read_file_list = async (
  dir: string,
  file_key: Buffer,
): Promise<Map<string, { size: number; sha256: string }>> => {
  const text = (await read_part(dir, 'backup_manifest', file_key)).toString('utf8')
  const { Files } = JSON.parse(text) as FileList
  return new Map(Files.map((file) => [path_of(file), { size: file.Size, sha256: file.Checksum }]))
}

/** The log that makes the copy consistent is no file of the list; each of its records has a check of its own. */
const is_log = (name: string): boolean => name.startsWith('pg_wal/')

/** What a reader of a copy does with each entry: gets its bytes as they pass. Nothing for who only checks. */
export type Visit = (entry: TarEntry) => Promise<{ write(piece: Buffer): Promise<void>; end(): Promise<void> }>

const nothing: Visit = () => Promise.resolve({ write: () => Promise.resolve(), end: () => Promise.resolve() })

/** Every file's bytes against PostgreSQL's list; none missing, none more. @returns bytes of the cluster's files */
const read_base = async (dir: string, file_key: Buffer, visit: Visit): Promise<number> => {
  const expected = await read_file_list(dir, file_key)
  let total = 0
  let logs = 0
  await open_part(dir, 'base.tar', file_key, async (bytes) => {
    for await (const entry of read_tar(bytes, 'base.tar')) {
      const digest = createHash('sha256')
      const visitor = await visit(entry)
      for await (const piece of entry.bytes) {
        digest.update(piece)
        total += piece.length
        await visitor.write(piece)
      }
      await visitor.end()
      if (entry.is_directory) continue
      const said = expected.get(entry.name)
      if (!said && is_log(entry.name)) {
        logs += 1
        continue
      }
      if (!said || said.sha256 !== digest.digest('hex') || said.size !== entry.size)
        throw broken_part('base.tar', `tệp ${entry.name} không khớp danh mục của PostgreSQL`)
      expected.delete(entry.name)
    }
  })
  const [missing] = expected.keys()
  if (missing !== undefined) throw broken_part('base.tar', `thiếu tệp ${missing}`)
  if (logs === 0) throw broken_part('base.tar', 'thiếu nhật ký ghi trước (WAL)')
  return total
}

/**
 * Reads a copy from its first byte to its last: seals, PostgreSQL's checksums, the files beside.
 * @returns bytes of the cluster @throws a Failure that names the part, the piece or file in it
 */
export const check_copy = async (dir: string, file_key: Buffer, visit: Visit = nothing): Promise<number> => {
  const manifest = read_manifest(dir)
  demand_unchanged(manifest, file_key)
  const missing = part_names.find((name) => !manifest.parts.some((part) => part.name === name))
  if (missing) throw broken_part(missing, 'thiếu trong bản kê')
  const total = await read_base(dir, file_key, visit)
  await read_part(dir, 'files', file_key)
  return total
}

/** Against what the manifest says, without the key: enough to see that a second place holds the same bytes. */
export const compare_sealed = async (dir: string, manifest: Manifest): Promise<void> => {
  for (const { name, bytes, sha256 } of manifest.parts) {
    const path = join(dir, sealed_file(name))
    if (!existsSync(path)) throw broken_part(name, `thiếu tệp ${path}`)
    const digest = createHash('sha256')
    let length = 0
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      digest.update(piece)
      length += piece.length
    }
    if (length !== bytes || digest.digest('hex') !== sha256) throw broken_part(name, `${path} khác bản kê`)
  }
}
