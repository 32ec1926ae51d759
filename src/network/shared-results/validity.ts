import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { rules_on, type RuleBook } from '../rule-books/index.ts'
import shipped from './validity.json' with { type: 'json' }

type ReuseRule = { name: string; hours: number; codes: string[] }

/** The line for one test, with what it stands in. */
export type ValidityRule = ReuseRule & { source: string; confidence: string }

/** How long a result of a test may be used again (documents.md §10): nothing is offered of a test that is not in it. */
export const result_validity: RuleBook<ReuseRule> = {
  id: 'thoi-han-ket-qua',
  title: 'Thời hạn dùng lại kết quả xét nghiệm',
  title_en: 'How long a result may be used again',
  says: 'Trước khi chỉ định lại, kết quả còn trong hạn của nơi khác được đưa ra cho bác sĩ. Xét nghiệm không có trong bảng thì không đưa ra. Tính theo bản có hiệu lực ngày chỉ định.',
  says_en:
    'Before a test is ordered again, a result of another house that still counts is offered. Of a test that is not in the table none is. The edition of the day of the order counts.',
  asks_whole: false,
  columns: [
    { key: 'name', title: 'Xét nghiệm', title_en: 'Test' },
    { key: 'hours', title: 'Số giờ', title_en: 'Hours' },
    { key: 'codes', title: 'Mã LOINC', title_en: 'LOINC' },
  ],
  shipped: { ...shipped, certainty: 'draft' },
  read({ name = '', hours = '', codes = '' }) {
    if (name === '') throw fail.value('Thiếu tên xét nghiệm', 'name')
    if (!/^[1-9]\d{0,5}$/.test(hours)) throw fail.value(`Số giờ “${hours}” phải là số nguyên lớn hơn 0`, 'hours')
    const list = codes.split(/[;,\s]+/).filter(Boolean)
    const wrong = list.find((code) => !/^\d{1,7}-\d$/.test(code))
    if (list.length === 0) throw fail.value('Thiếu mã LOINC', 'codes')
    if (wrong !== undefined) throw fail.value(`“${wrong}” không phải mã LOINC (ví dụ 4548-4)`, 'codes')
    return { name, hours: Number(hours), codes: list }
  },
}

/** The line for a test on a day; undefined where the table says nothing: then nobody is told that a result still counts. */
export const find_validity = async (
  sql: Sql,
  facility: string,
  code: string,
  on_date: string,
): Promise<ValidityRule | undefined> => {
  const { rules, source, certainty } = await rules_on(sql, facility, result_validity, on_date)
  const found = rules.find(({ codes }) => codes.includes(code))
  return found && { ...found, source, confidence: certainty }
}
