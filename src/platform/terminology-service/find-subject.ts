import { fail } from '../../base/outcome/index.ts'
import {
  read_code_system,
  read_value_set,
  type CodeTable,
  type ValueSet,
} from '../../standards/fhir-terminology/index.ts'
import { join_canonical } from './canonical.ts'
import { refuse_unless_one, unknown_definition, type Question } from './operation.ts'

/** The value set a question is about: by id, by URL, or sent along. */
export const get_value_set = async ({ call, asked, shelf }: Question): Promise<ValueSet> => {
  const url = asked.text('url')
  const sent = asked.resource('valueSet')
  if (call.id !== '') {
    if (url !== undefined || sent) throw fail.invalid('Địa chỉ đã nói rõ bộ mã: không gửi thêm url hay valueSet', 'url')
    const own = await shelf.value_set_by_id(call.id)
    if (!own) throw unknown_definition('bộ mã', 'id', call.id)
    return own
  }
  refuse_unless_one(['url', 'valueSet'], [url, sent])
  if (sent) {
    if (sent['resourceType'] !== 'ValueSet') throw fail.invalid('“valueSet” phải là một ValueSet', 'valueSet')
    return read_value_set(sent)
  }
  const canonical = join_canonical(url ?? '', asked.text('valueSetVersion'))
  const found = await shelf.value_set(canonical)
  if (!found) throw unknown_definition('bộ mã', 'url', canonical)
  return found
}

/** A code system that is held, or a refusal that names it. */
export const get_code_system = async (
  { shelf }: Pick<Question, 'shelf'>,
  url: string,
  version: string | undefined,
  name: string,
): Promise<CodeTable> => {
  const table = await shelf.code_system(url, version, undefined)
  if (!table) throw unknown_definition('hệ mã', name, version === undefined ? url : `${url}|${version}`)
  return table
}

/** The code system a question is about: by id, by URL, or sent along. */
export const find_code_system = async (question: Question): Promise<CodeTable | undefined> => {
  const { call, asked, shelf } = question
  if (call.id !== '') {
    const own = await shelf.code_system_by_id(call.id)
    if (!own) throw unknown_definition('hệ mã', 'id', call.id)
    return own
  }
  const sent = asked.resource('codeSystem')
  if (!sent) return undefined
  if (sent['resourceType'] !== 'CodeSystem') throw fail.invalid('“codeSystem” phải là một CodeSystem', 'codeSystem')
  return read_code_system(sent)
}
