import type { Database, Sql } from '../../platform/database/index.ts'
import type { Office } from '../mailbox/index.ts'
import type { StepLine } from './contract.ts'
import { judges, type Outcome, type Patience } from './judge.ts'
import { post_partner_letter, answer_as_partner, type Partner } from './partner.ts'
import { close_run } from './report.ts'
import { find_run, save_run, take_run, type RunRow } from './run-row.ts'

export type Rooms = { database: Database; office: Office; partner: Partner; patience: Patience }

/** A little ahead, so that every server process has read of it when it begins. */
const silence_lead_s = 2

const end = (step: StepLine, { passed, says }: Outcome, at: Date): void => {
  step.state = passed ? 'passed' : 'failed'
  step.says = says
  step.ended_at = at.toISOString()
}

const begin = (run: RunRow, step: StepLine, { silence_s }: Patience): void => {
  step.state = 'open'
  step.started_at = run.now.toISOString()
  if (step.code !== 'return') return
  run.silent_from = new Date(run.now.getTime() + silence_lead_s * 1_000)
  run.silent_until = new Date(run.silent_from.getTime() + silence_s * 1_000)
}

const too_late = ({ code }: StepLine): Outcome => ({
  passed: false,
  says:
    code === 'bad-signature'
      ? 'Quá hạn: thư ký sai không bị từ chối; nơi gửi không biết phải làm gì.'
      : 'Quá hạn mà trục chưa thấy việc này.',
})

/** One step as far as it can be judged now. @returns whether it ended */
const judge_step = async (sql: Sql, run: RunRow, step: StepLine, patience: Patience): Promise<boolean> => {
  if (step.state === 'waiting') begin(run, step, patience)
  const started_at = new Date(step.started_at ?? run.now)
  const outcome = await judges[step.code]({ sql, run, started_at, patience })
  const is_late = run.now.getTime() > started_at.getTime() + patience.step_s * 1_000
  if (outcome) end(step, outcome, run.now)
  else if (is_late) end(step, too_late(step), run.now)
  if (outcome?.letter !== undefined) run.letter = outcome.letter
  return step.ended_at !== null
}

const has_ended = ({ ended_at }: StepLine): boolean => ended_at !== null

/** Judges what can be judged; several steps may end at once. */
const judge_run = async (sql: Sql, { office, patience }: Rooms, run: RunRow): Promise<void> => {
  for (const step of run.steps.filter((one) => !has_ended(one)))
    if (!(await judge_step(sql, run, step, patience))) break
  await save_run(sql, run)
  if (!run.steps.every(has_ended)) return
  const is_passed = run.steps.every(({ state }) => state === 'passed')
  await close_run(sql, office.receipts, run, is_passed ? 'passed' : 'failed')
}

/** How a run stands now, after everything was judged that has arrived. */
export const advance = async (rooms: Rooms, facility: string, id: string): Promise<RunRow | undefined> => {
  const { database, office } = rooms
  const run = await database.in_facility(facility, async (sql) => {
    const taken = await take_run(sql, facility, id)
    if (taken?.state === 'open') await judge_run(sql, rooms, taken)
    if (taken) await answer_as_partner(sql, taken)
    return find_run(sql, facility, id)
  })
  office.poke()
  if (run?.state !== 'open') return run
  const open = run.steps.find((one) => !has_ended(one))
  if (open?.code === 'receive' || open?.code === 'bad-signature') await post_partner_letter(rooms, run, open.code)
  return run
}
