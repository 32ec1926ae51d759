import { is_object, type Resource } from '../fhir/index.ts'
import { safe_copy, type Measure } from './copy-json.ts'
import { keep_identity } from './keep-identity.ts'
import { find_at, index_of, parent_at, read_pointer } from './pointer.ts'
import { without_empty } from './without-empty.ts'
import { malformed, not_applicable, test_failed, too_much, whole_patch, type At } from './refusal.ts'
import { same_json } from './same-json.ts'

const operations_max = 5_000
type Work = { document: unknown; measure: Measure }
type Operation = Record<string, unknown>

const value_of = (operation: Operation, work: Work, at: At): unknown => {
  if (!Object.hasOwn(operation, 'value')) throw malformed(at, 'thiếu “value”')
  return safe_copy(operation['value'], at, work.measure)
}

/** RFC 6902 §4.1: into an array before the index, `-` at its end; over a member of that name. */
const put = (work: Work, tokens: readonly string[], value: unknown, at: At): void => {
  if (tokens.length === 0) {
    work.document = value
    return
  }
  const parent = parent_at(work.document, tokens, at)
  if (parent.of === 'object') {
    parent.object[parent.token] = value
    return
  }
  const { list, token } = parent
  const index = token === '-' ? list.length : index_of(token)
  if (index === undefined) throw not_applicable(at, `“${token}” không phải là số thứ tự của mảng`)
  if (index > list.length) throw not_applicable(at, `số thứ tự vượt quá ${list.length} phần tử của mảng`)
  list.splice(index, 0, value)
}

const get = (work: Work, tokens: readonly string[], at: At): unknown => {
  const value = find_at(work.document, tokens)
  if (value === undefined) throw not_applicable(at, `không có gì ở “${pointer_text(tokens)}”`)
  return value
}

const pointer_text = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const take = (work: Work, tokens: readonly string[], at: At): void => {
  get(work, tokens, at)
  if (tokens.length === 0) throw not_applicable(at, 'không thể bỏ cả tài nguyên')
  const parent = parent_at(work.document, tokens, at)
  if (parent.of === 'list') parent.list.splice(Number(parent.token), 1)
  else delete parent.object[parent.token]
}

const replace = (work: Work, tokens: readonly string[], value: unknown, at: At): void => {
  get(work, tokens, at)
  if (tokens.length === 0) {
    work.document = value
    return
  }
  const parent = parent_at(work.document, tokens, at)
  if (parent.of === 'list') parent.list[Number(parent.token)] = value
  else parent.object[parent.token] = value
}

const is_below = (path: readonly string[], from: readonly string[]): boolean =>
  path.length > from.length && from.every((token, i) => token === path[i])

const move = (work: Work, from: readonly string[], path: readonly string[], at: At): void => {
  const value = get(work, from, at)
  if (is_below(path, from)) throw not_applicable(at, 'không thể chuyển một phần tử vào trong chính nó')
  if (pointer_text(from) === pointer_text(path)) return
  take(work, from, at)
  put(work, path, value, at)
}

const test = (work: Work, tokens: readonly string[], expected: unknown, at: At): void => {
  const value = find_at(work.document, tokens)
  if (value === undefined) throw test_failed(at, 'không có gì để so')
  if (!same_json(value, expected)) throw test_failed(at, 'giá trị đang có khác giá trị mong đợi')
}

const run_operation = (work: Work, operation: Operation, at: At): void => {
  const path = read_pointer(operation['path'], 'path', at)
  switch (operation['op']) {
    case 'add':
      return put(work, path, value_of(operation, work, at), at)
    case 'remove':
      return take(work, path, at)
    case 'replace':
      return replace(work, path, value_of(operation, work, at), at)
    case 'move':
      return move(work, read_pointer(operation['from'], 'from', at), path, at)
    case 'copy':
      return put(
        work,
        path,
        safe_copy(get(work, read_pointer(operation['from'], 'from', at), at), at, work.measure),
        at,
      )
    case 'test':
      return test(work, path, value_of(operation, work, at), at)
    default:
      throw malformed(at, `“op” phải là add, remove, replace, move, copy hoặc test`)
  }
}

const place_of = (operation: unknown, index: number): At => {
  const path = is_object(operation) && typeof operation['path'] === 'string' ? operation['path'] : ''
  return { index, path, expression: `[${index}]${path}` }
}

/** RFC 6902 on any JSON document. The document stays as it was; the result shares nothing with it. */
export const patch_document = (document: unknown, operations: unknown): unknown => {
  if (!Array.isArray(operations)) throw malformed(whole_patch, 'JSON Patch phải là một mảng các thao tác')
  if (operations.length > operations_max) throw too_much(whole_patch, `có quá ${operations_max} thao tác`)
  const work: Work = { document: undefined, measure: { weight: 0 } }
  work.document = safe_copy(document, whole_patch, work.measure)
  operations.forEach((operation: unknown, index) => {
    const at = place_of(operation, index)
    if (!is_object(operation)) throw malformed(at, 'thao tác phải là một đối tượng')
    run_operation(work, operation, at)
  })
  return work.document
}

/** RFC 6902 on a resource: the same resource comes out, changed. Whether it is still a valid one is the store's question. */
export const apply_json_patch = (resource: Resource, operations: unknown): Resource =>
  keep_identity(resource, without_empty(patch_document(resource, operations)))
