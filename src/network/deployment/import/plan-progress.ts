import { format_date } from '../../../base/time/index.ts'
import type { Milestone } from '../contract.ts'
import { keep_progress, read_progress } from '../plan/progress.ts'
import { name_of_step, step_ids } from '../programme/steps.ts'
import { attempt, number_in, text_in, type Deed, type Fault, type Planner, type Room } from './deeds.ts'

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

export const plan_progress =
  (known: Milestone[], room: Room): Planner =>
  (facility, values) => {
    const { programme, today } = room
    const on = text_in(values, 'on') ?? today
    const evidence = text_in(values, 'evidence') ?? 'Theo bảng của Sở'
    const mine = known.filter((one) => one.facility === facility)
    const says_any = step_ids.some((step) => values[step] !== undefined)
    const faults: Fault[] = [
      ...(says_any ? day_faults(on, room) : []),
      ...(says_any && mine.length === 0
        ? [
            {
              words:
                'kế hoạch của cơ sở chưa được duyệt, nên chưa báo tiến độ được; hãy duyệt kế hoạch hoặc bỏ dòng này',
            },
          ]
        : []),
    ]
    const deeds = step_ids.flatMap((step): Deed[] => {
      const percent = number_in(values, step)
      const before = mine.find((one) => one.step === step)?.percent
      if (percent === undefined || percent === before) return []
      const read = attempt(() => read_progress({ step, percent, on, evidence }), { percent: step })
      faults.push(...read.faults)
      if (read.value === undefined) return []
      const said = read.value
      return [
        {
          words: `${name_of_step(step)}: ${before ?? 0} → ${percent} %`,
          run: (sql, caller) => keep_progress(sql, caller, { facility, programme }, said, today),
        },
      ]
    })
    return { deeds, faults }
  }
