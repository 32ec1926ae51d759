import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import type { StudyManifest } from '../../../standards/dicomweb/index.ts'
import type { StudyLine, StudyState } from '../contract.ts'
import { find_settings } from './pacs-setting.ts'
import { viewer_of } from './viewer.ts'

/** A row of imaging.fetched. */
export type Fetched = {
  patient: string
  study: string
  manifest: StudyManifest
  state: Exclude<StudyState, 'at-source'>
  stored: string[]
  problems: { instance: string; message: string }[]
  message: string
  resource: string | null
  actor_name: string
  at: Date
  is_lent: boolean
}

const columns = `patient, study, manifest, state, stored, problems, message, resource, actor_name, at,
  coalesce(lent_until > now(), false) AS is_lent`

export const find_fetched = async (sql: Sql, facility: string, patients: string[]): Promise<Fetched[]> =>
  (
    await sql.query<Fetched>(
      `SELECT ${columns} FROM imaging.fetched WHERE facility = $1 AND patient = ANY ($2) ORDER BY at DESC`,
      [facility, patients],
    )
  ).rows

/** Its process is gone: what it stored stays, the rest is fetched when somebody presses again. */
const broken = 'Việc lấy ảnh dừng giữa chừng; bấm lấy lại để lấy nốt'

const standing_of = (
  row: Fetched | undefined,
): Pick<StudyLine, 'state' | 'stored' | 'problems' | 'message' | 'by' | 'at'> => {
  if (!row) return { state: 'at-source', stored: 0, problems: [], message: '', by: '', at: '' }
  const is_broken = row.state === 'fetching' && !row.is_lent
  return {
    ...{ state: is_broken ? 'failed' : row.state, message: is_broken ? broken : row.message },
    ...{ stored: row.stored.length, problems: row.problems, by: row.actor_name, at: local_time(row.at) },
  }
}

const once = (words: string[]): string => [...new Set(words)].filter(Boolean).join(', ')

export const to_line = (
  manifest: StudyManifest,
  row: Fetched | undefined,
  { viewer, hindrance }: Pick<StudyLine, 'viewer' | 'hindrance'>,
): StudyLine => ({
  ...{ uid: manifest.uid, title: manifest.description, started: manifest.started },
  modality: once(manifest.series.map(({ modality }) => modality)),
  body_part: once(manifest.series.map(({ body_part }) => body_part)),
  series: manifest.series.length,
  instances: manifest.series.reduce((sum, { instances }) => sum + instances.length, 0),
  ...standing_of(row),
  viewer: row && row.stored.length > 0 ? viewer : '',
  hindrance,
})

const line_of = async (unit: Unit, row: Fetched): Promise<StudyLine> => {
  const settings = await find_settings(unit.sql, unit.caller.facility)
  return to_line(row.manifest, row, { viewer: viewer_of(settings, row.study), hindrance: '' })
}

/** How far a study is. @throws 404 for one nobody here asked for */
export const view_fetched = (store: Store, caller: Caller, patient: string, study: string): Promise<StudyLine> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    const rows = await find_fetched(unit.sql, caller.facility, await charts_of(unit, patient))
    const found = rows.find((one) => one.study === study)
    if (!found) throw fail.not_found('Chưa lấy ca chụp này')
    return line_of(unit, found)
  })
}
