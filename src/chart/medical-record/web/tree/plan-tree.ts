/** The record in the paper's own order: branches, their leaves, and a state each. */
import type { Chart, SheetSummary } from '../../contract.ts'

export type LeafState = 'signed' | 'done' | 'open'
export type Leaf = { sheet: SheetSummary; state: LeafState }
export type Branch = { group: string; state: LeafState | 'none' | 'alarm'; leaves: Leaf[]; results: Chart['results'] }

export const group_order = [
  'bia',
  'benh-an',
  'to-dieu-tri',
  'cham-soc',
  'xet-nghiem',
  'cdha',
  'phau-thuat',
  'giay-to',
  'tong-ket',
]

export const state_of = (sheet: SheetSummary): LeafState => {
  if (sheet.status === 'in-progress' || sheet.has_draft) return 'open'
  return sheet.missing_signatures.length === 0 && sheet.signatures.length > 0 ? 'signed' : 'done'
}

const worst = (leaves: Leaf[]): LeafState | 'none' => {
  const states = leaves.map((leaf) => leaf.state)
  if (states.length === 0) return 'none'
  return states.includes('open') ? 'open' : states.includes('done') ? 'done' : 'signed'
}

const is_imaging = (title: string): boolean =>
  /x.?quang|ct|mri|siêu âm|nội soi|điện tim|điện não|hình ảnh|chụp/i.test(title)

/** Newest first inside a branch, as the clip holds them; records in the order they were opened. */
export const plan_tree = (chart: Pick<Chart, 'sheets' | 'results'>): Branch[] => {
  const groups = [...new Set([...group_order, ...chart.sheets.map((sheet) => sheet.group)])]
  return groups.map((group) => {
    const own = chart.sheets.filter((sheet) => sheet.group === group)
    const ordered = own.sort((a, b) => (group === 'benh-an' ? (a.at < b.at ? -1 : 1) : a.at < b.at ? 1 : -1))
    const leaves = ordered.map((sheet) => ({ sheet, state: state_of(sheet) }))
    const wanted = group === 'xet-nghiem' ? false : group === 'cdha' ? true : undefined
    const results = wanted === undefined ? [] : chart.results.filter((result) => is_imaging(result.title) === wanted)
    const state = results.some((result) => result.flagged)
      ? 'alarm'
      : results.length > 0 && leaves.length === 0
        ? 'signed'
        : worst(leaves)
    return { group, state, leaves, results }
  })
}

/** Sheets in the order they lie in the tree, for walking with the keys. */
export const walk_order = (branches: Branch[]): string[] =>
  branches.flatMap((branch) => branch.leaves.map((leaf) => leaf.sheet.id))

/** What to open when nothing was asked for: what is being written, else the record itself. */
export const first_sheet = (chart: Pick<Chart, 'sheets'>): string | undefined => {
  const open = chart.sheets.filter((sheet) => state_of(sheet) === 'open')
  const record = chart.sheets.find((sheet) => sheet.kind === 'record')
  return (open.find((sheet) => sheet.kind === 'record') ?? open.at(-1) ?? record ?? chart.sheets[0])?.id
}
