import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const folder_names = { send: 'gui', sent: 'da-gui', faulty: 'loi', came: 'den', answer: 'tra-loi' } as const

export type Folders = Record<keyof typeof folder_names, string>

export const open_folders = async (dir: string): Promise<Folders> => {
  const folders = Object.fromEntries(
    Object.entries(folder_names).map(([name, folder]) => [name, join(dir, folder)]),
  ) as Folders
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true })
  return folders
}

/** A file that is still being written is left until it has been quiet for this long. */
const quiet_ms = 1_000

/** Names without their ending of files that lie complete, in the order of their names. */
export const list_ready = async (folder: string, ending: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted()
  const ready: string[] = []
  for (const name of names)
    if (Date.now() - (await stat(join(folder, name))).mtimeMs > quiet_ms) ready.push(name.slice(0, -ending.length))
  return ready
}

export const read_if_there = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/** Whole or not at all: a reader never sees half a file. */
export const write_whole = async (path: string, bytes: string | Uint8Array): Promise<void> => {
  await writeFile(`${path}.dang-ghi`, bytes, { flush: true })
  await rename(`${path}.dang-ghi`, path)
}

/** A HoSoBenhAn as JSON lies beside the letter under this ending. */
export const hsba_json = '.hsba.json'

const endings = [hsba_json, '.json', '.pdf', '.xml']

/** Everything of one name goes from one folder into the other, beside a note. */
export const put_away = async (
  from: string,
  to: string,
  name: string,
  note: { ending: string; text: string },
): Promise<void> => {
  await write_whole(join(to, `${name}${note.ending}`), note.text)
  for (const ending of endings) {
    const path = join(from, `${name}${ending}`)
    if (await read_if_there(path)) await rename(path, join(to, `${name}${ending}`))
  }
}

export const drop = (path: string): Promise<void> => rm(path, { force: true })
