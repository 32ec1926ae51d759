import { join } from 'node:path'
import { digest_file, type Sums } from '../../../platform/release/index.ts'

export const digest_all = async (dir: string, paths: string[]): Promise<Sums> => {
  const sums: Sums = new Map()
  for (const path of paths) sums.set(path, await digest_file(join(dir, path)))
  return sums
}
