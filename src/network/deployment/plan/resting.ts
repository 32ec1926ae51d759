import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { step_ids, type StepId } from '../programme/steps.ts'
import { note } from '../scope.ts'
import { settle } from './progress.ts'
import { missing_proof } from './proof.ts'
import { proving_kinds } from './register-proof.ts'

/** A step said done, and what its registers lack today. */
export type Resting = { facility: string; programme: string; step: StepId; evidence: string; missing: string }
type Row = Omit<Resting, 'missing' | 'step'> & { step: string }

const with_missing = async (sql: Sql, rows: Row[], today: string): Promise<Resting[]> => {
  const resting: Resting[] = []
  for (const row of rows) {
    const step = step_ids.find((id) => id === row.step)
    if (step) resting.push({ ...row, step, missing: await missing_proof(sql, row.facility, step, today) })
  }
  return resting
}

/** Steps of a facility that are done and proved by a register of this kind. */
export const find_resting = async (
  sql: Sql,
  { facility, kind, today }: { facility: string; kind: string; today: string },
): Promise<Resting[]> => {
  const proved = step_ids.filter((step) => proving_kinds[step]?.includes(kind))
  if (proved.length === 0) return []
  const { rows } = await sql.query<Row>(
    `SELECT facility, programme, step, evidence FROM deployment.milestone
     WHERE facility = $1 AND step = ANY ($2) AND percent = 100 AND lacks = ''`,
    [facility, proved],
  )
  return with_missing(sql, rows, today)
}

type Word = { today: string; lacks: string; by: string }

/** One more word beside the earlier ones: still done, by what it rests on now. */
export const keep_word = async (sql: Sql, one: Resting, { today, lacks, by }: Word): Promise<void> => {
  const { facility, programme, step, evidence } = one
  await sql.query(
    `INSERT INTO deployment.progress (facility, programme, step, day, percent, evidence, said_by, lacks)
     VALUES ($1, $2, $3, $4, 100, $5, $6, $7)`,
    [facility, programme, step, today, evidence, by, lacks],
  )
  await settle(sql, { facility, programme }, { step, evidence }, by)
}

const by_registers = 'Trục: sổ đã đủ căn cứ'

/**
 * Steps that rest on the Sở's word alone: where the registers or the hub's counts prove them by now, the mark goes, and a dated
 * word says so. Of one facility, or of all that the wall shows. @returns how many
 */
export const take_proofs = async (
  sql: Sql,
  caller: Caller,
  { today, facility }: { today: string; facility?: string },
): Promise<number> => {
  const { rows } = await sql.query<Row>(
    `SELECT facility, programme, step, evidence FROM deployment.milestone
     WHERE lacks <> '' AND percent = 100 AND ($1::text IS NULL OR facility = $1)`,
    [facility ?? null],
  )
  const proved = (await with_missing(sql, rows, today)).filter(({ missing }) => missing === '')
  for (const one of proved) {
    await keep_word(sql, one, { today, lacks: '', by: by_registers })
    await note(sql, caller, 'progress-proved', `Organization/${one.facility}`, `${one.programme} ${one.step}`)
  }
  return proved.length
}
