import { fail } from '../../base/outcome/index.ts'
import { day, group, text, whole } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { extension_url, find_extension, list_of, printed, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { LabQuality } from './contract.ts'

/** Levels of QĐ 2429/QĐ-BYT 2017 (from memory; the decision a house names counts): 1 to 5. */
const level_max = 5

export const lab_quality_shape = group<LabQuality>('mức chất lượng phòng xét nghiệm', {
  level: whole('mức'),
  decision: text('quyết định', 300),
  valid_from: day('ngày hiệu lực'),
})

export const find_lab_quality = async (sql: Sql, facility: string): Promise<LabQuality | null> =>
  (
    await sql.query<{ lab_quality: LabQuality | null }>(
      'SELECT lab_quality FROM health_book.setting WHERE facility = $1',
      [facility],
    )
  ).rows[0]?.lab_quality ?? null

export const view_lab_quality = (store: Store, caller: Caller): Promise<LabQuality | null> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, ({ sql }) => find_lab_quality(sql, caller.facility))
}

/** What results published from now on say of the laboratory; null: nothing. @throws 422 without the decision it rests on */
export const put_lab_quality = (store: Store, caller: Caller, wish: LabQuality | null): Promise<void> => {
  demand(caller, 'exchange.manage')
  if (wish && wish.decision.trim() === '')
    throw fail.value('Cần ghi văn bản công nhận mức (số quyết định, cơ quan)', 'decision')
  if (wish && (wish.level < 1 || wish.level > level_max))
    throw fail.value(`Mức chất lượng phòng xét nghiệm từ 1 đến ${level_max}`, 'level')
  const { facility } = caller
  return store.unit(caller, async (unit) => {
    await unit.sql.query(
      `INSERT INTO health_book.setting (facility, lab_quality) VALUES ($1, $2)
       ON CONFLICT (facility) DO UPDATE SET lab_quality = $2`,
      [facility, wish && JSON.stringify(wish)],
    )
    const detail = wish ? `mức ${wish.level}, ${wish.decision}` : 'không ghi mức nào'
    const ref = `Organization/${facility}`
    unit.note({ action: 'U', interaction: 'lab-quality', type: 'Organization', ref, detail })
  })
}

/** On the report as it is shared: its own word where it has one, else the house's. */
export const with_lab_quality = (report: Resource, quality: LabQuality | null): Resource => {
  if (!quality || find_extension(report, extension_url.lab_quality)) return report
  const { level, decision, valid_from } = quality
  const extension = {
    url: extension_url.lab_quality,
    extension: [
      { url: 'level', valueInteger: level },
      { url: 'decision', valueString: decision },
      { url: 'valid-from', valueDate: valid_from },
    ],
  }
  return { ...report, extension: [...list_of(report['extension']), extension] }
}

/** “Mức 3 (QĐ 12/QĐ-SYT ngày 01/02/2026)”; '' where the report does not say it. */
export const say_lab_quality = (report: Resource | undefined): string => {
  const parts = list_of(find_extension(report, extension_url.lab_quality)?.['extension'])
  const part = (url: string) => parts.find((one) => one['url'] === url)
  const level = part('level')?.['valueInteger']
  if (level === undefined) return ''
  const decision = text_of(part('decision')?.['valueString'])
  return `Mức ${printed(level)}${decision === undefined ? '' : ` (${decision})`}`
}
