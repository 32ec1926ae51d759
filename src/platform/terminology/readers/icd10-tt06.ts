import { fold } from '../../../base/text/index.ts'
import type { Table } from '../../../standards/spreadsheet/index.ts'
import { icd_code, split_mark } from '../normalise.ts'
import { cell_reader } from './columns.ts'
import type { Draft, Problem, Reading } from './draft.ts'

/** The tree of TT 06/2026: one line a leaf, with its path of codes and names. */
export const is_tt06_tree = (header: string[]): boolean =>
  header.includes('disease_code') && header.includes('level3_code')

const levels = ['type', 'level3', 'level4']

type Ancestor = { code: string; name: string }

/**
 * The path of a leaf, widest first. The column `type` names a group by its first code only ("M05" for M05–M14), so it
 * counts as a parent only when the code is a true beginning of the leaf's code and no deeper column names it again.
 */
const path_of = (leaf: string, at: (name: string) => string): Ancestor[] => {
  const path = new Map<string, string>()
  for (const level of levels) {
    const code = icd_code(split_mark(at(`${level}_code`)).code)
    const name = at(`${level}_name`)
    if (code !== undefined && name !== '' && code !== leaf && leaf.startsWith(code)) path.set(code, name)
  }
  return [...path].map(([code, name]) => ({ code, name })).sort((a, b) => a.code.length - b.code.length)
}

export const read_tt06_tree = ({ header, rows }: Table): Reading => {
  const cell = cell_reader(header)
  const drafts: Draft[] = []
  const problems: Problem[] = []
  const parents = new Map<string, Draft>()
  for (const { line, cells } of rows) {
    const at = (name: string): string => cell(cells, name)
    const { code: bare, mark } = split_mark(at('disease_code'))
    const code = icd_code(bare.replace(/[/,]/, '.'))
    if (code !== undefined && /[/,]/.test(bare)) {
      problems.push({ severity: 'warning', line, message: `Mã “${bare}” viết sai dấu chấm, đọc là ${code}` })
    }
    if (code === undefined) {
      problems.push({ severity: 'error', line, message: `“${at('disease_code')}” không phải là mã ICD-10` })
      continue
    }
    const chapter = { chapter: at('chapter_code'), section: at('section_code'), section_name: at('section_name') }
    const path = path_of(code, at)
    path.forEach((ancestor, depth) => {
      const known = parents.get(ancestor.code)
      if (!known) {
        const parent = path[depth - 1]?.code
        const draft: Draft = { catalogue: 'icd10', code: ancestor.code, display: ancestor.name, properties: chapter }
        parents.set(ancestor.code, parent === undefined ? draft : { ...draft, parent })
      } else if (fold(known.display) !== fold(ancestor.name)) {
        const message = `Tên nhóm mã ${ancestor.code} ghi khác các dòng trên: “${ancestor.name}”, giữ “${known.display}”`
        problems.push({ severity: 'warning', line, message })
      }
    })
    const parent = path.at(-1)?.code
    drafts.push({
      catalogue: 'icd10',
      code,
      display: at('disease_name'),
      line,
      ...(parent === undefined ? {} : { parent }),
      properties: {
        ...chapter,
        ...(mark ? { mark } : {}),
        ...(at('include') ? { include: at('include') } : {}),
        ...(at('exclude') ? { exclude: at('exclude') } : {}),
        ...(at('note') ? { note: at('note') } : {}),
      },
    })
  }
  const leaves = new Set(drafts.map((draft) => draft.code))
  return { drafts: [...[...parents.values()].filter((draft) => !leaves.has(draft.code)), ...drafts], problems }
}
