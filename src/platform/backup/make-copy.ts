import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { local_time } from '../../base/time/index.ts'
import { open_base_backup } from '../database/index.ts'
import { check_copy } from './check-copy.ts'
import { demand_server, list_databases, read_facts } from './cluster.ts'
import { pack_files } from './copy-files.ts'
import { close_file_key, type PublicKey } from './key.ts'
import {
  is_unfinished,
  manifest_file,
  part_names,
  sealed_file,
  sign_manifest,
  unfinished_name,
  type DatabaseFacts,
  type Manifest,
  type PartName,
} from './manifest.ts'
import { program_version } from './program-version.ts'
import { part_key, seal } from './sealed.ts'

const file_key_bytes = 32

type Part = Manifest['parts'][number]

/** To the disk, not only to the system's memory: what is called whole must outlive the power. */
export const flush = async (path: string): Promise<void> => {
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}

const write_part = async (dir: string, name: PartName, bytes: Readable, file_key: Buffer): Promise<Part> => {
  const path = join(dir, sealed_file(name))
  const digest = createHash('sha256')
  let length = 0
  await pipeline(
    bytes,
    createZstdCompress(),
    (source: AsyncIterable<Buffer>) => seal(source, part_key(file_key, name)),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const piece of source) {
        digest.update(piece)
        length += piece.length
        yield piece
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  )
  await flush(path)
  return { name, bytes: length, sha256: digest.digest('hex') }
}

const copy_cluster = async (url: string, dir: string, id: string, file_key: Buffer): Promise<Part[]> => {
  const parts: Part[] = []
  const backup = await open_base_backup(url, `benhan ${id}`)
  try {
    for await (const { name, bytes } of backup.archives) parts.push(await write_part(dir, name, bytes, file_key))
  } finally {
    await backup.close()
  }
  return parts
}

/** Local time, so that people find it; a second one in the same second gets a number. */
const new_id = (dir: string, now: Date): string => {
  const id = local_time(now).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  for (let i = 0; ; i += 1) {
    const name = i === 0 ? id : `${id}-${i}`
    if (!existsSync(join(dir, name))) return name
  }
}

const remove_unfinished = (dir: string): void => {
  for (const name of readdirSync(dir).filter(is_unfinished)) rmSync(join(dir, name), { recursive: true, force: true })
}

const facts_of_all = async (url: string): Promise<DatabaseFacts[]> => {
  const facts: DatabaseFacts[] = []
  for (const one of await list_databases(url)) facts.push(await read_facts(one.url, one.name))
  return facts
}

export type Made = { id: string; dir: string; manifest: Manifest }

/**
 * Copies the whole cluster and the named files into a new directory below `dir`, reads all of it back, and only then
 * gives it its name. Whoever calls makes sure that nobody else copies (while_alone): half copies of others are removed.
 */
export const make_copy = async (url: string, dir: string, key: PublicKey, files: string[]): Promise<Made> => {
  const now = new Date()
  const server = await demand_server(url)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  remove_unfinished(dir)
  const id = new_id(dir, now)
  const making = join(dir, unfinished_name(id))
  mkdirSync(making, { mode: 0o700 })
  try {
    const file_key = randomBytes(file_key_bytes)
    const databases = await facts_of_all(url)
    const parts = await copy_cluster(url, making, id, file_key)
    parts.push(await write_part(making, 'files', Readable.from([pack_files(files)]), file_key))
    const manifest = sign_manifest(
      {
        ...{ format: 'benhan-backup/1', id, made_at: now.toISOString(), program: program_version(), postgres: server },
        key: { fingerprint: key.fingerprint, closed: await close_file_key(file_key, key) },
        ...{ databases, parts: part_names.flatMap((name) => parts.filter((part) => part.name === name)), mac: '' },
      },
      file_key,
    )
    writeFileSync(join(making, manifest_file), JSON.stringify(manifest, undefined, 2), { mode: 0o600 })
    await flush(join(making, manifest_file))
    await check_copy(making, file_key)
    renameSync(making, join(dir, id))
    await flush(dir)
    return { id, dir: join(dir, id), manifest }
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw error
  }
}
