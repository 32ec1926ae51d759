import type { Sql } from '../../platform/database/index.ts'
import type { Answered, Assessment, AssessmentKind, AssessmentLine, Change } from './contract.ts'
import { stand } from './level.ts'

/** As it is signed, sent and kept. */
export type AssessmentWord = {
  facility: string
  id: string
  as_of: string
  kind: AssessmentKind
  year: number | null
  criteria: string
  answers: Answered[]
  level: number
  decision: string
  rerating: string | null
  made_at: string
  made_name: string
  software: string
}

export type AssessmentRow = Omit<AssessmentWord, 'made_at'> & {
  made_at: Date
  jws: string | null
  sent_at: Date | null
}

export const assessment_columns = `facility, id, as_of::text AS as_of, kind, year, criteria, answers, level, decision, rerating,
  made_at, made_name, software, jws, sent_at`

export const insert_assessment = async (sql: Sql, word: AssessmentWord, jws: string | null): Promise<void> => {
  await sql.query(
    `INSERT INTO it_level.assessment (facility, id, as_of, kind, year, criteria, answers, level, decision, rerating, made_at,
       made_name, software, jws) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[word.facility, word.id, word.as_of, word.kind, word.year, word.criteria, JSON.stringify(word.answers)],
      ...[word.level, word.decision, word.rerating, word.made_at, word.made_name, word.software, jws],
    ],
  )
  if (word.rerating !== null)
    await sql.query(
      'UPDATE it_level.rerating SET answered_by = $3 WHERE facility = $1 AND id = $2 AND answered_by IS NULL',
      [word.facility, word.rerating, word.id],
    )
}

export const line_of = (row: AssessmentRow): AssessmentLine => ({
  ...{ facility: row.facility, id: row.id, as_of: row.as_of, kind: row.kind, year: row.year, level: row.level },
  ...{ decision: row.decision, made_at: row.made_at.toISOString(), made_name: row.made_name, software: row.software },
  signed: row.jws !== null,
  sent_at: row.sent_at?.toISOString() ?? null,
})

const history_max = 60

/** The newest first. */
export const list_assessments = async (sql: Sql, facility: string): Promise<AssessmentRow[]> =>
  (
    await sql.query<AssessmentRow>(
      `SELECT ${assessment_columns} FROM it_level.assessment WHERE facility = $1 ORDER BY made_at DESC LIMIT ${history_max}`,
      [facility],
    )
  ).rows

/** The newest, if the facility's own software signed it: then nothing typed at the hub may take its place. */
export const rates_elsewhere = ([newest]: AssessmentRow[]): AssessmentRow | undefined =>
  newest !== undefined && newest.jws !== null ? newest : undefined

/** What became otherwise: criteria that are judged in both. */
export const compare = (before: Answered[], after: Answered[]): Change[] => {
  const earlier = new Map(before.map(({ criterion, answer }) => [criterion, answer]))
  return after.flatMap(({ criterion, answer, says }) => {
    const was = earlier.get(criterion)
    return was === undefined || was === answer ? [] : [{ criterion, before: was, after: answer, says }]
  })
}

/** One assessment and how it differs from the one before it. */
export const view_assessment = async (sql: Sql, facility: string, id: string): Promise<Assessment | undefined> => {
  const rows = await list_assessments(sql, facility)
  const at = rows.findIndex((row) => row.id === id)
  const row = rows[at]
  if (!row) return undefined
  return {
    ...line_of(row),
    answers: row.answers,
    standing: stand(row.answers, row.as_of),
    changes: compare(rows[at + 1]?.answers ?? [], row.answers),
  }
}
