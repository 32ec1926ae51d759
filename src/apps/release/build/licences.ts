import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licence_files } from './list-files.ts'

type Described = { name?: string; version?: string; license?: string | { type?: string } }

const rule = '-'.repeat(80)

const describe = (root: string, path: string): { line: string; text: string } => {
  const file = join(root, path, 'package.json')
  const { name, version, license } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Described
  const licence = typeof license === 'string' ? license : (license?.type ?? 'xem tệp giấy phép')
  const line = `${name ?? path} ${version ?? ''}  ${licence}`
  const texts = licence_files(root, path).map((one) => readFileSync(join(root, one), 'utf8').trim())
  return { line, text: texts.length === 0 ? '' : `${rule}\n${line}\n${rule}\n${texts.join('\n\n')}\n` }
}

/** What others made and this package carries: a list, then the texts. Of the web client's parts nothing else tells. */
export const say_licences = (root: string, used: string[]): string => {
  const all = used.map((path) => describe(root, path))
  const head =
    'Bệnh Án Mở: Apache-2.0 (LICENSE). PostgreSQL đi kèm: PostgreSQL License. Node.js đi kèm: MIT và các giấy phép nó nêu.'
  return [head, '', ...all.map(({ line }) => line), '', ...all.map(({ text }) => text).filter(Boolean)].join('\n')
}
