import type { CodingFlag } from '../contract.ts'
import { code_key } from '../normalise.ts'
import type { Reading } from './draft.ts'

/** Names of the flags of TT 06/2026 in the files that carry them, one true flag per column of the official annex. */
const flag_names: Record<string, CodingFlag> = {
  camBenhChinh: 'never_main',
  khongKhuyenKhichBenhChinh: 'not_encouraged_main',
  coMaBonHoacNamKyTuCuTheHon: 'has_more_specific',
  chuYeuNuGioi: 'mostly_women',
  chuYeuNamGioi: 'mostly_men',
  chiMaHoaNguyenNhanTuVong: 'only_cause_of_death',
}

type FlagTable = Map<string, CodingFlag[]>

/** `{ "A00": { "camBenhChinh": true } }`; undefined when the JSON has another shape. */
export const find_flag_table = (value: unknown): FlagTable | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const table: FlagTable = new Map()
  for (const [code, flags] of Object.entries(value)) {
    if (typeof flags !== 'object' || flags === null) return undefined
    const named = Object.entries(flags).filter(([, on]) => on === true)
    const known = named.flatMap(([name]) => flag_names[name] ?? [])
    if (known.length < named.length) return undefined
    table.set(code_key(code), known)
  }
  return table.size === 0 ? undefined : table
}

/** Puts the flags on the codes of a list; flags for codes the list does not have are told. */
export const with_flags = (reading: Reading, table: FlagTable): Reading => {
  const left = new Set(table.keys())
  const drafts = reading.drafts.map((draft) => {
    const key = code_key(draft.code)
    left.delete(key)
    const flags = table.get(key)
    return flags ? { ...draft, flags } : draft
  })
  const problems = [...reading.problems]
  if (left.size > 0) {
    const some = [...left].slice(0, 20).join(', ').toUpperCase()
    problems.push({ severity: 'warning', message: `${left.size} mã có cờ mà không có trong danh mục: ${some}` })
  }
  return { drafts, problems, has_flags: true }
}
