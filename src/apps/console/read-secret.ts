import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { fail } from '../../base/outcome/index.ts'
import { read_printed, type SecretKey } from '../../platform/backup/index.ts'
import type { Desk } from './verb.ts'

/** The key off the paper: typed at the terminal, or from a file that somebody typed it into. It goes no further. */
export const read_secret = async (desk: Desk, key_file: string | undefined): Promise<SecretKey> => {
  if (key_file !== undefined) {
    if (!existsSync(key_file)) throw fail.not_found(`Không có tệp khóa ${key_file}`)
    return read_printed(readFileSync(key_file, 'utf8'))
  }
  if (!process.stdin.isTTY) throw fail.rule('Cần khóa mở bản sao lưu: gõ ở màn hình lệnh, hoặc --key-file tệp')
  desk.say('Gõ khóa mở bản sao lưu trên tờ giấy (dấu cách, chữ thường đều được):')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return read_printed(await terminal.question('> '))
  } finally {
    terminal.close()
  }
}
