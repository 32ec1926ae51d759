import { compile, parse } from 'fhirpath'
import { Failure, fail } from '../../base/outcome/index.ts'
import { check_syntax, compares_pairs, type Additions, type Ast } from './check-syntax.ts'
import { model } from './model.ts'

/** Longer expressions are not written by people, and the parser's stack is not endless. */
const text_length_max = 2_000
/** Steps and items one evaluation may cost: about a second of work. */
const budget = 1_000_000
/** Items a collection may have where all are compared with all. */
const pairs_items_max = 1_000

/** A function of the caller: gets the collection it is called on, as the engine holds it, and its arguments. */
export type AddedFunction = {
  fn: (nodes: unknown[], ...args: never[]) => unknown[]
  arity: { [count: number]: ('Expr' | 'TypeSpecifier' | 'Integer' | 'String')[] }
}

export type Expression = {
  text: string
  tree: Ast
  /** Elements come as nodes (place.ts), everything else as plain values. */
  evaluate: (focus: unknown, variables?: Record<string, unknown>) => unknown[]
}

export type Language = { functions?: Record<string, AddedFunction>; variables?: Iterable<string> }

const words_of = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 200)

/** Narrative.div: a word of the language after a dot can only be an element, though the grammar wants it in backticks. */
const with_named_elements = (text: string): string =>
  text.replace(/'(?:[^'\\]|\\.)*'|\.\s*(div|mod)\b/g, (whole, word?: string) =>
    word === undefined ? whole : `.\`${word}\``,
  )

const read = (text: string): Ast => {
  if (text.length > text_length_max) throw fail.value(`Biểu thức FHIRPath dài quá ${text_length_max} ký tự`)
  try {
    return parse(text)
  } catch (error) {
    throw fail.value(`Biểu thức FHIRPath “${text.slice(0, 200)}” sai cú pháp: ${words_of(error)}`)
  }
}

const cost_of = (result: unknown): number => {
  if (!Array.isArray(result)) return 1
  let cost = 1 + result.length
  for (const item of result) if (typeof item === 'string') cost += item.length >> 6
  return cost
}

const too_costly = (text: string): Failure =>
  new Failure(422, [{ severity: 'error', code: 'too-long', message: `Biểu thức “${text}” phải tính quá nhiều bước` }])

const functions_of = (language: Language) =>
  Object.fromEntries(
    Object.entries(language.functions ?? {}).map(([name, one]) => [name, { ...one, internalStructures: true }]),
  )

const additions_of = (language: Language): Additions => {
  const functions = Object.entries(language.functions ?? {})
  return {
    functions: new Map(functions.map(([name, one]) => [name, Object.keys(one.arity).map(Number)])),
    type_functions: new Set(
      functions.flatMap(([name, one]) => (Object.values(one.arity).flat().includes('TypeSpecifier') ? [name] : [])),
    ),
    variables: new Set(language.variables),
  }
}

/**
 * Parses once and checks names, types and numbers of arguments at once; a wrong expression is a Failure here, not on
 * some data later. The engine gets what plain_copy made, runs synchronously, asks nobody and has a budget.
 */
export const compile_fhirpath = (written: string, language: Language = {}): Expression => {
  const text = with_named_elements(written)
  const tree = read(text)
  check_syntax(tree, additions_of(language), text)
  const items_max = compares_pairs(tree) ? pairs_items_max : budget
  let left = 0
  let last: unknown[] = []
  // The engine tells each step's result, the whole expression's last; it is where nodes can be had and costs be counted.
  const watch = (_context: unknown, _focus: unknown, result: unknown): void => {
    left -= cost_of(result)
    if (left < 0 || (Array.isArray(result) && result.length > items_max)) throw too_costly(text)
    last = Array.isArray(result) ? result : [result]
  }
  const run = compile(text, model, { debugger: watch, userInvocationTable: functions_of(language), async: false })
  const evaluate = (focus: unknown, variables: Record<string, unknown> = {}): unknown[] => {
    left = budget
    last = []
    try {
      run(focus, variables)
    } catch (error) {
      if (error instanceof Failure) throw error
      throw fail.value(`Biểu thức “${text}” không tính được: ${words_of(error)}`)
    }
    return last
  }
  return { text, tree, evaluate }
}
