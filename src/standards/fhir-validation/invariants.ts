import { compile, type Model } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'
import type { Issue } from '../../base/outcome/index.ts'
import { is_object, printed } from '../fhir/index.ts'
import type { Json } from './check.ts'
import { choice_name, elements_of, has_table, lineage_of, read_constraints, resource_types } from './definitions.ts'
import { issues_max } from './run.ts'

/**
 * The slow path: every constraint with severity error of R4, by an independent FHIRPath engine. For $validate, and as
 * the oracle of the rules that are written by hand. Two kinds are left to others: htmlChecks() is narrative.ts, and
 * resolve() needs the store.
 */
/** `path`: the element's own, for what is said of an Address only where an Organization has it. */
export type Place = { node: Json; type: string; path: string; place: string; resource: Json; root: Json }
type Constraint = { key: string; expression: string; find: (at: Place) => unknown[] }

/** The library's typing leaves `score` open where the library does not. */
const { score, ...facts } = r4
const model: Model = score === undefined ? facts : { ...facts, score }

/**
 * A constraint that compares all with all (dom-3 over contained resources) takes minutes for some hundreds of them, and
 * while it is computed everybody waits. The engine tells of each step; there the time is looked at.
 */
class OutOfTime extends Error {}
let deadline_ms = Infinity
const watch_time = (): void => {
  if (performance.now() > deadline_ms) throw new OutOfTime()
}

const beyond_us = /htmlChecks\(|resolve\(/

/** Two expressions say what no engine accepts: `as` over a collection (later releases say ofType), and a type in capitals. */
const corrected = (expression: string): string =>
  expression.replace(/(descendants\(\))\.as\(/g, '$1.ofType(').replace('answer is Boolean', 'answer is boolean')

const compile_constraint = (path: string, key: string, expression: string): Constraint => {
  const is_resource = resource_types.has(path) || path === 'DomainResource'
  const text = corrected(expression)
  const evaluate = compile(is_resource ? text : { base: path.replace('[x]', ''), expression: text }, model, {
    async: false,
    traceFn: () => undefined,
    debugger: watch_time,
  })
  return {
    key,
    expression,
    find: (at) => evaluate(at.node, { resource: at.resource, rootResource: at.root }) as unknown[],
  }
}

const compile_all = (): Map<string, Constraint[]> => {
  const compiled = new Map<string, Constraint[]>()
  for (const [path, constraints] of Object.entries(read_constraints()))
    compiled.set(
      path,
      Object.entries(constraints)
        .filter(([, expression]) => !beyond_us.test(expression))
        .map(([key, expression]) => compile_constraint(path, key, expression)),
    )
  return compiled
}

let compiled: Map<string, Constraint[]> | undefined

type Child = { type: string; path: string }
/** An element name as in JSON → what it holds, for elements that have children. */
const child_tables = new Map<string, ReadonlyMap<string, Child>>()
const children_of = (type: string): ReadonlyMap<string, Child> => {
  const known = child_tables.get(type)
  if (known) return known
  const children = new Map<string, Child>()
  for (const { name, is_choice, types } of elements_of(type))
    for (const { code } of types) {
      const child = { type: code, path: `${type}.${name}${is_choice ? '[x]' : ''}` }
      if (has_table(code)) children.set(is_choice ? choice_name(name, code) : name, child)
    }
  child_tables.set(type, children)
  return children
}

const inner_place = (node: Json, child: Child, place: string, owner: Place): Place => {
  if (child.type !== 'Resource') return { ...owner, node, type: child.type, path: child.path, place }
  const root = child.path.endsWith('.contained') ? owner.root : node
  return { node, type: printed(node['resourceType']), path: child.path, place, resource: node, root }
}

const walk = (at: Place, visit: (at: Place) => void): void => {
  visit(at)
  const children = children_of(at.type)
  for (const [key, value] of Object.entries(at.node)) {
    const child = children.get(key)
    if (child === undefined) continue
    const many = Array.isArray(value)
    for (const [i, item] of (many ? value : [value]).entries())
      if (is_object(item)) walk(inner_place(item, child, `${at.place}.${key}${many ? `[${i}]` : ''}`, at), visit)
  }
}

/** The resource and every element in it that has children. */
export const walk_elements = (resource: Json, visit: (at: Place) => void): void => {
  const type = printed(resource['resourceType'])
  if (resource_types.has(type)) walk({ node: resource, type, path: type, place: type, resource, root: resource }, visit)
}

/** Empty is “unknown”: the standard leaves it undecided. */
export type Verdict = { path: string; constraint: Constraint; holds: boolean | 'unknown' }

/** The engine throws where things cannot be compared (a Quantity in tablets with one in minutes): nothing is known then. */
const ask = (constraint: Constraint, at: Place): unknown[] => {
  try {
    return constraint.find(at)
  } catch (error) {
    if (error instanceof OutOfTime) throw error
    return []
  }
}

/** What the engine says of the constraints of an element's type. */
export const judge_element = (at: Place): Verdict[] => {
  compiled ??= compile_all()
  const all = compiled
  return [...new Set([...lineage_of(at.type), at.path])].flatMap((path) =>
    (all.get(path) ?? []).map((constraint): Verdict => {
      const answer = ask(constraint, at)
      return { path, constraint, holds: answer.length === 0 ? 'unknown' : answer.every((one) => one === true) }
    }),
  )
}

const not_all_judged: Issue = {
  severity: 'warning',
  code: 'too-costly',
  message: 'Tài nguyên lớn nên chưa kiểm tra hết các ràng buộc FHIRPath; cấu trúc và giá trị thì đã kiểm tra',
}

/** Runs `judge` until the time is over. @returns whether it came to its end */
const in_time = (time_max_ms: number, judge: () => void): boolean => {
  deadline_ms = performance.now() + time_max_ms
  try {
    judge()
    return true
  } catch (error) {
    if (error instanceof OutOfTime) return false
    throw error
  } finally {
    deadline_ms = Infinity
  }
}

/**
 * Every error constraint of R4 that does not hold. Takes milliseconds: not for the path of a write.
 * @param time_max_ms when it is over, a warning says that not everything was judged
 */
export const validate_invariants = (resource: Json, time_max_ms = Infinity): Issue[] => {
  const issues: Issue[] = []
  const judge_all = (): void => judge_each(resource, issues)
  return in_time(time_max_ms, judge_all) ? issues : [...issues, not_all_judged]
}

const judge_each = (resource: Json, issues: Issue[]): void => {
  // The engine marks the objects it works on, and knows no numbers kept as text.
  walk_elements(JSON.parse(JSON.stringify(resource)) as Json, (at) => {
    for (const { path, constraint, holds } of issues.length < issues_max ? judge_element(at) : [])
      if (holds === false)
        issues.push({
          severity: 'error',
          code: 'invariant',
          message: `Không thoả ràng buộc ${constraint.key} của ${path}: ${constraint.expression}`,
          expression: at.place,
        })
  })
}
