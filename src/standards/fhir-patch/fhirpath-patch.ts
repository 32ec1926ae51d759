import { Failure } from '../../base/outcome/index.ts'
import type { Resource } from '../fhir/index.ts'
import { compile_fhirpath, find_place, is_element_node, plain_copy, type Place } from '../fhirpath/index.ts'
import { add_element, get_element, insert_element, move_element, to_json } from './add-element.ts'
import { safe_copy } from './copy-json.ts'
import { children_at, remove_at, replace_at } from './edit-tree.ts'
import { keep_identity } from './keep-identity.ts'
import { read_parameters, type Operation } from './read-parameters.ts'
import { malformed, not_applicable, too_much, whole_patch, type At } from './refusal.ts'

type Tree = Record<string, unknown>

/**
 * Nobody points at an element with more; the time to read an expression grows with the square of its length (1 s for
 * 2,000 characters of nested brackets).
 */
const path_length_max = 500
/** Expressions are computed where requests are answered: while a patch computes, everybody waits. */
const time_max_ms = 2_000

/**
 * The resource twice: with its digits, and as the FHIRPath engine wants it. Every change is made to both, so a place
 * found in the one is the place in the other, and no operation copies the resource again.
 */
type Work = { exact: Tree; plain: Tree }

/** Where an expression leads: the place and the R4 type there (Patient.contact, HumanName, date). */
type Found = { place: Place; type: string; name: string; owner_type: string }

const nodes_at = (work: Work, path: string, at: At): unknown[] => {
  if (path.length > path_length_max) throw malformed(at, `đường dẫn dài quá ${path_length_max} ký tự`)
  try {
    return compile_fhirpath(path).evaluate(work.plain, { resource: work.plain, rootResource: work.plain })
  } catch (error) {
    if (error instanceof Failure) throw malformed(at, error.message)
    throw error
  }
}

const find_all = (work: Work, path: string, at: At): Found[] =>
  nodes_at(work, path, at).map((node) => {
    const place = find_place(node)
    if (place === undefined || !is_element_node(node))
      throw not_applicable(at, 'đường dẫn phải chỉ vào một phần tử của tài nguyên')
    return { place, type: node.path ?? '', name: node.propName ?? '', owner_type: node.parentResNode?.path ?? '' }
  })

const the_only = (found: Found[], at: At): Found => {
  const [first] = found
  if (!first) throw not_applicable(at, 'không tìm thấy phần tử nào')
  if (found.length > 1) throw not_applicable(at, `đường dẫn phải chỉ vào một phần tử, ở đây có ${found.length}`)
  return first
}

const not_the_root = (found: Found, at: At): Found => {
  if (found.place.length === 0) throw not_applicable(at, 'đường dẫn phải chỉ vào một phần tử, không phải cả tài nguyên')
  return found
}

/** `Patient.name[0].given` → what owns the list, and the list's name; the list itself may be absent. */
const find_list = (work: Work, path: string, at: At): { owner: Found; name: string } => {
  const [, owner_path, name] = /^(?:([^]+)\.)?\s*`?([A-Za-z][A-Za-z0-9]*)`?\s*$/.exec(path) ?? []
  if (name === undefined) throw not_applicable(at, 'đường dẫn phải kết thúc bằng tên một danh sách')
  return { owner: the_only(find_all(work, owner_path ?? '$this', at), at), name }
}

const add = (work: Work, { at, path, name, value }: Operation & { type: 'add' }): void => {
  const { place, type } = the_only(find_all(work, path, at), at)
  add_element(children_at(work.exact, place), type, name, value, at)
  add_element(children_at(work.plain, place), type, name, plain_copy(value), at)
}

const insert = (work: Work, { at, path, index, value }: Operation & { type: 'insert' }): void => {
  const { owner, name } = find_list(work, path, at)
  insert_element(children_at(work.exact, owner.place), owner.type, name, index, value, at)
  insert_element(children_at(work.plain, owner.place), owner.type, name, index, plain_copy(value), at)
}

const move = (work: Work, { at, path, source, destination }: Operation & { type: 'move' }): void => {
  const { owner, name } = find_list(work, path, at)
  for (const tree of [work.exact, work.plain])
    move_element(children_at(tree, owner.place), owner.type, name, source, destination, at)
}

const replace = (work: Work, { at, path, value }: Operation & { type: 'replace' }): void => {
  const { place, owner_type, name } = not_the_root(the_only(find_all(work, path, at), at), at)
  const element = get_element(owner_type, name, at)
  const { key, pair } = to_json(element, value, at)
  replace_at(work.exact, place, key, pair)
  replace_at(work.plain, place, key, plain_copy(pair))
}

/** The one operation for which finding nothing is right (R4 FHIRPath Patch). */
const remove = (work: Work, { at, path }: Operation): void => {
  const found = find_all(work, path, at)
  if (found.length === 0) return
  const { place } = not_the_root(the_only(found, at), at)
  remove_at(work.exact, place)
  remove_at(work.plain, place)
}

const run_operation = (work: Work, operation: Operation): void => {
  switch (operation.type) {
    case 'add':
      return add(work, operation)
    case 'insert':
      return insert(work, operation)
    case 'replace':
      return replace(work, operation)
    case 'move':
      return move(work, operation)
    case 'delete':
      return remove(work, operation)
  }
}

/**
 * FHIRPath Patch (R4, fhirpatch.html). The resource stays as it was; the result shares nothing with it or with the
 * parameters. Whether it is still a valid resource is the store's question.
 */
export const apply_fhirpath_patch = (resource: Resource, parameters: unknown): Resource => {
  const operations = read_parameters(safe_copy(parameters, whole_patch))
  const exact = safe_copy(resource, whole_patch)
  const work: Work = { exact, plain: plain_copy(exact) }
  const started_ms = performance.now()
  for (const operation of operations) {
    if (performance.now() - started_ms > time_max_ms)
      throw too_much(operation.at, `cả bản vá tính lâu quá ${time_max_ms / 1_000} giây; hãy chia nhỏ`)
    run_operation(work, operation)
  }
  return keep_identity(resource, work.exact)
}
