import { Failure, type IssueCode } from '../../base/outcome/index.ts'
import { expand_value_set, type CodeTable, type ValueSet } from '../../standards/fhir-terminology/index.ts'
import type { CodeQuestion, FindCodes, SystemCode } from '../records/index.ts'
import type { Library, Shelf } from './library.ts'

/** Codes one search may ask for. */
const codes_max = 10_000

const refused = (question: CodeQuestion, code: IssueCode, why: string): Failure => {
  const name = `${question.name}:${question.modifier}`
  return new Failure(400, [{ severity: 'error', code, message: `Tham số “${name}”: ${why}`, expression: name }])
}

const unescaped = (text: string): string => text.replace(/\\([\\,|$])/g, '$1')

/** `ValueSet/id` of this server, as such or with its address, or a canonical URL. */
const find_set = (shelf: Shelf, base: string, value: string): Promise<ValueSet | undefined> => {
  const relative = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value
  const id = /^ValueSet\/([A-Za-z0-9.-]{1,64})$/.exec(relative)?.[1]
  return id === undefined ? shelf.value_set(value) : shelf.value_set_by_id(id)
}

const codes_in = async (shelf: Shelf, base: string, question: CodeQuestion): Promise<SystemCode[]> => {
  const value = unescaped(question.value)
  const set = await find_set(shelf, base, value)
  if (!set) throw refused(question, 'not-found', `không tìm thấy bộ mã “${value.slice(0, 300)}” tại cơ sở này`)
  return (await expand_value_set(set, shelf)).members
}

/** `system|code`, neither of them empty: a code alone does not say in which hierarchy it stands. */
const read_token = (question: CodeQuestion): SystemCode => {
  const at = question.value.search(/(?<!\\)\|/)
  const system = unescaped(question.value.slice(0, Math.max(at, 0)))
  const code = unescaped(question.value.slice(at + 1))
  if (at <= 0 || code === '') throw refused(question, 'invalid', 'cần dạng hệ-mã|mã')
  return { system, code }
}

const relatives = (table: CodeTable, { code }: SystemCode, modifier: 'above' | 'below'): string[] | undefined => {
  const found = table.find(code)
  if (modifier === 'above') return found && [found.code, ...table.ancestors_of(found.code)]
  if (!found && !table.has_below(code)) return undefined
  return [found?.code ?? code, ...table.descendants_of(code).map((one) => one.code)]
}

/** Records of many years carry codes of every edition, so every edition that is held is asked. */
const codes_around = async (
  shelf: Shelf,
  question: CodeQuestion,
  modifier: 'above' | 'below',
): Promise<SystemCode[]> => {
  const token = read_token(question)
  const tables = await shelf.all_versions(token.system)
  if (tables.length === 0) throw refused(question, 'not-found', `máy chủ này không có hệ mã “${token.system}”`)
  const found = tables.flatMap((table) => relatives(table, token, modifier) ?? [])
  if (found.length === 0)
    throw refused(question, 'code-invalid', `mã “${token.code}” không có trong hệ mã ${token.system}`)
  return [...new Set(found)].map((code) => ({ system: token.system, code }))
}

/** An answer that cannot be given is a refusal of the parameter that asked for it. */
const naming =
  (question: CodeQuestion) =>
  (error: unknown): never => {
    if (!(error instanceof Failure) || error.status !== 422) throw error
    const expression = `${question.name}:${question.modifier}`
    throw new Failure(
      400,
      error.issues.map((issue) => ({ ...issue, expression })),
    )
  }

/** The codes behind `:in`, `:not-in`, `:above` and `:below` of a search. */
export const make_find_codes =
  (library: Library, base: string): FindCodes =>
  async (sql, facility, question) => {
    const shelf = library.open({ sql, facility })
    const { modifier } = question
    const is_set = modifier === 'in' || modifier === 'not-in'
    const codes = await (is_set ? codes_in(shelf, base, question) : codes_around(shelf, question, modifier)).catch(
      naming(question),
    )
    if (codes.length > codes_max)
      throw refused(
        question,
        'too-costly',
        `có ${codes.length} mã, nhiều hơn ${codes_max} mã cho một lần tìm; hãy hỏi hẹp hơn`,
      )
    return codes
  }
