import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_link } from '../exchange/index.ts'
import { gather_answers } from './answers.ts'
import { insert_assessment, list_assessments, type AssessmentWord } from './assessment-row.ts'
import type { Answered, AssessmentKind } from './contract.ts'
import { tt54 } from './criteria.ts'
import { declaration_state } from './declaration.ts'
import { stand } from './level.ts'
import { list_reratings } from './rerating.ts'
import type { Measuring } from './measuring.ts'
import { sign_word } from './signed-word.ts'

export type AssessmentWish = { kind: AssessmentKind; decision: string }

const check_wish = ({ kind, decision }: AssessmentWish): void => {
  if (kind !== 'self' && decision.trim() === '')
    throw fail.rule(
      'Cần số, ngày quyết định của người đứng đầu cơ sở công bố mức (TT 54/2017/TT-BYT Điều 5)',
      'decision',
    )
}

/** The demand a re-rating answers: the oldest that is open. @throws 409 when the Sở asked for none */
const open_demand = async (sql: Sql, facility: string, kind: AssessmentKind): Promise<string | null> => {
  if (kind !== 're-rating') return null
  const open = (await list_reratings(sql, facility)).findLast(({ answered_by }) => answered_by === null)
  if (!open) throw fail.conflict('Sở không yêu cầu đánh giá lại; hãy lưu thành một lần tự đánh giá')
  return open.id
}

/**
 * Freezes what is answered now as one assessment, signed with the facility's key where it stands on its own server.
 * @param proven what the software counted a moment ago
 * @throws 409, 422
 */
export const assess = async (
  sql: Sql,
  caller: Caller,
  { kind, decision }: AssessmentWish,
  proven: Answered[],
  measuring: Measuring | undefined,
): Promise<AssessmentWord> => {
  check_wish({ kind, decision })
  const { facility } = caller
  const day = local_date(new Date())
  const answers = await gather_answers(sql, facility, proven, day)
  const declaration = declaration_state(await list_assessments(sql, facility), day)
  if (kind === 'declaration' && declaration.state === 'done')
    throw fail.conflict(`Mức năm ${declaration.year} đã khai báo; mỗi năm một lần (TT 54/2017/TT-BYT Điều 5)`)
  const word: AssessmentWord = {
    ...{ facility, id: randomUUID(), as_of: day, kind, decision: decision.trim(), criteria: tt54.id, answers },
    year: kind === 'declaration' ? declaration.year : null,
    level: stand(answers, day).level,
    rerating: await open_demand(sql, facility, kind),
    made_at: new Date().toISOString(),
    made_name: caller.actor.name,
    software: measuring?.software ?? '',
  }
  const link = measuring ? await find_link(sql, facility) : undefined
  await insert_assessment(sql, word, link ? await sign_word(sql, link, word) : null)
  const act = { action: 'C', interaction: 'it-level-assessed', type: 'ItLevel', ref: word.id } as const
  await insert_events(sql, [{ caller, act: { ...act, detail: `${kind} mức ${word.level}` } }])
  return word
}
