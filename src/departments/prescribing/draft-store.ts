import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_drugs } from './catalogue/search-drugs.ts'
import { empty_draft, type DraftBody } from './contract.ts'

export type StoredDraft = { revision: number; body: DraftBody; author: string; author_name: string }

export const find_draft = async (sql: Sql, facility: string, encounter: string): Promise<StoredDraft> =>
  (
    await sql.query<StoredDraft>(
      'SELECT revision, body, author, author_name FROM prescribing.draft WHERE facility = $1 AND encounter = $2',
      [facility, encounter],
    )
  ).rows[0] ?? { revision: 0, body: empty_draft, author: '', author_name: '' }

/** What others typed meanwhile is not overwritten: a save that had not seen it gets it back. */
export const put_draft = async (
  sql: Sql,
  caller: Caller,
  encounter: string,
  seen: number,
  body: DraftBody,
): Promise<number> => {
  const values = [
    caller.facility,
    encounter,
    seen,
    caller.actor.id,
    caller.actor.name,
    JSON.stringify(body),
    new Date(),
  ]
  const { rows } =
    seen === 0
      ? await sql.query<{ revision: number }>(
          `INSERT INTO prescribing.draft (facility, encounter, revision, author, author_name, body, saved_at)
           VALUES ($1, $2, $3::int + 1, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING revision`,
          values,
        )
      : await sql.query<{ revision: number }>(
          `UPDATE prescribing.draft SET revision = revision + 1, author = $4, author_name = $5, body = $6, saved_at = $7
           WHERE facility = $1 AND encounter = $2 AND revision = $3 RETURNING revision`,
          values,
        )
  if (rows[0]) return rows[0].revision
  const there = await find_draft(sql, caller.facility, encounter)
  throw fail.conflict(
    there.revision === 0
      ? 'Đơn nháp này đã được ký hoặc bỏ; hãy tải lại'
      : `${there.author_name} vừa sửa đơn nháp này; hãy xem bản mới rồi gõ tiếp`,
    { revision: there.revision, body: there.body },
  )
}

export const drop_draft = async (sql: Sql, facility: string, encounter: string): Promise<void> => {
  await sql.query('DELETE FROM prescribing.draft WHERE facility = $1 AND encounter = $2', [facility, encounter])
}

/**
 * The screen sends drugs as it saw them; what counts is the list in force: ingredients, kind and control come from there.
 * @throws 422 for a drug that is in it no more
 */
export const from_catalogue = async (sql: Sql, body: DraftBody, day: string): Promise<DraftBody> => {
  const known = await find_drugs(
    sql,
    body.lines.map(({ drug }) => drug.code),
    day,
  )
  return {
    ...body,
    lines: body.lines.map((line, i) => {
      const drug = known.get(line.drug.code)
      if (!drug)
        throw fail.value(
          `“${line.drug.brand || line.drug.ingredient}” không còn trong danh mục thuốc đang dùng; hãy chọn thuốc khác`,
          `lines[${i}].drug`,
        )
      return { ...line, drug }
    }),
  }
}
