import { fold } from '../../../base/text/index.ts'
import { list_sheets, read_table } from '../../../standards/spreadsheet/index.ts'
import type { CodingFlag } from '../contract.ts'
import { code_key, icd_code, split_mark } from '../normalise.ts'
import { cell_reader } from './columns.ts'
import type { CatalogueFile, Draft, Problem, Reading } from './draft.ts'

export const is_qd4469 = (sheets: string[]): boolean =>
  sheets.includes('ICD10') && sheets.some((name) => name.startsWith('A4.1'))

type AgeLimit = { min_days?: number; max_days?: number; text: string }
type Annexes = { flags: Map<string, CodingFlag[]>; ages: Map<string, AgeLimit> }

const year_days = 365.25

/** "0 - 365 ngày", "0 ngày – 10 tuổi", "trên 27 ngày tuổi", "1 tuổi trở lên": the title of an age annex. */
export const read_age_limit = (title: string): AgeLimit | undefined => {
  const text = /\(\s*(?:tuổi hợp lệ|phù hợp tuổi)\s*:\s*([^)]*?)\s*\)/iu.exec(title.normalize('NFC'))?.[1]
  if (text === undefined) return undefined
  const plain = fold(text)
  const unit = (word: string | undefined, last: string): number => ((word ?? last) === 'ngay' ? 1 : year_days)
  const above = /^tren (\d+) (ngay|tuoi)/.exec(plain)
  if (above) {
    // Read kindly: over 15 years begins with the 15th birthday
    const days = above[2] === 'ngay' ? Number(above[1]) + 1 : Number(above[1]) * year_days
    return { min_days: Math.floor(days), text }
  }
  const from = /^(\d+) (ngay|tuoi) tro len/.exec(plain)
  if (from) return { min_days: Math.floor(Number(from[1]) * unit(from[2], 'tuoi')), text }
  const range = /^(\d+)\s*(ngay|tuoi)?\s*[-–]\s*(\d+)\s*(ngay|tuoi)/.exec(plain)
  if (!range) return undefined
  const last = range[4] ?? 'tuoi'
  // Up to N years of age holds to the end of that year
  const max = last === 'ngay' ? Number(range[3]) : (Number(range[3]) + 1) * year_days - 1
  return { min_days: Math.floor(Number(range[1]) * unit(range[2], last)), max_days: Math.floor(max), text }
}

const flag_of_sheet = (sheet: string): CodingFlag | undefined =>
  sheet.startsWith('A2')
    ? 'never_main'
    : sheet.startsWith('A4.1')
      ? 'mostly_women'
      : sheet.startsWith('A4.2')
        ? 'mostly_men'
        : undefined

/** The annex sheets write codes without dots, and some hold several annexes, each under its own title line. */
const read_annexes = ({ bytes, filename }: CatalogueFile, sheets: string[]): Annexes => {
  const annexes: Annexes = { flags: new Map(), ages: new Map() }
  for (const sheet of sheets.filter((name) => /^A[234]/.test(name))) {
    const flag = flag_of_sheet(sheet)
    const table = read_table(bytes, filename, { sheet })
    let age = read_age_limit(table.header.join(' '))
    for (const { cells } of table.rows) {
      if (fold(cells[0] ?? '').startsWith('phu luc')) age = read_age_limit(cells.join(' '))
      const code = icd_code(split_mark(cells[0] ?? '').code)
      if (code === undefined) continue
      const key = code_key(code)
      if (flag) annexes.flags.set(key, [...(annexes.flags.get(key) ?? []), flag])
      if (age && !annexes.ages.has(key)) annexes.ages.set(key, age)
    }
  }
  return annexes
}

/** QĐ 4469/QĐ-BYT of 2020: sheet `ICD10` (header on line 3) with the coding annexes beside it. */
export const read_qd4469 = (file: CatalogueFile): Reading => {
  const sheets = list_sheets(file.bytes)
  const annexes = read_annexes(file, sheets)
  const { header, rows } = read_table(file.bytes, file.filename, { sheet: 'ICD10', header_row: 3 })
  const cell = cell_reader(header)
  const drafts: Draft[] = []
  const problems: Problem[] = []
  for (const { line, cells } of rows) {
    const at = (name: string): string => cell(cells, name)
    const { code: bare, mark } = split_mark(at('MÃ BỆNH'))
    const code = icd_code(bare)
    if (code === undefined) {
      problems.push({ severity: 'error', line, message: `“${at('MÃ BỆNH')}” không phải là mã ICD-10` })
      continue
    }
    const english = at('DISEASE NAME')
    if (english === '') problems.push({ severity: 'warning', line, message: `Mã ${code} không có tên tiếng Anh` })
    const age = annexes.ages.get(code_key(code))
    drafts.push({
      catalogue: 'icd10',
      code,
      display: at('TÊN BỆNH'),
      line,
      flags: annexes.flags.get(code_key(code)) ?? [],
      properties: {
        chapter: at('STT CHƯƠNG'),
        section: at('MÃ NHÓM CHÍNH'),
        section_name: at('TÊN NHÓM CHÍNH'),
        ...(english ? { english } : {}),
        ...(mark ? { mark } : {}),
        ...(age ? { age } : {}),
        ...(at('GHI CHÚ') ? { note: at('GHI CHÚ') } : {}),
      },
    })
  }
  return { drafts: with_parents(one_line_a_code(drafts, problems)), problems }
}

/**
 * The list prints a category without subdivisions twice when it bears a mark: as category "F02" and as disease "F02*".
 * Both are one code; the marked line is the disease, so its name stays.
 */
const one_line_a_code = (drafts: Draft[], problems: Problem[]): Draft[] => {
  const marked = new Map(
    drafts.filter((draft) => draft.properties?.['mark']).map((draft) => [draft.code, draft] as const),
  )
  return drafts.filter((draft) => {
    const disease = marked.get(draft.code)
    if (!disease || draft.properties?.['mark']) return true
    const other =
      disease.display === draft.display ? '' : `; tên ghi khác: “${draft.display}”, giữ “${disease.display}”`
    const message = `Mã ${draft.code} in hai lần, có và không có dấu †/*, đã gộp với dòng ${disease.line ?? '?'}${other}`
    problems.push({ severity: 'warning', ...(draft.line === undefined ? {} : { line: draft.line }), message })
    return false
  })
}

/** The nearest shorter code that the list itself holds: M05.34 → M05.3 or M05. */
export const with_parents = (drafts: Draft[]): Draft[] => {
  const codes = new Set(drafts.map((draft) => draft.code))
  return drafts.map((draft) => {
    if (draft.parent !== undefined) return draft
    for (let length = draft.code.length - 1; length >= 3; length -= 1) {
      const shorter = draft.code.slice(0, length)
      if (codes.has(shorter)) return { ...draft, parent: shorter }
    }
    return draft
  })
}
