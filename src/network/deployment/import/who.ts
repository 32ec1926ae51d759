import { fold } from '../../../base/text/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory } from '../../membership/index.ts'

export type Who = (text: string) => { code: string; name: string } | string

/** More than there are in the country: nobody is left out without a word. */
const facilities_max = 200_000

/** Who is meant by a code or a name, also an earlier one; a sentence when nobody is, or more than one. */
export const open_who = async (sql: Sql): Promise<Who> => {
  const all = await list_directory(sql, { limit: facilities_max })
  const by_code = new Map(all.map(({ code, name }) => [code, { code, name }]))
  const by_name = new Map<string, { code: string; name: string }[]>()
  for (const { code, name, names } of all)
    for (const one of new Set([name, ...names.map((earlier) => earlier.name)].map(fold)))
      by_name.set(one, [...(by_name.get(one) ?? []), { code, name }])
  return (text) => {
    if (text === '') return 'không có tên đơn vị (nếu ô gộp với dòng trên, hãy bỏ gộp và điền đủ)'
    const found = by_code.get(text.toUpperCase())
    if (found) return found
    const named = by_name.get(fold(text)) ?? []
    const [only] = named
    if (only && named.length === 1) return only
    if (named.length > 1) return `“${text}” là tên của ${named.length} cơ sở; hãy ghi mã`
    return `danh bạ không có “${text}”; hãy ghi mã CSKCB hoặc đúng tên trong danh bạ`
  }
}
