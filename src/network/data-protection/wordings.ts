import { createHash } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Line } from './contract.ts'
import { list_standing } from './words-of-registers.ts'

export type Wording = {
  purpose: string
  version: number
  text: string
  digest: string
  said_name: string
  said_at: string
}

export const digest_wording = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

type Row = Omit<Wording, 'said_at'> & { said_at: Date }

/** Every wording of every purpose, the latest first. */
export const list_wordings = async (sql: Sql, facility: string): Promise<Wording[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT purpose, version, text, digest, said_name, said_at FROM privacy.wording WHERE facility = $1
     ORDER BY purpose, version DESC`,
    [facility],
  )
  return rows.map((row) => ({ ...row, said_at: local_time(row.said_at) }))
}

/** @throws 404 a purpose that is not in the register, 422 one whose basis is not consent */
export const get_consented_purpose = async (sql: Sql, facility: string, purpose: string): Promise<Line> => {
  const line = (await list_standing(sql, facility, 'purpose')).find(({ id }) => id === purpose)
  if (!line) throw fail.not_found('Sổ mục đích không có mục này')
  if (line.body['basis'] !== 'consent')
    throw fail.rule('Mục đích này không dựa trên sự đồng ý nên không hỏi đồng ý; xem cơ sở pháp lý trong sổ', 'purpose')
  return line
}

/** The law asks that a person is told that the data are sensitive (Luật 91/2025 Điều 9; NĐ 356/2025 Điều 6). */
const says_sensitive = /nhạy cảm/i

/** A further wording of what a person agrees to; earlier ones stay with the consents given to them. @returns its version */
export const put_wording = async (
  sql: Sql,
  caller: Caller,
  { purpose, text: typed }: { purpose: string; text: string },
): Promise<number> => {
  const { facility, actor } = caller
  await get_consented_purpose(sql, facility, purpose)
  const text = typed.normalize('NFC').trim()
  if (text.length < 40) throw fail.value('Lời hỏi quá ngắn để người bệnh hiểu mình đồng ý điều gì', 'text')
  if (!says_sensitive.test(text))
    throw fail.rule('Lời hỏi phải nói rõ đây là dữ liệu nhạy cảm (NĐ 356/2025/NĐ-CP Điều 6)', 'text')
  const [latest] = (await list_wordings(sql, facility)).filter((one) => one.purpose === purpose)
  const digest = digest_wording(text)
  if (latest?.digest === digest) throw fail.conflict('Lời này giống bản đang dùng')
  const version = (latest?.version ?? 0) + 1
  const { row_count } = await sql.query(
    `INSERT INTO privacy.wording (facility, purpose, version, text, digest, said_by, said_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [facility, purpose, version, text, digest, actor.id, actor.name],
  )
  if (row_count === 0) throw fail.version_mismatch('Có người vừa ghi bản mới; hãy tải lại')
  const act = {
    action: 'C',
    interaction: 'privacy-wording',
    type: 'Privacy',
    ref: `wording/${purpose}/${version}`,
  } as const
  await insert_events(sql, [{ caller, act }])
  return version
}
