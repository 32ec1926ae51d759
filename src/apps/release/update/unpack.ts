import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fail } from '../../../base/outcome/index.ts'
import { read_package_key, verify_directory, type Place } from '../../../platform/release/index.ts'
import type { Plan } from './plan.ts'

const run = promisify(execFile)

/** Beside the releases that are there; under its name only when every file in it was found as signed. */
export const unpack = async (place: Place, { archive, to }: Plan): Promise<string> => {
  const releases = join(place.home, 'releases')
  const [making, release] = [join(releases, `${to.version}.part`), join(releases, to.version)]
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  try {
    await run('tar', ['-xzf', archive, '-C', making, '--strip-components=1', '--no-same-owner']).catch(() => {
      throw fail.rule(`${archive} không giải nén được đến hết: tệp bị hỏng hoặc bị cắt; chép lại`)
    })
    const { facts } = await verify_directory(making, read_package_key(readFileSync(place.key_file, 'utf8')))
    if (facts.version !== to.version || facts.commit !== to.commit)
      throw fail.rule(`${archive} đã bị thay trong lúc cài; chạy lại`)
    rmSync(release, { recursive: true, force: true })
    renameSync(making, release)
    return release
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw error
  }
}
