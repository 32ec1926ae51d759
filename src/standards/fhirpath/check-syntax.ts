import { fail } from '../../base/outcome/index.ts'
import { is_type_name } from './model.ts'

/** A node of the tree the library's parser makes. */
export type Ast = { type: string; text?: string; delimitedText?: string; children?: Ast[] }

/**
 * The functions of FHIRPath N1 and R4 §2.1.9.1.5 that may be used, with their numbers of arguments. Left out on purpose:
 * resolve, memberOf, weight, ordinal (would ask other servers), trace (would write data into the log), matches and
 * replaceMatches (a pattern can take forever), defineVariable.
 */
const arities: ReadonlyMap<string, readonly number[]> = new Map(
  [
    [
      0,
      'empty not exists allTrue anyTrue allFalse anyFalse isDistinct distinct count sum min max avg single first last tail ' +
        'type toInteger toLong toDecimal toString toDate toDateTime toTime toBoolean toQuantity convertsToInteger ' +
        'convertsToLong convertsToDecimal convertsToString convertsToDate convertsToDateTime convertsToTime ' +
        'convertsToBoolean convertsToQuantity hasValue getValue upper lower length toChars join trim abs ceiling exp ' +
        'floor ln round sqrt truncate now today timeOfDay children descendants',
    ] as const,
    [
      1,
      'exists all subsetOf supersetOf where extension select aggregate take skip ofType is as combine union intersect ' +
        'exclude toQuantity indexOf substring startsWith endsWith contains join split encode decode log power round ' +
        'repeat comparable',
    ] as const,
    [2, 'aggregate iif substring replace'] as const,
    [3, 'iif'] as const,
  ].reduce((all, [count, names]) => {
    for (const name of names.split(' ')) all.set(name, [...(all.get(name) ?? []), count])
    return all
  }, new Map<string, number[]>()),
)

/** What the caller adds to the language: functions with their numbers of arguments, names of %variables. */
export type Additions = {
  functions: ReadonlyMap<string, readonly number[]>
  /** Those among them whose argument is the name of a type. */
  type_functions: ReadonlySet<string>
  variables: ReadonlySet<string>
}

const known_variables: ReadonlySet<string> = new Set(['context', 'resource', 'rootResource', 'ucum'])
const functions_of_types: ReadonlySet<string> = new Set(['ofType', 'is', 'as'])

export const text_below = (node: Ast): string =>
  node.text || (node.children ?? []).map(text_below).filter(Boolean).join('.')

export type Call = { name: string; args: Ast[] }
/** Name and arguments of a FunctionInvocation. */
export const call_of = (node: Ast): Call => {
  const [name, params] = node.children?.[0]?.children ?? []
  return { name: name?.text ?? '', args: params?.children ?? [] }
}

const check_type = (name: string, text: string): void => {
  if (!is_type_name(name)) throw fail.value(`Biểu thức “${text}”: “${name}” không phải là một kiểu của FHIR R4`)
}

const check_call = (node: Ast, additions: Additions, text: string): void => {
  const { name, args } = call_of(node)
  const counts = additions.functions.get(name) ?? arities.get(name)
  if (!counts) throw fail.value(`Biểu thức “${text}”: hàm ${name}() không được hỗ trợ`)
  if (!counts.includes(args.length))
    throw fail.value(`Biểu thức “${text}”: hàm ${name}() không nhận ${args.length} tham số`)
  const [first] = args
  if (first && (functions_of_types.has(name) || additions.type_functions.has(name))) check_type(text_below(first), text)
}

const check_variable = (node: Ast, additions: Additions, text: string): void => {
  const name = node.delimitedText?.replace(/^['`]|['`]$/g, '') ?? node.text ?? ''
  if (!known_variables.has(name) && !additions.variables.has(name))
    throw fail.value(`Biểu thức “${text}”: không có hằng %${name}`)
}

/** Throws for what the engine would only find out on some data, or not at all. */
export const check_syntax = (node: Ast, additions: Additions, text: string): void => {
  if (node.type === 'FunctionInvocation') check_call(node, additions, text)
  if (node.type === 'ExternalConstantTerm') check_variable(node, additions, text)
  if (node.type === 'TypeSpecifier') check_type(text_below(node), text)
  for (const child of node.children ?? []) check_syntax(child, additions, text)
}

const pairwise: ReadonlySet<string> = new Set([
  'union',
  'distinct',
  'isDistinct',
  'intersect',
  'exclude',
  'subsetOf',
  'supersetOf',
  'repeat',
])

/** Does it compare all items of a collection with all others? Such operators need smaller collections (evaluate.ts). */
export const compares_pairs = (node: Ast): boolean =>
  node.type === 'UnionExpression' ||
  (node.type === 'EqualityExpression' && (node.text ?? '').includes('~')) ||
  (node.type === 'FunctionInvocation' && pairwise.has(call_of(node).name)) ||
  (node.children ?? []).some(compares_pairs)
