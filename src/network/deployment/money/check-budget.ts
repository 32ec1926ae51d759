import type { BudgetCheck, BudgetLine, Statement } from '../contract.ts'

type Line = Pick<BudgetLine, 'facility' | 'source' | 'year' | 'dong'>

/** Everything a paper says of money beside what the lines add up to; nothing is made to fit. */
export const check_budget = (said: Statement[], lines: Line[]): BudgetCheck[] =>
  said.map((one) => {
    const counted_dong = lines
      .filter(({ facility }) => one.facility === undefined || facility === one.facility)
      .filter(({ source }) => one.sources === undefined || one.sources.includes(source))
      .filter(({ year }) => one.year === undefined || year === one.year)
      .reduce((sum, { dong }) => sum + dong, 0)
    return { ...one, counted_dong, difference_dong: one.dong - counted_dong }
  })
