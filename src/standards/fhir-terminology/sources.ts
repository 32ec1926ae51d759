import type { CodeTable } from './code-table.ts'
import { cannot, too_costly } from './refusals.ts'
import type { ValueSet } from './value-set.ts'

/** Where the definitions come from; whoever serves them decides which one a caller may see. */
export type Sources = {
  /** @param on_date the day whose list is meant where no version is named */
  code_system(system: string, version: string | undefined, on_date: string | undefined): Promise<CodeTable | undefined>
  /** @param canonical URL, with `|version` where one is meant */
  value_set(canonical: string): Promise<ValueSet | undefined>
}

const with_version = (url: string, version: string | undefined): string =>
  version === undefined ? url : `${url}|${version}`

/** A system whose codes are listed here; where they are not, nobody can say what belongs to it. */
export const get_table = async (
  sources: Sources,
  system: string,
  version: string | undefined,
  on_date: string | undefined,
): Promise<CodeTable> => {
  const table = await sources.code_system(system, version, on_date)
  if (!table || table.content === 'not-present' || table.content === 'supplement')
    throw cannot('not-found', `Máy chủ này không có danh sách mã của hệ ${with_version(system, version)}`)
  return table
}

const depth_max = 10
const imports_max = 500

/** The sets on the way to the one that is asked: a set that leads back to itself is refused, not followed. */
export type Trail = readonly string[]

/** What was found out about each set that others name; each is asked once, however often it is named. */
export type Imports<T> = Map<string, T>

/** @param work what is wanted of the set; its answer does not depend on who names the set */
export const of_import = async <T>(
  sources: Sources,
  canonical: string,
  trail: Trail,
  known: Imports<T>,
  work: (set: ValueSet, trail: Trail) => Promise<T>,
): Promise<T> => {
  if (trail.includes(canonical))
    throw cannot('processing', `Bộ mã ${canonical} dẫn vòng về chính nó: ${[...trail, canonical].join(' → ')}`)
  const before = known.get(canonical)
  if (before !== undefined) return before
  if (trail.length >= depth_max) throw too_costly(`Bộ mã lồng nhau quá ${depth_max} tầng: ${trail.join(' → ')}`)
  if (known.size >= imports_max) throw too_costly(`Bộ mã nhắc tới quá ${imports_max} bộ mã khác`)
  const set = await sources.value_set(canonical)
  if (!set) throw cannot('not-found', `Không tìm thấy bộ mã ${canonical} tại cơ sở này`)
  const answer = await work(set, [...trail, canonical])
  known.set(canonical, answer)
  return answer
}
