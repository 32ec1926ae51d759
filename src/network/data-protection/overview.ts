import { local_date, shift_days } from '../../base/time/index.ts'
import { list_support_sessions } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { judge_assessment } from './assessment.ts'
import { list_breaches } from './breaches.ts'
import type { Overview, RequestLine } from './contract.ts'
import { state_of } from './support.ts'
import { list_standing } from './words-of-registers.ts'

/** A contract that ends within so many days wants a decision. */
const ending_days = 60

/** What waits for the officer. */
export const view_overview = async (sql: Sql, facility: string, requests: RequestLine[]): Promise<Overview> => {
  const [officer] = await list_standing(sql, facility, 'officer')
  const waiting = (await list_breaches(sql, facility)).filter(({ hours_left }) => hours_left !== null)
  const soon = shift_days(local_date(new Date()), ending_days)
  const processors = await list_standing(sql, facility, 'processor')
  return {
    officer: officer?.body ?? null,
    late: requests.filter(({ late_days }) => late_days > 0).length,
    open_requests: requests.filter(({ state }) => state !== 'over').length,
    open_breaches: waiting.length,
    breach_hours_left: waiting[0]?.hours_left ?? null,
    assessment: (await judge_assessment(sql, facility)).state,
    processors_ending: processors.filter(
      ({ body }) => String(body['until']) <= soon && body['handed_back_on'] === undefined,
    ).length,
    open_sessions: (await list_support_sessions(sql, facility)).filter((session) => state_of(session) === 'open')
      .length,
  }
}
