import { createHash, randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { as_oversight } from '../monitor/index.ts'
import { figure_names, table_names } from './catalogue.ts'
import type { FileForm, Head, PeriodWish, ReportLine, Snapshot } from './contract.ts'
import { to_document, type ReportDocument } from './document.ts'
import { gather } from './gather.ts'
import type { ReportOffice } from './office.ts'
import { read_period } from './period.ts'
import { to_docx } from './render/to-docx.ts'
import { to_pdf } from './render/to-pdf.ts'
import { to_xlsx } from './render/to-xlsx.ts'
import { check_template, get_template } from './templates.ts'
import { parse_line, parse_template } from './template/parse.ts'

/** Of the rules by which a snapshot becomes a document. */
const edition = '2026.11-2'

export type ReportWish = {
  template: string
  period: PeriodWish
  /** Of the Sở's registry, when it is known already. */
  number: string
  dated?: string
  /** For a preview: the template as it stands in the editor. */
  draft?: { head: Head; body: string }
}

const names = { figures: figure_names, tables: table_names }

/** Asks every source once, within one transaction of the Sở. Nothing is kept. @throws 422 */
export const take_snapshot = async (office: ReportOffice, caller: Caller, wish: ReportWish): Promise<Snapshot> => {
  const { database, letterhead, sources } = office
  const today = office.today()
  return as_oversight(database, caller, async (sql) => {
    const kept = await get_template(sql, caller.facility, wish.template, letterhead)
    const { head, body } = wish.draft ?? kept
    check_template(head, body)
    if (!head.period_kinds.includes(wish.period.kind))
      throw fail.rule('Mẫu này không lập cho loại kỳ đã chọn', 'period.kind')
    const period = read_period(wish.period, head.closing, today)
    const used = parse_template(body, names)
    const wanted = { tables: used.tables, figures: [...used.figures, ...parse_line(head.subject, names).figures] }
    const gathered = await gather(sql, sources, wanted, period)
    return {
      ...{ edition, template: kept.slug, version: kept.version, head, body, period, ...gathered },
      ...{ number: wish.number.trim(), dated: wish.dated ?? today },
      ...{ made_at: new Date().toISOString(), made_name: caller.actor.name },
    }
  })
}

/** Figures that nobody tells yet: the report says so, and so does whoever makes it. */
export const missing_in = ({ figures, tables }: Snapshot): string[] => [
  ...figures.flatMap(({ label, value }) => (value === null ? [label] : [])),
  ...tables.flatMap(({ label, why }) => (why === '' ? [] : [`Bảng: ${label}`])),
]

const draw: Record<FileForm, (document: ReportDocument) => Promise<Uint8Array>> = {
  docx: to_docx,
  pdf: to_pdf,
  xlsx: to_xlsx,
}
export const forms: FileForm[] = ['docx', 'pdf', 'xlsx']

export type ReportFile = { form: FileForm; bytes: Uint8Array; sha256: string }

/** All three forms of a snapshot: the same bytes each time. */
export const draw_files = (snapshot: Snapshot): Promise<ReportFile[]> => {
  const document = to_document(snapshot)
  return Promise.all(
    forms.map(async (form) => {
      const bytes = await draw[form](document)
      return { form, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

/** The files of a kept report, drawn again. @throws 422 for one made by other rules of drawing: its kept bytes stand */
export const draw_again = (snapshot: Snapshot): Promise<ReportFile[]> => {
  if (snapshot.edition !== edition)
    throw fail.rule(
      `Báo cáo này vẽ theo bản ${snapshot.edition}, phần mềm đang dùng bản ${edition}: không vẽ lại đúng từng byte; tệp đã lưu vẫn nguyên`,
    )
  return draw_files(snapshot)
}

/** Makes a report and keeps it: figures, bytes, digests. @throws 403, 422 */
export const make_report = async (office: ReportOffice, caller: Caller, wish: ReportWish): Promise<string> => {
  const snapshot = await take_snapshot(office, caller, wish)
  if (missing_in(snapshot).length === snapshot.figures.length + snapshot.tables.length)
    throw fail.rule('Không số liệu nào của mẫu này có nguồn trong kỳ; báo cáo sẽ trống, nên không lập')
  const files = await draw_files(snapshot)
  const id = randomUUID()
  const { subject } = to_document(snapshot)
  const { facility } = caller
  await as_oversight(
    office.database,
    caller,
    async (sql) => {
      await sql.query(
        `INSERT INTO oversight_report.report (facility, id, template, version, title, period, snapshot, made_by, made_name,
           made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[facility, id, snapshot.template, snapshot.version, subject, JSON.stringify(snapshot.period)],
          ...[JSON.stringify(snapshot), caller.actor.id, caller.actor.name, snapshot.made_at],
        ],
      )
      for (const { form, sha256, bytes } of files)
        await sql.query(
          'INSERT INTO oversight_report.file (facility, report, form, sha256, bytes) VALUES ($1, $2, $3, $4, $5)',
          [facility, id, form, sha256, bytes],
        )
      const act = {
        action: 'C',
        interaction: 'report-made',
        type: 'OversightReport',
        ref: id,
        detail: subject,
      } as const
      await insert_events(sql, [{ caller, act }])
    },
    'board.write',
  )
  return id
}

type Row = Omit<ReportLine, 'made_at'> & { made_at: Date }

const shown_max = 200

export const list_reports = async (sql: Sql, facility: string): Promise<ReportLine[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT r.id, r.template, r.version, r.title, r.period, r.made_name, r.made_at,
       (SELECT jsonb_agg(jsonb_build_object('form', f.form, 'sha256', f.sha256, 'size', length(f.bytes)) ORDER BY f.form)
        FROM oversight_report.file AS f WHERE f.facility = r.facility AND f.report = r.id) AS files
     FROM oversight_report.report AS r WHERE r.facility = $1 ORDER BY r.made_at DESC LIMIT ${shown_max}`,
    [facility],
  )
  return rows.map((row) => ({ ...row, made_at: row.made_at.toISOString() }))
}

/** @throws 404 */
export const get_snapshot = async (sql: Sql, facility: string, id: string): Promise<Snapshot> => {
  const { rows } = await sql.query<{ snapshot: Snapshot }>(
    'SELECT snapshot FROM oversight_report.report WHERE facility = $1 AND id = $2',
    [facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có báo cáo này')
  return rows[0].snapshot
}

/** As it was made. @throws 404 */
export const get_file = async (
  sql: Sql,
  facility: string,
  id: string,
  form: string,
): Promise<{ bytes: Buffer; sha256: string }> => {
  const { rows } = await sql.query<{ bytes: Buffer; sha256: string }>(
    'SELECT bytes, sha256 FROM oversight_report.file WHERE facility = $1 AND report = $2 AND form = $3',
    [facility, id, form],
  )
  if (!rows[0]) throw fail.not_found('Không có tệp này')
  return rows[0]
}
