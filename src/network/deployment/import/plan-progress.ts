import { format_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Milestone } from '../contract.ts'
import { keep_progress, read_progress } from '../plan/progress.ts'
import { missing_proof } from '../plan/proof.ts'
import { name_of_step, step_ids, type StepId } from '../programme/steps.ts'
import { attempt, number_in, text_in, type Deed, type Fault, type Planned, type Planner, type Room } from './deeds.ts'
import type { Values } from './read-rows.ts'

const day_faults = (on: string, { programme, today }: Room): Fault[] => [
  ...(on > today ? [{ column: 'on', words: `ngày ${format_date(on)} ở tương lai` }] : []),
  ...(on < programme.from_day
    ? [
        {
          column: 'on',
          words: `ngày ${format_date(on)} trước khi chương trình bắt đầu (${format_date(programme.from_day)})`,
        },
      ]
    : []),
]

const no_plan = 'kế hoạch của cơ sở chưa được duyệt, nên chưa báo tiến độ được; hãy duyệt kế hoạch hoặc bỏ dòng này'

/** What a step called done still lacks: the Sở may say it all the same, with what it goes by in the row itself. */
const say_missing = (
  step: StepId,
  missing: string,
  evidence: string | undefined,
): { faults: Fault[]; warnings: Fault[] } => {
  const lack = `ghi 100 % nhưng chưa đủ chứng cứ: ${missing}`
  return evidence === undefined
    ? {
        faults: [{ column: step, words: `${lack}; hãy ghi văn bản, biên bản ở cột “Căn cứ”, hoặc để dưới 100 %` }],
        warnings: [],
      }
    : { faults: [], warnings: [{ column: step, words: `${lack}; ghi theo lời Sở: “${evidence}”` }] }
}

/** Of 100 % it asks what proves it, as whoever reports from the facility is asked. */
export const plan_progress = (sql: Sql, known: Milestone[], room: Room): Planner => {
  const { programme, today } = room
  const row = async (facility: string, values: Values): Promise<Planned> => {
    const on = text_in(values, 'on') ?? today
    const given = text_in(values, 'evidence')
    const evidence = given ?? text_in(values, 'note') ?? 'Theo bảng của Sở'
    const mine = known.filter((one) => one.facility === facility)
    const says_any = step_ids.some((step) => values[step] !== undefined)
    const faults = says_any ? day_faults(on, room) : []
    const warnings: Fault[] = []
    const deeds: Deed[] = []
    if (says_any && mine.length === 0) faults.push({ words: no_plan })
    for (const step of step_ids) {
      const percent = number_in(values, step)
      const before = mine.find((one) => one.step === step)?.percent
      if (percent === undefined || percent === before) continue
      const read = attempt(() => read_progress({ step, percent, on, evidence }), { percent: step })
      faults.push(...read.faults)
      if (read.value === undefined) continue
      const said = read.value
      const missing = percent === 100 && mine.length > 0 ? await missing_proof(sql, facility, step, on) : ''
      if (missing !== '') {
        const lack = say_missing(step, missing, given)
        faults.push(...lack.faults)
        warnings.push(...lack.warnings)
      }
      deeds.push({
        words: `${name_of_step(step)}: ${before ?? 0} → ${percent} %${missing === '' ? '' : ' theo lời Sở'}`,
        run: (within, caller) => keep_progress(within, caller, { facility, programme }, said, today),
      })
    }
    return { deeds, faults, warnings, subjects: [{ key: facility, words: '' }] }
  }
  return { row }
}
