import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { broken_part } from './broken.ts'
import { part_key } from './sealed.ts'

export const part_names = ['base.tar', 'backup_manifest', 'files'] as const
export type PartName = (typeof part_names)[number]

/** What was in a database as its copying began; a copy holds at least that. Counts and moments, nobody's data. */
export type DatabaseFacts = {
  name: string
  /** The newest migration; '' where it is no database of this program. */
  migration: string
  bytes: number
  /** Rows by table, of those that only ever grow. */
  rows: Record<string, number>
  /** ISO moment of the newest line of the access log. */
  newest_at: string | null
}

/** Readable by everybody who has the copy: no personal data, no secret. Sealed by a code that the file key makes. */
export type Manifest = {
  format: 'benhan-backup/1'
  id: string
  made_at: string
  program: { version: string; commit: string }
  postgres: { version: number; system: string; owner: string }
  key: { fingerprint: string; closed: string }
  databases: DatabaseFacts[]
  parts: { name: PartName; bytes: number; sha256: string }[]
  mac: string
}

export const manifest_file = 'manifest.json'
export const sealed_file = (part: PartName): string => `${part}.sealed`
const unfinished = '.part'
const id_form = /^\d{8}-\d{6}(-\d+)?$/

export const unfinished_name = (id: string): string => `${id}${unfinished}`
export const is_unfinished = (name: string): boolean =>
  name.endsWith(unfinished) && id_form.test(name.slice(0, -unfinished.length))

const code_of = (manifest: Manifest, file_key: Buffer): Buffer => {
  const { mac: _mac, ...said } = manifest
  return createHmac('sha256', part_key(file_key, 'manifest')).update(JSON.stringify(said)).digest()
}

export const sign_manifest = (manifest: Manifest, file_key: Buffer): Manifest => ({
  ...manifest,
  mac: code_of(manifest, file_key).toString('hex'),
})

/** @throws where somebody changed what the copy says of itself */
export const demand_unchanged = (manifest: Manifest, file_key: Buffer): void => {
  const said = Buffer.from(manifest.mac, 'hex')
  const made = code_of(manifest, file_key)
  if (said.length !== made.length || !timingSafeEqual(said, made))
    throw broken_part(manifest_file, 'nội dung không khớp mã xác thực')
}

export const read_manifest = (dir: string): Manifest => {
  const path = join(dir, manifest_file)
  if (!existsSync(path)) throw fail.not_found(`${dir} không phải một bản sao lưu (không có ${manifest_file})`)
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (manifest.format === 'benhan-backup/1') return manifest
  } catch {
    throw broken_part(manifest_file, 'không đọc được')
  }
  throw fail.rule(`${dir} là bản sao lưu của phiên bản khác; dùng đúng phiên bản phần mềm đã tạo ra nó`)
}

/** Whole copies in a directory, the newest first; half ones have another name. */
export const list_copies = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => id_form.test(name) && existsSync(join(dir, name, manifest_file)))
        .sort()
        .reverse()
    : []

/** @param chosen a copy's directory, or a directory of copies: then its newest */
export const find_copy = (chosen: string): string => {
  if (existsSync(join(chosen, manifest_file))) return chosen
  const [newest] = list_copies(chosen)
  if (newest === undefined) throw fail.not_found(`${chosen} không có bản sao lưu nào trọn vẹn`)
  return join(chosen, newest)
}
