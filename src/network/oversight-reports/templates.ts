import { fail, type Issue } from '../../base/outcome/index.ts'
import { Failure } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { builtin_templates, type Letterhead } from './builtin.ts'
import { figure_names, table_names } from './catalogue.ts'
import type { Head, Template } from './contract.ts'
import { parse_line, parse_template } from './template/parse.ts'

type Row = Omit<Template, 'at'> & { at: Date }

const columns = 'slug, version, head, body, note, changed_name, at'
const to_template = (row: Row): Template => ({ ...row, at: row.at.toISOString() })

/** The newest version of each; what the Sở never changed stands as it came with the program. */
export const list_templates = async (sql: Sql, facility: string, letterhead: Letterhead): Promise<Template[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT DISTINCT ON (slug) ${columns} FROM oversight_report.template WHERE facility = $1 ORDER BY slug, version DESC`,
    [facility],
  )
  const own = new Map(rows.map((row) => [row.slug, to_template(row)]))
  const shipped = builtin_templates(letterhead).map((one) => own.get(one.slug) ?? one)
  const known = new Set(shipped.map(({ slug }) => slug))
  return [...shipped, ...[...own.values()].filter(({ slug }) => !known.has(slug))]
}

/** Every version, the newest first; the one that came with the program last. */
export const list_versions = async (
  sql: Sql,
  facility: string,
  slug: string,
  letterhead: Letterhead,
): Promise<Template[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT ${columns} FROM oversight_report.template WHERE facility = $1 AND slug = $2 ORDER BY version DESC`,
    [facility, slug],
  )
  return [...rows.map(to_template), ...builtin_templates(letterhead).filter((one) => one.slug === slug)]
}

/** @throws 404 */
export const get_template = async (
  sql: Sql,
  facility: string,
  slug: string,
  letterhead: Letterhead,
): Promise<Template> => {
  const [newest] = await list_versions(sql, facility, slug, letterhead)
  if (!newest) throw fail.not_found(`Không có mẫu báo cáo “${slug.slice(0, 60)}”`)
  return newest
}

/** @throws 422 with line and word of everything that is wrong */
export const check_template = (head: Head, body: string): void => {
  const names = { figures: figure_names, tables: table_names }
  const in_head = parse_line(head.subject, names).faults.map(({ message }) => ({ message, expression: 'head.subject' }))
  const in_body = parse_template(body, names).faults.map(({ message, line }) => ({
    message,
    expression: `body.${line}`,
  }))
  const issues = [...in_head, ...in_body].map((one): Issue => ({ severity: 'error', code: 'value', ...one }))
  if (body.trim() === '')
    issues.push({ severity: 'error', code: 'required', message: 'Mẫu chưa có nội dung', expression: 'body' })
  if (issues.length > 0) throw new Failure(422, issues)
}

export type TemplateChange = { seen_version: number; head: Head; body: string; note: string }

/** A change is a new version; whoever had not seen the last one is told so. @throws 409, 422 */
export const save_template = async (
  sql: Sql,
  caller: Caller,
  slug: string,
  { seen_version, head, body, note }: TemplateChange,
  letterhead: Letterhead,
): Promise<number> => {
  if (!/^[a-z0-9][a-z0-9-]{1,59}$/.test(slug))
    throw fail.value('Mã mẫu gồm chữ thường không dấu, số và gạch nối', 'slug')
  check_template(head, body)
  const { facility } = caller
  await sql.query("SELECT pg_advisory_xact_lock(hashtext('oversight_report.template'), hashtext($1))", [slug])
  const [newest] = await list_versions(sql, facility, slug, letterhead)
  const standing = newest?.version ?? -1
  if (newest && standing !== seen_version)
    throw fail.conflict(`${newest.changed_name} vừa sửa mẫu này (bản ${standing}); xem lại trước khi lưu`)
  const version = Math.max(standing, 0) + 1
  await sql.query(
    `INSERT INTO oversight_report.template (facility, slug, version, head, body, note, changed_by, changed_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [facility, slug, version, JSON.stringify(head), body, note.trim(), caller.actor.id, caller.actor.name],
  )
  const act = {
    action: 'U',
    interaction: 'report-template',
    type: 'ReportTemplate',
    ref: `${slug}/${version}`,
  } as const
  await insert_events(sql, [{ caller, act }])
  return version
}
