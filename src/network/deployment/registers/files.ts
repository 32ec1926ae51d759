import { createHash, randomUUID } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { EntryLine } from '../contract.ts'
import { note } from '../scope.ts'
import { get_entry } from './entries.ts'
import { type_of_file } from './file-type.ts'
import { get_register } from './registers.ts'

export const file_max_bytes = 20_000_000
const files_per_entry_max = 20

const tidy_name = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(-150)
    .trim() || 'tep'

export type KeptFile = { id: string; name: string; content_type: string; size: number; sha256: string }

type Place = { facility: string; entry: string }
type Given = Place & { name: string; bytes: Uint8Array }

/** Whether a file may be added to this line now; asked before it is scanned, and again when it is kept. @throws 404, 409 */
export const check_room = async (sql: Sql, { facility, entry }: Place): Promise<EntryLine['files']> => {
  const of = await get_entry(sql, facility, entry)
  if (!get_register(of.kind).takes_files) throw fail.conflict('Dòng này không kèm tệp')
  if (!['open', 'returned', 'recorded', 'submitted'].includes(of.state))
    throw fail.conflict('Văn bản đã được quyết định; hãy sửa dòng này trước khi thay tệp')
  if (of.files.length >= files_per_entry_max) throw fail.conflict(`Mỗi dòng tối đa ${files_per_entry_max} tệp`)
  return of.files
}

export const add_file = async (
  sql: Sql,
  caller: Caller,
  { facility, entry, name, bytes }: Given,
): Promise<KeptFile> => {
  if (bytes.length === 0) throw fail.value('Tệp trống', 'file')
  if (bytes.length > file_max_bytes) throw fail.too_large('Tệp lớn hơn 20 MB; hãy quét lại nhẹ hơn hoặc chia nhỏ')
  const others = await check_room(sql, { facility, entry })
  const kept = {
    ...{ id: randomUUID(), name: tidy_name(name), content_type: type_of_file(bytes, name), size: bytes.length },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  if (others.some(({ sha256 }) => sha256 === kept.sha256)) throw fail.conflict('Tệp này đã có ở đây')
  await sql.query(
    `INSERT INTO deployment.file (facility, id, entry, name, content_type, size, sha256, bytes, added_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [facility, kept.id, entry, kept.name, kept.content_type, kept.size, kept.sha256, bytes, caller.actor.name],
  )
  await note(sql, caller, 'file-added', `Organization/${facility}`, `${entry} ${kept.sha256}`)
  return kept
}

/** The bytes as they came; what does not agree with its digest is not given out. */
export const get_file = async (sql: Sql, facility: string, id: string): Promise<KeptFile & { bytes: Buffer }> => {
  const { rows } = await sql.query<KeptFile & { bytes: Buffer }>(
    'SELECT id, name, content_type, size, sha256, bytes FROM deployment.file WHERE facility = $1 AND id = $2',
    [facility, id],
  )
  const [file] = rows
  if (!file) throw fail.not_found('Không có tệp này')
  if (createHash('sha256').update(file.bytes).digest('hex') !== file.sha256)
    throw fail.unavailable('Tệp đang lưu không còn khớp với dấu của nó; báo người vận hành trục')
  return file
}
