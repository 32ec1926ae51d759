import { fail } from '../../base/outcome/index.ts'
import { shipped_rules, type RuleBook, type Rules } from '../rule-books/index.ts'
import shipped from './one-year-diseases.json' with { type: 'json' }

export type Disease = {
  name: string
  /** ICD-10 codes and ranges of blocks: "Q87.1", "A15-A19". */
  codes: string[]
  /** Whether it stands so in print; else others say so, or it was remembered. */
  is_sure: boolean
}

/** An edition of annex III, read; only a whole one says of a code that it is not listed. */
export type DiseaseList = Rules<Disease>

const is_entry = (entry: string): boolean => /^[A-Z]\d\d(\.\d{1,2})?(-[A-Z]\d\d)?$/.test(entry)

const read_codes = (cell: string): string[] => {
  const codes = cell
    .toUpperCase()
    .split(/[;,\s]+/)
    .filter(Boolean)
  const wrong = codes.find((code) => !is_entry(code))
  if (codes.length === 0) throw fail.value('Thiếu mã bệnh ICD-10', 'codes')
  if (wrong !== undefined)
    throw fail.value(`“${wrong}” không phải mã hoặc khoảng mã ICD-10 (ví dụ Q87.1, A15-A19)`, 'codes')
  return codes
}

const certainty_words = { sure: 'có trong bản in', likely: 'có nguồn nói', memory: 'nhớ lại' }

/** Annex III of TT 01/2025/TT-BYT; what is shipped is what is known of it here. */
export const one_year_diseases: RuleBook<Disease> = {
  id: 'benh-phieu-1-nam',
  title: 'Bệnh được dùng phiếu chuyển giá trị 01 năm',
  title_en: 'Diseases with a transfer letter of one year',
  says: 'Phiếu chuyển của bệnh trong danh mục có giá trị 01 năm, ngoài danh mục 10 ngày làm việc. Phiếu xét theo bản có hiệu lực ngày ký. Bản chưa đủ danh mục chỉ nhắc; bản đủ danh mục thì không cho ký sai.',
  says_en:
    'A letter for a listed disease counts for a year, any other ten working days. A letter is judged by the edition of the day it is signed. A list that is not whole only reminds; a whole one refuses.',
  asks_whole: true,
  columns: [
    { key: 'name', title: 'Tên bệnh', title_en: 'Disease' },
    { key: 'codes', title: 'Mã ICD-10', title_en: 'ICD-10' },
    { key: 'certainty', title: 'Độ chắc chắn', title_en: 'Certainty', choices: certainty_words },
  ],
  shipped: { ...shipped, certainty: 'memory' },
  read({ name = '', codes = '', certainty = '' }) {
    if (name === '') throw fail.value('Thiếu tên bệnh', 'name')
    if (!Object.hasOwn(certainty_words, certainty))
      throw fail.value(`Độ chắc chắn “${certainty}” phải là một trong: ${Object.keys(certainty_words).join(', ')}`)
    return { name, codes: read_codes(codes), is_sure: certainty === 'sure' }
  },
}

/** For who knows no facility. */
export const shipped_diseases: DiseaseList = shipped_rules(one_year_diseases)

/** "A15-A19" holds A15, A16.2 … A19.9; "Q87.1" holds itself and what is finer; "G40" all of its block. */
const holds = (entry: string, code: string): boolean => {
  const [from = '', to] = entry.split('-')
  if (to === undefined) return code === from || code.startsWith(from.includes('.') ? from : `${from}.`)
  const block = code.slice(0, 3)
  return from <= block && block <= to
}

export type Listed = { is_listed: 'yes' | 'likely' | 'unknown' | 'no'; disease?: Disease }

/** Whether an edition lists a disease; `unknown` where it is not whole and does not hold it. */
export const find_disease = (code: string, { rules, is_whole }: DiseaseList): Listed => {
  const disease = rules.find(({ codes }) => codes.some((entry) => holds(entry, code)))
  if (!disease) return { is_listed: is_whole ? 'no' : 'unknown' }
  return { is_listed: disease.is_sure ? 'yes' : 'likely', disease }
}
