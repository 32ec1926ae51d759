import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packed_files } from './sums.ts'

/** What a package says of itself; believed only where its list of digests, which names this file, is signed. */
export type PackageFacts = {
  format: 'benhan-package/1'
  version: string
  /** Twelve digits; with a + where the sources were not those of the commit. */
  commit: string
  built_at: string
  /** As Node calls system and machine: linux-x64. */
  platform: string
  node: string
  /** Major version of the PostgreSQL that comes along. */
  postgres: number
}

export const read_facts = (text: string): PackageFacts | undefined => {
  try {
    const facts = JSON.parse(text) as PackageFacts
    return facts.format === 'benhan-package/1' && /^\d+(\.\d+){2}$/.test(facts.version) ? facts : undefined
  } catch {
    return undefined
  }
}

/** Of a program that was unpacked from a package; nothing where it is a clone. */
export const find_package_facts = (dir: string): PackageFacts | undefined => {
  const path = join(dir, packed_files.facts)
  return existsSync(path) ? read_facts(readFileSync(path, 'utf8')) : undefined
}

/** Three numbers, as https://semver.org has them without what comes after. */
export const is_newer = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  for (const [i, number] of (a ?? []).entries()) if (number !== b?.[i]) return number > (b?.[i] ?? 0)
  return false
}

export const show_package = ({ version, commit }: PackageFacts): string =>
  commit === '' ? version : `${version} (${commit})`
