import { createHash, randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { note } from '../scope.ts'
import { get_entry } from './entries.ts'
import { get_register } from './registers.ts'

export const file_max_bytes = 20_000_000
const files_per_entry_max = 20

const begins = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, i) => bytes[i] === byte)

const office_types: [string, string][] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
]

/** Names only: nothing is unpacked. */
const names_in = (bytes: Uint8Array): string[] => {
  const names: string[] = []
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name)
        return false
      },
    })
  } catch {
    throw fail.value('Tệp hỏng hoặc chưa tải xong', 'file')
  }
  return names
}

/** By its bytes, not by its name. @throws 422 for anything else than PDF, picture, Word or Excel without macros */
export const type_of_file = (bytes: Uint8Array): string => {
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const names = names_in(bytes)
    if (names.some((name) => /vbaProject\.bin$/i.test(name)))
      throw fail.value('Tệp có macro không được nhận; hãy lưu lại dạng .docx hoặc .xlsx', 'file')
    const type = office_types.find(([part]) => names.includes(part))
    if (type) return type[1]
  }
  throw fail.value('Chỉ nhận PDF, ảnh PNG/JPEG, Word (.docx) và Excel (.xlsx)', 'file')
}

const tidy_name = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(-150)
    .trim() || 'tep'

export type KeptFile = { id: string; name: string; content_type: string; size: number; sha256: string }

export const add_file = async (
  sql: Sql,
  caller: Caller,
  { facility, entry, name, bytes }: { facility: string; entry: string; name: string; bytes: Uint8Array },
): Promise<KeptFile> => {
  if (bytes.length === 0) throw fail.value('Tệp trống', 'file')
  if (bytes.length > file_max_bytes) throw fail.too_large('Tệp lớn hơn 20 MB; hãy quét lại nhẹ hơn hoặc chia nhỏ')
  const of = await get_entry(sql, facility, entry)
  if (!get_register(of.kind).takes_files) throw fail.conflict('Dòng này không kèm tệp')
  if (!['open', 'returned', 'recorded', 'submitted'].includes(of.state))
    throw fail.conflict('Văn bản đã được quyết định; hãy sửa dòng này trước khi thay tệp')
  if (of.files.length >= files_per_entry_max) throw fail.conflict(`Mỗi dòng tối đa ${files_per_entry_max} tệp`)
  const kept = {
    ...{ id: randomUUID(), name: tidy_name(name), content_type: type_of_file(bytes), size: bytes.length },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  if (of.files.some(({ sha256 }) => sha256 === kept.sha256)) throw fail.conflict('Tệp này đã có ở đây')
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
