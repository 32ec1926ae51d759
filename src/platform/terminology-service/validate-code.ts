import { fail } from '../../base/outcome/index.ts'
import { find_member, type CodeTable, type ValueSet } from '../../standards/fhir-terminology/index.ts'
import { find_code_system, get_code_system, get_value_set } from './find-subject.ts'
import { language_of, refuse_unless_one, type Question, type Terminology } from './operation.ts'
import type { AskedCoding, Kinds } from './parameters.ts'
import { judge_all, judge_known, verdict_text, type Verdict } from './verdict.ts'

const common: Kinds = {
  ...{ url: 'text', code: 'text', display: 'text', coding: 'coding', codeableConcept: 'concept', date: 'text' },
  ...{ abstract: 'flag', displayLanguage: 'text' },
}

/** The code, Coding or CodeableConcept that was sent; exactly one of them. */
const asked_codings = ({ asked }: Question, of_code: { system: string | undefined; version: string | undefined }) => {
  const [code, coding, codings] = [asked.text('code'), asked.coding('coding'), asked.codings('codeableConcept')]
  refuse_unless_one(['code', 'coding', 'codeableConcept'], [code, coding, codings])
  const display = asked.text('display')
  if (code === undefined && display !== undefined) throw fail.invalid('“display” chỉ đi cùng “code”', 'display')
  if (code !== undefined) return [{ ...of_code, code, display }]
  return codings ?? (coding ? [coding] : [])
}

const options_of = ({ asked }: Question) => ({
  language: language_of(asked),
  with_abstract: asked.flag('abstract') === true,
})

const incomplete = ({ system, code }: AskedCoding): Verdict | undefined => {
  if (code === undefined) return { result: false, message: 'Coding không có mã' }
  return system === undefined ? { result: false, message: `Mã ${code} không nói rõ thuộc hệ mã nào` } : undefined
}

const absent_from_list = (table: CodeTable, code: string): string =>
  table.content === 'complete'
    ? `Mã ${code} không có trong hệ mã ${table.url}${table.version === undefined ? '' : ` bản ${table.version}`}`
    : `Mã ${code} không có trong phần của hệ mã ${table.url} mà máy chủ này giữ`

const judge_in_system =
  (question: Question, table: CodeTable) =>
  (coding: AskedCoding): Promise<Verdict> => {
    const { system, code = '', version } = coding
    const broken = incomplete(coding)
    if (broken) return Promise.resolve(broken)
    if (system !== table.url)
      return Promise.resolve({ result: false, message: `Mã ${code} thuộc hệ mã ${system}, không phải ${table.url}` })
    if (version !== undefined && table.version !== undefined && version !== table.version)
      return Promise.resolve({ result: false, message: `Mã ${code} ghi bản ${version}, đang xét bản ${table.version}` })
    const concept = table.find(code)
    return Promise.resolve(
      concept
        ? judge_known(coding, { concept }, options_of(question))
        : { result: false, message: absent_from_list(table, code) },
    )
  }

/** CodeSystem/$validate-code (R4 operation-codesystem-validate-code). */
export const validate_in_code_system: Terminology = {
  name: '$validate-code',
  type: 'CodeSystem',
  definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code',
  on: ['type', 'instance'],
  kinds: { ...common, codeSystem: 'resource', version: 'text' },
  bare: { CodeSystem: 'codeSystem' },
  async answer(question) {
    const { asked } = question
    const given = await find_code_system(question)
    const url = asked.text('url') ?? (given ? undefined : asked.coding('coding')?.system)
    refuse_unless_one(['url', 'codeSystem'], [url, given])
    const version = asked.text('version') ?? asked.coding('coding')?.version
    const table = given ?? (await get_code_system(question, url ?? '', version, 'url'))
    const codings = asked_codings(question, { system: table.url, version: undefined })
    return verdict_text(await judge_all(codings, judge_in_system(question, table)))
  },
}

const judge_in_set =
  (question: Question, set: ValueSet) =>
  async (coding: AskedCoding): Promise<Verdict> => {
    const { system = '', code = '', version } = coding
    const broken = incomplete(coding)
    if (broken) return broken
    const { shelf } = question
    const member = await find_member(set, { system, code, version }, shelf)
    if (member) return judge_known(coding, { ...member, concept: member.concept }, options_of(question))
    const table = await shelf.code_system(system, version, set.locked_date)
    const why = table && !table.find(code) ? `; ${absent_from_list(table, code)}` : ''
    return { result: false, message: `Mã ${code} (${system}) không thuộc bộ mã ${set.url || 'đã gửi'}${why}` }
  }

/** ValueSet/$validate-code (R4 operation-valueset-validate-code). */
export const validate_in_value_set: Terminology = {
  name: '$validate-code',
  type: 'ValueSet',
  definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code',
  on: ['type', 'instance'],
  kinds: {
    ...common,
    ...{ valueSet: 'resource', valueSetVersion: 'text', system: 'text', systemVersion: 'text', context: 'refused' },
  },
  bare: { ValueSet: 'valueSet' },
  async answer(question) {
    const { asked } = question
    const system = asked.text('system')
    if (asked.text('code') !== undefined && system === undefined)
      throw fail.invalid('Một mã (code) cần đi cùng hệ mã của nó (system)', 'system')
    const codings = asked_codings(question, { system, version: asked.text('systemVersion') })
    const set = await get_value_set(question)
    return verdict_text(await judge_all(codings, judge_in_set(question, set)))
  },
}
