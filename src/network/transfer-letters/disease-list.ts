import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { group, list, optional, read_shape, text, yes_or_no } from '../../base/shapes/index.ts'

export type Disease = {
  name: string
  /** ICD-10 codes and ranges of blocks: "Q87.1", "A15-A19". */
  codes: string[]
  /** sure, likely or memory: what stands in print, what others say, what was remembered. */
  confidence: string
}

/** A list of the Ministry with its days of force; another edition is another file. */
export type DiseaseList = {
  source: string
  valid_from: string
  valid_to?: string
  /** Whether the whole printed list is in it: only then a code that is not in it is not listed. */
  is_complete: boolean
  diseases: Disease[]
}

const shape = group<DiseaseList>('danh mục bệnh', {
  source: text('nguồn', 500),
  valid_from: text('ngày hiệu lực', 10),
  valid_to: optional(text('ngày hết hiệu lực', 10)),
  is_complete: yes_or_no('đã đủ danh mục'),
  diseases: list(
    'các bệnh',
    group<Disease>('bệnh', {
      name: text('tên bệnh', 500),
      codes: list('mã bệnh', text('mã', 20), 500),
      confidence: text('độ chắc chắn', 20),
    }),
    2_000,
  ),
})

/** A list as it lies in a file. @throws 422 where it does not hold together */
export const read_disease_list = (json: string): DiseaseList => {
  const value: unknown = JSON.parse(json)
  if (typeof value !== 'object' || value === null) throw fail.value('Danh mục bệnh phải là một đối tượng JSON')
  const { list: _title, note: _note, ...rest } = value as Record<string, unknown>
  return read_shape(shape, rest)
}

/** Annex III of TT 01/2025/TT-BYT as far as it is known here. */
export const shipped_diseases: DiseaseList = read_disease_list(
  readFileSync(join(import.meta.dirname, 'one-year-diseases.json'), 'utf8'),
)

/** "A15-A19" holds A15, A16.2 … A19.9; "Q87.1" holds itself and what is finer; "G40" all of its block. */
const holds = (entry: string, code: string): boolean => {
  const [from = '', to] = entry.split('-')
  if (to === undefined) return code === from || code.startsWith(from.includes('.') ? from : `${from}.`)
  const block = code.slice(0, 3)
  return from <= block && block <= to
}

export type Listed = { is_listed: 'yes' | 'likely' | 'unknown' | 'no'; disease?: Disease }

/** Whether the Ministry lists a disease on a day; `unknown` where our list is not whole and does not hold it. */
export const find_disease = (code: string, on: string, { diseases, ...known }: DiseaseList): Listed => {
  if (on < known.valid_from || (known.valid_to !== undefined && on > known.valid_to)) return { is_listed: 'unknown' }
  const disease = diseases.find(({ codes }) => codes.some((entry) => holds(entry, code)))
  if (!disease) return { is_listed: known.is_complete ? 'no' : 'unknown' }
  return { is_listed: disease.confidence === 'sure' ? 'yes' : 'likely', disease }
}
