import type { Json } from '../check.ts'
import { are_distinct, has, list_at, not_both, rule, type Rules } from './reading.ts'

const all_link_ids = (items: readonly Json[]): unknown[] =>
  items.flatMap((item) => [item['linkId'], ...all_link_ids(list_at(item, 'item'))])
const with_options = new Set<unknown>(
  'choice open-choice decimal integer date dateTime time string quantity'.split(' '),
)
const with_length = new Set<unknown>('boolean decimal integer string text url open-choice'.split(' '))
const is_display = (it: Json): boolean => it['type'] === 'display'

const questionnaire_item_rules = [
  rule('que-1', 'group cần item con; display không có item con', (it) =>
    it['type'] === 'group' ? it['item'] !== undefined : !is_display(it) || it['item'] === undefined,
  ),
  rule('que-3', 'display không có code', (it) => !is_display(it) || it['code'] === undefined),
  rule('que-4', 'Chỉ dùng một trong answerOption, answerValueSet', not_both('answerOption', 'answerValueSet')),
  rule(
    'que-5',
    'Loại câu hỏi này không có danh sách trả lời',
    (it) => with_options.has(it['type']) || (it['answerOption'] === undefined && !has('answerValueSet')(it)),
  ),
  rule(
    'que-6',
    'display không có required, repeats',
    (it) => !is_display(it) || !(has('required')(it) || has('repeats')(it)),
  ),
  rule(
    'que-8',
    'group và display không có initial',
    (it) => !(it['type'] === 'group' || is_display(it)) || it['initial'] === undefined,
  ),
  rule('que-9', 'display không có readOnly', (it) => !is_display(it) || !has('readOnly')(it)),
  rule(
    'que-10',
    'maxLength chỉ dùng cho câu trả lời là chữ hay số',
    (it) => with_length.has(it['type']) || !has('maxLength')(it),
  ),
  rule('que-11', 'Có answerOption thì không có initial', not_both('answerOption', 'initial')),
  rule(
    'que-12',
    'Nhiều hơn hai enableWhen thì cần enableBehavior',
    (it) => list_at(it, 'enableWhen').length <= 2 || has('enableBehavior')(it),
  ),
  rule('que-13', 'Nhiều initial chỉ khi repeats', (it) => it['repeats'] === true || list_at(it, 'initial').length <= 1),
]

export const questionnaire_rules: Rules = {
  Questionnaire: [rule('que-2', 'linkId không được lặp lại', (it) => are_distinct(all_link_ids(list_at(it, 'item'))))],
  'Questionnaire.item': questionnaire_item_rules,
  'Questionnaire.item.enableWhen': [
    rule('que-7', 'operator exists cần answerBoolean', (it) => it['operator'] !== 'exists' || has('answerBoolean')(it)),
  ],
  'QuestionnaireResponse.item': [
    rule('qrs-1', 'item con đặt trong item hoặc trong answer, không cả hai', not_both('answer', 'item')),
  ],
}
