import { fold } from '../../../base/text/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory, type DirectoryFacility } from '../../membership/index.ts'

/** `is_known` false: the directory has nobody of that code or name. */
export type Meant = { code: string; name: string } | { fault: string; is_known: boolean }
export type Who = (text: string) => Meant

/** More than there are in the country: nobody is left out without a word. */
const facilities_max = 200_000

/** By code: so many of one name are always told in the same order. */
export const list_whole_directory = async (sql: Sql): Promise<DirectoryFacility[]> =>
  (await list_directory(sql, { limit: facilities_max })).sort((a, b) => (a.code < b.code ? -1 : 1))

/** Facilities by every name they have or had, folded. */
export const by_every_name = (all: DirectoryFacility[]): Map<string, DirectoryFacility[]> => {
  const found = new Map<string, DirectoryFacility[]>()
  for (const one of all)
    for (const name of new Set([one.name, ...one.names.map((earlier) => earlier.name)].map(fold)))
      found.set(name, [...(found.get(name) ?? []), one])
  return found
}

/** Who is meant by a code or a name, also an earlier one; a sentence when nobody is, or more than one. */
export const open_who = (all: DirectoryFacility[]): Who => {
  const by_code = new Map(all.map((one) => [one.code, one]))
  const by_name = by_every_name(all)
  return (text) => {
    if (text === '')
      return { is_known: true, fault: 'không có tên đơn vị (nếu ô gộp với dòng trên, hãy bỏ gộp và điền đủ)' }
    const found = by_code.get(text.toUpperCase())
    if (found) return found
    const named = by_name.get(fold(text)) ?? []
    const [only] = named
    if (only && named.length === 1) return only
    if (named.length > 1)
      return {
        ...{ is_known: true },
        fault: `“${text}” là tên của ${named.length} cơ sở (${named.map(({ code }) => code).join(', ')}); hãy ghi mã`,
      }
    return { is_known: false, fault: `danh bạ không có “${text}”; hãy ghi mã CSKCB hoặc đúng tên trong danh bạ` }
  }
}
