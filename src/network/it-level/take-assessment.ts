import { fail } from '../../base/outcome/index.ts'
import {
  any_of,
  day,
  group,
  keyed,
  list,
  nothing,
  number,
  one_of,
  optional,
  read_shape,
  text,
  whole,
} from '../../base/shapes/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { insert_assessment, type AssessmentWord } from './assessment-row.ts'
import type { Answered } from './contract.ts'
import { criteria_on, tt54 } from './criteria.ts'
import { stand } from './level.ts'
import { open_signed_word } from './signed-word.ts'

const answers = ['yes', 'no', 'na'] as const

const answered_shape = group<Answered>('câu trả lời', {
  criterion: text('mã tiêu chí', 20),
  answer: one_of('trả lời', answers),
  basis: one_of('căn cứ', ['measured', 'declared', 'none']),
  says: text('lý do', 2_000),
  numbers: optional(
    keyed('số liệu', any_of<number | string>('số liệu', 'số hoặc chữ', [number('số liệu'), text('số liệu', 200)])),
  ),
  query: optional(text('tên truy vấn', 100)),
  at: optional(text('thời điểm', 40)),
  by: optional(text('người khai', 200)),
  declared: optional(one_of('lời khai', answers)),
})

const word_shape = group<AssessmentWord>('bản đánh giá', {
  facility: text('mã cơ sở', 10),
  id: text('mã bản đánh giá', 64),
  as_of: day('ngày đánh giá'),
  kind: one_of('loại', ['self', 'declaration', 're-rating']),
  year: any_of<number | null>('năm', 'số hoặc trống', [whole('năm'), nothing]),
  criteria: text('bộ tiêu chí', 40),
  answers: list('câu trả lời', answered_shape, 500),
  level: whole('mức'),
  decision: text('quyết định', 500),
  rerating: any_of<string | null>('yêu cầu đánh giá lại', 'chữ hoặc trống', [text('yêu cầu', 64), nothing]),
  made_at: text('thời điểm lập', 40),
  made_name: text('người lập', 200),
  software: text('phần mềm', 100),
})

const check_word = (word: AssessmentWord, facility: string): void => {
  if (word.facility !== facility)
    throw fail.forbidden(`Cơ sở ${facility} không được gửi bản đánh giá của ${word.facility.slice(0, 10)}`)
  if (word.criteria !== tt54.id) throw fail.value(`Trục chỉ nhận bộ tiêu chí ${tt54.id}`, 'criteria')
  const made = Date.parse(word.made_at)
  if (Number.isNaN(made) || made > Date.now() + 3_600_000)
    throw fail.value('Thời điểm lập sai hoặc ở tương lai', 'made_at')
  const known = new Set(criteria_on(word.as_of).map(({ id }) => id))
  const unknown = word.answers.filter(({ criterion }) => !known.has(criterion))
  if (unknown.length > 0)
    throw fail.value(
      `Tiêu chí không có hoặc đã hết hiệu lực: ${unknown.map((one) => one.criterion).join(', ')}`,
      'answers',
    )
  const { level } = stand(word.answers, word.as_of)
  if (level !== word.level)
    throw fail.value(`Bản đánh giá ghi mức ${word.level} nhưng các câu trả lời chỉ đạt mức ${level}`, 'level')
}

export type Taken = { is_new: boolean; id: string }

/** A facility's signed assessment. The same again is the same; an id with other words is refused. @throws 401, 403, 409, 422 */
export const take_assessment = async (sql: Sql, caller: Caller, jws: string): Promise<Taken> => {
  const word = read_shape(word_shape, await open_signed_word(sql, caller.facility, jws))
  check_word(word, caller.facility)
  const known = await sql.query<{ jws: string | null }>(
    'SELECT jws FROM it_level.assessment WHERE facility = $1 AND id = $2',
    [caller.facility, word.id],
  )
  if (known.rows[0]) {
    if (known.rows[0].jws === jws) return { is_new: false, id: word.id }
    throw fail.conflict('Mã bản đánh giá này đã dùng cho nội dung khác')
  }
  await insert_assessment(sql, word, jws)
  const act = { action: 'C', interaction: 'it-level-taken', type: 'ItLevel', ref: word.id } as const
  await insert_events(sql, [{ caller, act: { ...act, detail: `${word.kind} mức ${word.level}` } }])
  return { is_new: true, id: word.id }
}
