import { compile, type Model } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'
import type { Issue } from '../../base/outcome/index.ts'
import { is_object } from '../fhir/index.ts'
import type { Json } from './check.ts'
import { choice_name, elements_of, has_table, lineage_of, read_constraints, resource_types } from './definitions.ts'
import { issues_max } from './run.ts'

/**
 * The slow path: every constraint with severity error of R4, by an independent FHIRPath engine. For $validate, and as
 * the oracle of the rules that are written by hand. Two kinds are left to others: htmlChecks() is narrative.ts, and
 * resolve() needs the store.
 */
type Place = { node: Json; type: string; place: string; resource: Json; root: Json }
type Constraint = { key: string; expression: string; find: (at: Place) => unknown[] }

/** The library's typing leaves `score` open where the library does not. */
const { score, ...facts } = r4
const model: Model = score === undefined ? facts : { ...facts, score }

const beyond_us = /htmlChecks\(|resolve\(/

/** Two expressions say what no engine accepts: `as` over a collection (later releases say ofType), and a type in capitals. */
const corrected = (expression: string): string =>
  expression.replace(/(descendants\(\))\.as\(/g, '$1.ofType(').replace('answer is Boolean', 'answer is boolean')

const compile_constraint = (path: string, key: string, expression: string): Constraint => {
  const is_resource = resource_types.has(path) || path === 'DomainResource'
  const text = corrected(expression)
  const evaluate = compile(is_resource ? text : { base: path, expression: text }, model, {
    async: false,
    traceFn: () => undefined,
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

/** An element name as in JSON → the type of what it holds, for elements that have children. */
const child_types = new Map<string, ReadonlyMap<string, string>>()
const children_of = (type: string): ReadonlyMap<string, string> => {
  const known = child_types.get(type)
  if (known) return known
  const children = new Map<string, string>()
  for (const fact of elements_of(type))
    for (const { code } of fact.types)
      if (has_table(code)) children.set(fact.is_choice ? choice_name(fact.name, code) : fact.name, code)
  child_types.set(type, children)
  return children
}

const inner_place = (value: Json, type: string, place: string, owner: Place, is_contained: boolean): Place => {
  if (type !== 'Resource') return { ...owner, node: value, type, place }
  const own_type = typeof value['resourceType'] === 'string' ? value['resourceType'] : ''
  return { node: value, type: own_type, place, resource: value, root: is_contained ? owner.root : value }
}

const walk = (at: Place, visit: (at: Place) => void): void => {
  visit(at)
  const children = children_of(at.type)
  for (const [key, value] of Object.entries(at.node)) {
    const type = children.get(key)
    if (type === undefined) continue
    const many = Array.isArray(value)
    for (const [i, item] of (many ? value : [value]).entries())
      if (is_object(item))
        walk(inner_place(item, type, `${at.place}.${key}${many ? `[${i}]` : ''}`, at, key === 'contained'), visit)
  }
}

export type Verdict = { key: string; path: string; place: string; holds: boolean | 'unknown' }

/** What the engine says of each constraint at each element. Empty is “unknown”: the standard leaves it undecided. */
export const judge_constraints = (resource: Json, on_verdict: (verdict: Verdict) => void): void => {
  compiled ??= compile_all()
  const all = compiled
  const type = String(resource['resourceType'])
  if (!resource_types.has(type)) return
  walk({ node: resource, type, place: type, resource, root: resource }, (at) => {
    for (const path of lineage_of(at.type))
      for (const constraint of all.get(path) ?? []) {
        const answer = constraint.find(at)
        const holds = answer.length === 0 ? 'unknown' : answer.every((one) => one === true)
        on_verdict({ key: constraint.key, path, place: at.place, holds })
      }
  })
}

/** Every error constraint of R4 that does not hold. Takes milliseconds: not for the path of a write. */
export const validate_invariants = (resource: Json): Issue[] => {
  const issues: Issue[] = []
  judge_constraints(JSON.parse(JSON.stringify(resource)) as Json, ({ key, path, place, holds }) => {
    if (holds !== false || issues.length >= issues_max) return
    const expression = read_constraint(path, key)
    issues.push({
      severity: 'error',
      code: 'invariant',
      message: `Không thoả ràng buộc ${key} của ${path}: ${expression}`,
      expression: place,
    })
  })
  return issues
}

const read_constraint = (path: string, key: string): string =>
  compiled?.get(path)?.find((one) => one.key === key)?.expression ?? ''
