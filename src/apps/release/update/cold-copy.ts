import { execFile } from 'node:child_process'
import { existsSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'

const run = promisify(execFile)

const name = 'postgres.truoc-cap-nhat'

const size_of = async (dir: string): Promise<number> => {
  const { stdout } = await run('du', ['--summarize', '--block-size=1', dir])
  return Number(stdout.split('\t')[0])
}

/** Asked while the service still runs: a copy of the cluster must fit beside it. */
export const demand_room_for_copy = async (cluster: string): Promise<void> => {
  if (!existsSync(cluster)) return
  const { bavail, bsize } = statfsSync(dirname(cluster))
  const bytes = await size_of(cluster)
  if (bavail * bsize < bytes)
    throw fail.rule(
      `Bản mới đổi cấu trúc dữ liệu, cần ${Math.ceil(bytes / 1_048_576)} MB trống ở ${dirname(cluster)} để giữ dữ liệu cũ khi cài; hãy dọn ổ đĩa`,
    )
}

/** The cluster at rest, byte for byte: coming back by it needs no key. By reference where the file system can. */
export const take_cold_copy = async (cluster: string): Promise<string> => {
  const copy = join(dirname(cluster), name)
  rmSync(copy, { recursive: true, force: true })
  await run('cp', ['--archive', '--reflink=auto', cluster, `${copy}.part`]).catch((cause: unknown) => {
    rmSync(`${copy}.part`, { recursive: true, force: true })
    throw Object.assign(fail.rule('Không chép được dữ liệu trước khi nâng cấp'), { cause })
  })
  renameSync(`${copy}.part`, copy)
  return copy
}

/** The former data take their place again; what the new release made of them is moved aside, not removed. @returns where to */
export const put_back = (copy: string, cluster: string): string => {
  const stamp = local_time(new Date()).slice(0, 19).replaceAll(/[-:T]/g, '')
  const aside = join(dirname(cluster), `postgres.sau-cap-nhat-${stamp}`)
  renameSync(cluster, aside)
  renameSync(copy, cluster)
  return aside
}

export const remove_cold_copy = (copy: string): void => {
  if (copy !== '') rmSync(copy, { recursive: true, force: true })
}
