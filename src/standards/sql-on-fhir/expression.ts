import { Failure } from '../../base/outcome/index.ts'
import { is_exact_number, type Resource } from '../fhir/index.ts'
import { compile_fhirpath, is_element_node, plain_copy, type Expression } from '../fhirpath/index.ts'
import type { Constants } from './constants.ts'
import { compile_fast } from './fast-path.ts'
import type { Fast } from './fast-steps.ts'
import { view_functions, written_value } from './functions.ts'

/** What an expression is evaluated on: JSON for the fast path, the engine's node for the engine; undefined: the resource. */
export type Focus = { data: unknown; node: unknown }

/** One resource being read: as it came, and as the engine wants it, made when first asked for. */
type Reading = { exact: Resource; plain: Resource | undefined }

export type Compiled = {
  /** R4 type of what comes out, where it is known. */
  type: string | undefined
  fast: Fast | undefined
  /** Elements as nodes. */
  nodes: (focus: Focus, row_index: number) => unknown[]
  /** The resource being read, as it was handed in. */
  resource: () => Resource
}

export type Compiler = {
  compile: (path: string, type: string | undefined, place: string) => Compiled
  /** Before the rows of a resource are asked for. */
  open: (resource: Resource) => void
}

const located = (error: unknown, place: string): unknown =>
  error instanceof Failure
    ? new Failure(
        error.status,
        error.issues.map((issue) => ({ ...issue, expression: place })),
      )
    : error

const at_place = <Result>(place: string, work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    throw located(error, place)
  }
}

/** `getReferenceKey('Patient')`, as the specification's own examples write it. */
const without_quoted_type = (path: string): string => path.replace(/(\bgetReferenceKey\(\s*)'(\w+)'(\s*\))/g, '$1$2$3')

/** One compiler for one view: its constants, and the resource its functions ask for the digits of numbers. */
export const make_compiler = (constants: Constants, use_fast_path = true): Compiler => {
  const reading: Reading = { exact: { resourceType: '' }, plain: undefined }
  const language = {
    functions: view_functions(() => reading.exact),
    variables: [...constants.keys(), 'rowIndex'],
  }
  const given = Object.fromEntries(constants)
  const plain = (): Resource => (reading.plain ??= plain_copy(reading.exact))
  const nodes =
    (expression: Expression, place: string): Compiled['nodes'] =>
    (focus, row_index) => {
      const resource = plain()
      const variables = { ...given, rowIndex: row_index, resource, rootResource: resource }
      return at_place(place, () => expression.evaluate(focus.node ?? resource, variables))
    }
  return {
    compile: (path, type, place) => {
      const expression = at_place(place, () => compile_fhirpath(without_quoted_type(path), language))
      const fast = use_fast_path ? compile_fast(expression.tree, type, constants) : undefined
      return { type: fast?.type, fast, nodes: nodes(expression, place), resource: () => reading.exact }
    },
    open: (resource) => {
      reading.exact = resource
      reading.plain = undefined
    },
  }
}

/** Dates and quantities that the engine computed, not read, are objects of the library. */
const of_library = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== Object.prototype && prototype !== null
}

/** What the engine read is given as it was written: its own copy has lost 1.0 to 1. */
const json_of = (node: unknown, exact: Resource): unknown => {
  const value = is_element_node(node) ? (written_value(node, exact) ?? node.data) : node
  if (typeof value === 'bigint') return Number(value)
  return of_library(value) && !is_exact_number(value) ? String(value) : value
}

/** Plain values; what has no value (a primitive of which only extensions are there) gives none. */
export const values_of = (compiled: Compiled, focus: Focus, row_index: number): unknown[] => {
  const values = compiled.fast
    ? compiled.fast.run([focus.data], row_index)
    : compiled.nodes(focus, row_index).map((node) => json_of(node, compiled.resource()))
  return values.filter((value) => value !== null && value !== undefined)
}

/** The items a selection goes through; with nodes where something below needs the engine. */
export const foci_of = (compiled: Compiled, focus: Focus, row_index: number, with_nodes: boolean): Focus[] =>
  compiled.fast && !with_nodes
    ? compiled.fast.run([focus.data], row_index).map((data) => ({ data, node: undefined }))
    : compiled.nodes(focus, row_index).map((node) => ({ data: is_element_node(node) ? node.data : node, node }))
