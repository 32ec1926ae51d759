import { province_annex, province_units } from '../province.ts'
import { shift_days } from '../../src/base/time/index.ts'

/** The plan of Bắc Giang as its paper of 17/02/2025 states it; the days of the nine steps are this demonstration's. */

export const plan_day = '2025-02-17'
/** TT 13/2025/TT-BYT: every hospital by 30/09/2025; what was not done then got a later day. */
const fractions: [step: string, of_the_way: number][] = [
  ['survey', 0.12],
  ['infrastructure', 0.27],
  ['signature', 0.37],
  ['procurement', 0.5],
  ['bylaws', 0.6],
  ['council', 0.68],
  ['pilot', 0.8],
  ['operation', 0.93],
  ['exchange', 1],
]
export const step_order = fractions.map(([step]) => step)

const million = 1_000_000
const dong = (million_dong: number | null): number => (million_dong ?? 0) * million

type Said = { where: string; dong: number; facility?: string; sources?: string[]; year?: number }

const annex = 'Phụ lục Kế hoạch 28/KH-UBND'
const text = 'Lời văn Kế hoạch 28/KH-UBND, mục III'
const { printed_totals } = province_annex

/** Sums as printed: by unit and in all in the annex, and what the plan's own words say, which is not the same. */
const said: Said[] = [
  ...province_units.map(({ code, budget }) => ({ where: annex, facility: code, dong: dong(budget.total) })),
  { where: annex, dong: dong(printed_totals.total) },
  { where: annex, sources: ['province'], year: 2025, dong: dong(printed_totals.province_2025) },
  { where: annex, sources: ['district'], year: 2025, dong: dong(printed_totals.district_2025) },
  { where: annex, sources: ['own'], dong: dong(printed_totals.own_fund) },
  { where: text, sources: ['province'], year: 2025, dong: dong(14_490) },
  { where: text, sources: ['province', 'district'], year: 2025, dong: dong(19_890) },
]

/** @param days how long the way to 100 % is */
export const build_programme = (days: number) => ({
  id: 'bg-2025',
  name: 'Triển khai bệnh án điện tử tỉnh Bắc Giang',
  source: 'Kế hoạch 28/KH-UBND ngày 17/02/2025 của UBND tỉnh Bắc Giang',
  from_day: plan_day,
  target_day: shift_days(plan_day, days),
  steps: fractions.map(([step, part]) => ({ step, due: shift_days(plan_day, Math.round(part * days)) })),
  said,
})

/** The day a step is due for a unit that goes at that pace; 1 is the province's own. */
export const due_of = (step: string, days: number, pace: number): string =>
  shift_days(plan_day, Math.round((fractions.find(([id]) => id === step)?.[1] ?? 1) * days * pace))

/** One line for each cell of the annex that is not empty, in million đồng as printed. */
export const build_budget = () =>
  province_units.flatMap(({ code, budget }) =>
    (
      [
        ['province', budget.province_2025],
        ['district', budget.district_2025],
        ['own', budget.own_fund],
      ] as const
    ).flatMap(([source, amount]) =>
      amount === null ? [] : [{ facility: code, year: 2025, source, amount, unit: 'million' as const }],
    ),
  )

const area_name = (printed: string): string => printed.replace(/^TTYT (.)/, (_, first: string) => first.toUpperCase())

/** The province ended as one on 01/07/2025, and with it the districts; reports of before still say what was. */
export const build_areas = () => {
  const law = 'Nghị quyết 202/2025/QH15 ngày 12/06/2025'
  const ended = { valid_to: '2025-07-01', source: law }
  return [
    { id: 'bac-ninh', kind: 'province', name: 'Tỉnh Bắc Ninh', valid_from: '2025-07-01', source: law },
    {
      ...{ id: 'bac-giang', kind: 'province', name: 'Tỉnh Bắc Giang', valid_from: '1997-01-01', ...ended },
      successor: 'bac-ninh',
    },
    ...province_units
      .filter(({ kind }) => kind === 'district')
      .map(({ code, printed }) => ({
        ...{ id: `huyen-${code}`, kind: 'district', name: area_name(printed), parent: 'bac-giang' },
        ...{ valid_from: '1997-01-01', ...ended },
      })),
  ]
}
