import type { Sql } from '../../platform/database/index.ts'

/** As many lines as one list shows. */
const listed_max = 100

export type MovedFact = { type: string; id: string; version: number }

export type Merge = {
  id: string
  source: string
  target: string
  reason: string
  made_by: string
  made_by_name: string
  made_at: Date
  moved: MovedFact[]
}

type Row = Omit<Merge, 'moved'> & { moved_types: string[]; moved_ids: string[]; moved_versions: number[] }

const to_merge = ({ moved_types, moved_ids, moved_versions, ...row }: Row): Merge => ({
  ...row,
  moved: moved_types.map((type, i) => ({ type, id: moved_ids[i] ?? '', version: moved_versions[i] ?? 0 })),
})

const lists_of = (moved: MovedFact[]): unknown[] => [
  moved.map(({ type }) => type),
  moved.map(({ id }) => id),
  moved.map(({ version }) => version),
]

export const add_merge = async (sql: Sql, facility: string, merge: Merge): Promise<void> => {
  await sql.query(
    `INSERT INTO chart.patient_merge (facility, id, source, target, reason, made_by, made_by_name, made_at, moved_types,
       moved_ids, moved_versions) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[
        facility,
        merge.id,
        merge.source,
        merge.target,
        merge.reason,
        merge.made_by,
        merge.made_by_name,
        merge.made_at,
      ],
      ...lists_of(merge.moved),
    ],
  )
}

/** What came in while the merge was being written, and followed afterwards. */
export const add_moved = async (sql: Sql, facility: string, id: string, moved: MovedFact[]): Promise<void> => {
  await sql.query(
    `UPDATE chart.patient_merge SET moved_types = moved_types || $3::text[], moved_ids = moved_ids || $4::text[],
       moved_versions = moved_versions || $5::integer[] WHERE facility = $1 AND id = $2`,
    [facility, id, ...lists_of(moved)],
  )
}

/** Merges into this chart that stand, the newest first; locked, so that each is undone once. */
export const lock_standing = async (sql: Sql, facility: string, target: string): Promise<Merge[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT id, source, target, reason, made_by, made_by_name, made_at, moved_types, moved_ids, moved_versions
     FROM chart.patient_merge WHERE facility = $1 AND target = $2 AND undone_at IS NULL ORDER BY made_at DESC FOR UPDATE`,
    [facility, target],
  )
  return rows.map(to_merge)
}

export const mark_undone = async (
  sql: Sql,
  facility: string,
  id: string,
  undone: { by: string; by_name: string; at: Date; reason: string },
): Promise<void> => {
  await sql.query(
    `UPDATE chart.patient_merge SET undone_by = $3, undone_by_name = $4, undone_at = $5, undo_reason = $6
     WHERE facility = $1 AND id = $2`,
    [facility, id, undone.by, undone.by_name, undone.at, undone.reason],
  )
}

export type LoggedMerge = Omit<Merge, 'moved'> & {
  moved: number
  undone_by_name: string | null
  undone_at: Date | null
  undo_reason: string | null
}

/** Merges a chart had a part in, or all, the newest first; the two charts themselves are not counted among what moved. @param patient '' for all */
export const list_merges = async (sql: Sql, facility: string, patient: string): Promise<LoggedMerge[]> =>
  (
    await sql.query<LoggedMerge>(
      `SELECT id, source, target, reason, made_by, made_by_name, made_at, cardinality(moved_ids) - 2 AS moved,
         undone_by_name, undone_at, undo_reason
       FROM chart.patient_merge WHERE facility = $1 AND ($2 = '' OR source = $2 OR target = $2)
       ORDER BY made_at DESC LIMIT ${listed_max}`,
      [facility, patient],
    )
  ).rows

/** Charts that were merged into this one and lie in it, those merged into them too. */
export const list_sources = async (sql: Sql, facility: string, target: string): Promise<string[]> =>
  (
    await sql.query<{ source: string }>(
      `WITH RECURSIVE inside AS (
         SELECT source FROM chart.patient_merge WHERE facility = $1 AND target = $2 AND undone_at IS NULL
         UNION
         SELECT m.source FROM chart.patient_merge AS m JOIN inside AS i ON m.target = i.source
         WHERE m.facility = $1 AND m.undone_at IS NULL
       ) SELECT source FROM inside LIMIT ${listed_max}`,
      [facility, target],
    )
  ).rows.map(({ source }) => source)
