import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_link } from '../exchange/index.ts'
import { gather_answers } from './answers.ts'
import { line_of, list_assessments, rates_elsewhere } from './assessment-row.ts'
import type { Answered, OwnLevel } from './contract.ts'
import { criteria_on } from './criteria.ts'
import { declaration_state } from './declaration.ts'
import { stand } from './level.ts'
import { doubted_by, list_reratings } from './rerating.ts'

const why_silent = async (sql: Sql, facility: string): Promise<string> => {
  const link = await find_link(sql, facility)
  if (!link) return 'Cơ sở chưa kết nối trục liên thông'
  return link.is_on ? '' : 'Kết nối trục liên thông đang tắt'
}

/**
 * How a facility stands now, criterion by criterion; nothing is kept by looking. At the hub a facility whose own software
 * signs what it counts is shown as it signed last, and answers there and not here.
 */
export const show_own_level = async (
  sql: Sql,
  { code, name }: { code: string; name: string },
  proven: Answered[],
  measures: boolean,
): Promise<OwnLevel> => {
  const day = local_date(new Date())
  const history = await list_assessments(sql, code)
  const kept = measures ? undefined : rates_elsewhere(history)
  const answers = kept ? kept.answers : await gather_answers(sql, code, proven, day)
  const reratings = await list_reratings(sql, code)
  return {
    ...{ facility: code, name, as_of: kept?.as_of ?? day, answers, measures, reratings },
    is_read_only: kept !== undefined,
    standing: stand(answers, day, doubted_by(reratings)),
    criteria: criteria_on(day),
    history: history.map(line_of),
    declaration: declaration_state(history, day),
    sending: measures ? await why_silent(sql, code) : '',
  }
}
