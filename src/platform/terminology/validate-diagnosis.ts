import type { Issue } from '../../base/outcome/index.ts'
import { format_date } from '../../base/time/index.ts'
import type { Sql } from '../database/index.ts'
import { to_concept } from './concept-row.ts'
import type { DiagnosisRequest } from './contract.ts'
import { judge_concept } from './judge.ts'
import { lookup_rows } from './lookup.ts'
import { code_key } from './normalise.ts'

type OtherVersion = { version: string; code: string; valid_from: string }

const unknown_code = async (sql: Sql, { code, on_date }: DiagnosisRequest): Promise<Issue> => {
  const { rows } = await sql.query<OtherVersion>(
    `SELECT v.version, c.code, to_char(v.valid_from, 'YYYY-MM-DD') AS valid_from
     FROM terminology.concept c JOIN terminology.catalogue_version v ON v.id = c.version_id
     WHERE v.catalogue = 'icd10' AND c.code_key = $1 AND NOT v.is_starter ORDER BY v.valid_from DESC LIMIT 1`,
    [code_key(code)],
  )
  const other = rows[0]
  const hint = other ? `; mã này có trong bản “${other.version}” áp dụng từ ${format_date(other.valid_from)}` : ''
  return {
    severity: 'error',
    code: 'code-invalid',
    message: `Mã ${code} không có trong danh mục ICD-10 áp dụng ngày ${format_date(on_date)}${hint}`,
  }
}

/**
 * What stands against a diagnosis code in its place (EMR-23). The list is that of `on_date`, the visit's end date; closed
 * records are not judged again by a newer list. An empty answer means nothing stands against it.
 */
export const validate_diagnosis = async (sql: Sql, request: DiagnosisRequest): Promise<Issue[]> => {
  const [row] = await lookup_rows(sql, { catalogue: 'icd10', codes: [request.code], on_date: request.on_date })
  if (!row) return [await unknown_code(sql, request)]
  return judge_concept(to_concept(row), request, row.has_flags)
}
