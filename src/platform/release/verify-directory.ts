import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { find_package_facts, type PackageFacts } from './facts.ts'
import { is_signed, key_fingerprint } from './keys.ts'
import { digest_file, packed_files, read_sums, type Sums } from './sums.ts'

const files_below = (dir: string, below = ''): string[] =>
  readdirSync(join(dir, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? files_below(dir, path) : [path]
  })

const read = (dir: string, name: string): string => {
  const path = join(dir, name)
  if (!existsSync(path)) throw fail.rule(`${dir} không phải một gói Bệnh Án Mở: thiếu ${name}`)
  return readFileSync(path, 'utf8')
}

const unsigned = (key: KeyObject): string =>
  `Chữ ký của gói không khớp khóa ${key_fingerprint(key)}: gói bị sửa, hoặc của người khác. Không dùng; hỏi nơi cấp gói`

/** @throws where the list is not signed with the key */
export const demand_signed = (sums: string, signature: string, key: KeyObject): Sums => {
  if (!is_signed(sums, signature, key)) throw fail.rule(unsigned(key))
  return read_sums(sums)
}

/** A link that leads out of the package would bring in what nobody signed. */
const demand_inside = (dir: string, path: string): void => {
  const real = join(dir, path)
  if (!existsSync(real)) throw fail.rule(`Gói thiếu tệp ${path}`)
  if (!statSync(real).isFile() || relative(realpathSync(dir), realpathSync(real)).split(sep)[0] === '..')
    throw fail.rule(`Gói có tệp lạ ${path}`)
}

/**
 * Reads every file of an unpacked package: signature, digests, none missing, none more.
 * @throws a Failure that names the file
 */
export const verify_directory = async (dir: string, key: KeyObject): Promise<{ facts: PackageFacts; sums: Sums }> => {
  const sums = demand_signed(read(dir, packed_files.sums), read(dir, packed_files.signature), key)
  const there = new Set(files_below(dir))
  for (const name of [packed_files.sums, packed_files.signature, ...sums.keys()]) there.delete(name)
  const [more] = there
  if (more !== undefined) throw fail.rule(`Gói có tệp ${more} không nằm trong danh mục đã ký`)
  for (const path of sums.keys()) demand_inside(dir, path)
  for (const [path, digest] of sums)
    if ((await digest_file(join(dir, path))) !== digest)
      throw fail.rule(`Tệp ${path} trong gói đã bị đổi hoặc hỏng khi chép; lấy lại gói từ nơi cấp`)
  const facts = find_package_facts(dir)
  if (!facts) throw fail.rule(`${packed_files.facts} của gói không đọc được`)
  return { facts, sums }
}
