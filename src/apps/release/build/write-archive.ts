import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { fail } from '../../../base/outcome/index.ts'

export type Contents = {
  /** Holds what was made for the package; these stand first, for who reads only them. */
  made_dir: string
  made: string[]
  root: string
  files: string[]
  /** The directory all of it lies in. */
  top: string
  /** 0: stored; 9: smallest. */
  level: number
}

/** By GNU tar and gzip: what any Debian unpacks without us. It has its name only when it is whole. */
export const write_archive = async (contents: Contents, archive: string): Promise<void> => {
  const { made_dir, made, root, files, top, level } = contents
  const list = join(made_dir, '.files')
  writeFileSync(list, files.join('\0'))
  const tar = spawn(
    'tar',
    [
      ...['--create', '--no-recursion', '--hard-dereference', '--owner=0', '--group=0', '--numeric-owner'],
      ...['--mode=u+rwX,go+rX,go-w', '--transform', `s,^,${top}/,S`],
      ...['-C', made_dir, ...made, '-C', root, '--null', '--verbatim-files-from', '-T', list],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let complaint = ''
  tar.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const part = `${archive}.part`
  const gone = once(tar, 'close')
  await pipeline(tar.stdout, createGzip({ level }), createWriteStream(part))
  const [code] = (await gone) as [number | null]
  if (code !== 0) {
    rmSync(part, { force: true })
    throw fail.rule(`tar không đóng gói được: ${complaint.trim().slice(0, 500)}`)
  }
  renameSync(part, archive)
}
