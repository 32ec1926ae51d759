import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { compare_sealed } from './check-copy.ts'
import { flush, type Made } from './make-copy.ts'
import { is_unfinished, list_copies, unfinished_name } from './manifest.ts'

/** The same bytes in a second place, compared there with the manifest; half ones of an earlier run go. */
export const copy_to_second = async ({ id, dir, manifest }: Made, second_dir: string): Promise<string> => {
  mkdirSync(second_dir, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(second_dir).filter(is_unfinished)) rmSync(join(second_dir, name), { recursive: true })
  const making = join(second_dir, unfinished_name(id))
  mkdirSync(making, { mode: 0o700 })
  for (const name of readdirSync(dir)) {
    copyFileSync(join(dir, name), join(making, name))
    await flush(join(making, name))
  }
  await compare_sealed(making, manifest)
  renameSync(making, join(second_dir, id))
  await flush(second_dir)
  return join(second_dir, id)
}

/** immutable: not even root changes it without taking the mark off. read-only: keeps off mistakes, no more. */
export type LockKind = 'immutable' | 'read-only'

/** Marks a copy as unchangeable: ext4, xfs, btrfs know the mark, as root; elsewhere only the rights are taken. */
export const lock_copy = (dir: string): LockKind => {
  const files = readdirSync(dir).map((name) => join(dir, name))
  for (const file of files) chmodSync(file, 0o400)
  chmodSync(dir, 0o500)
  try {
    execFileSync('chattr', ['+i', ...files, dir], { stdio: 'pipe' })
    return 'immutable'
  } catch {
    return 'read-only'
  }
}

const unlock_copy = (dir: string): void => {
  try {
    execFileSync('chattr', ['-i', dir, ...readdirSync(dir).map((name) => join(dir, name))], { stdio: 'pipe' })
  } catch {
    // never marked, or a file system that knows no marks: removing says whether it can be done
  }
  chmodSync(dir, 0o700)
}

/** Removes whole copies beyond the newest `keep`; the newest stays whatever was asked. @returns the names that went */
export const remove_old = (dir: string, keep: number): string[] => {
  const old = list_copies(dir).slice(Math.max(1, keep))
  for (const name of old) {
    unlock_copy(join(dir, name))
    rmSync(join(dir, name), { recursive: true })
  }
  return old
}
