import { call_of, text_below, type Ast } from '../fhirpath/index.ts'
import { is_object } from '../fhir/index.ts'
import type { Constants } from './constants.ts'
import { filter, map, member, of_type, text_types, value_of, type Fast } from './fast-steps.ts'
import { reference_key, resource_key } from './functions.ts'

const literal_text = (node: Ast | undefined): string | undefined => {
  const text = node?.text ?? ''
  return /^'[^'\\]*'$/.test(text) ? text.slice(1, -1) : undefined
}

type Compile = (node: Ast | undefined, focus: Fast) => Fast | undefined

const equality = (node: Ast, focus: Fast, compile: Compile): Fast | undefined => {
  const [left, right] = (node.children ?? []).map((child) => compile(child, focus))
  const is_text = (side: Fast): boolean => text_types.has(side.type ?? '')
  if (node.text !== '=' || !left || !right) return undefined
  if (!(is_text(left) && is_text(right)) && !(left.type === 'boolean' && right.type === 'boolean')) return undefined
  return {
    type: 'boolean',
    run: (items, row_index) => {
      const [a, b] = [left.run(items, row_index), right.run(items, row_index)]
      if (a.length === 0 || b.length === 0 || a.includes(null) || b.includes(null)) return []
      return [a.length === b.length && a.every((one, i) => one === b[i])]
    },
  }
}

const both = (node: Ast, focus: Fast, compile: Compile): Fast | undefined => {
  const [left, right] = (node.children ?? []).map((child) => compile(child, focus))
  if (left?.type !== 'boolean' || right?.type !== 'boolean') return undefined
  return {
    type: 'boolean',
    run: (items, row_index) => {
      const [a] = left.run(items, row_index)
      if (a === false) return [false]
      const [b] = right.run(items, row_index)
      if (b === false) return [false]
      return a === true && b === true ? [true] : []
    },
  }
}

const where = (from: Fast, criteria: Ast | undefined, compile: Compile): Fast | undefined => {
  const condition = compile(criteria, { run: (items) => items, type: from.type })
  if (condition?.type !== 'boolean') return undefined
  return filter(from, (item, row_index) => condition.run([item], row_index)[0] === true)
}

const extension = (from: Fast, url: string | undefined): Fast | undefined => {
  const all = url === undefined || /^[a-z]/.test(from.type ?? 'x') ? undefined : member(from, 'extension')
  return all && filter(all, (item) => is_object(item) && item['url'] === url)
}

const join = (from: Fast, args: readonly Ast[]): Fast | undefined => {
  const separator = args[0] ? literal_text(args[0]) : ''
  if (separator === undefined || !text_types.has(from.type ?? '')) return undefined
  return map(from, 'string', (items) => {
    const texts = items.filter((item) => item !== null)
    return texts.length === 0 ? [] : [texts.join(separator)]
  })
}

const keys = (from: Fast, key: (item: unknown) => string | undefined): Fast =>
  map(from, 'string', (items) => items.flatMap((item) => key(item) ?? []))

const invoke = (from: Fast, node: Ast, compile: Compile): Fast | undefined => {
  const { name, args } = call_of(node)
  const [first] = args
  switch (name) {
    case 'first':
      return { type: from.type, run: (items, row_index) => from.run(items, row_index).slice(0, 1) }
    case 'where':
      return where(from, first, compile)
    case 'ofType':
      return first && of_type(from, text_below(first))
    case 'extension':
      return extension(from, literal_text(first))
    case 'join':
      return join(from, args)
    case 'exists':
    case 'empty': {
      const left = first ? where(from, first, compile) : from
      return left && map(left, 'boolean', (items) => [items.length > 0 === (name === 'exists')])
    }
    case 'getResourceKey':
      return keys(from, resource_key)
    case 'getReferenceKey':
      return keys(from, (item) => reference_key(item, first && text_below(first).replace(/^FHIR\./, '')))
    default:
      return undefined
  }
}

const indexed = (from: Fast, index: Fast | undefined): Fast | undefined => {
  if (index?.type !== 'integer') return undefined
  return {
    type: from.type,
    run: (items, row_index) => {
      const [at] = index.run(items, row_index)
      return typeof at === 'number' && at >= 0 ? from.run(items, row_index).slice(at, at + 1) : []
    },
  }
}

const literal = (node: Ast): Fast | undefined => {
  const [kind] = node.children ?? []
  const text = literal_text(node)
  if (kind?.type === 'StringLiteral' && text !== undefined) return value_of(text, 'string')
  if (kind?.type === 'BooleanLiteral') return value_of(node.text === 'true', 'boolean')
  if (kind?.type !== 'NumberLiteral') return undefined
  return value_of(Number(node.text), (node.text ?? '').includes('.') ? 'decimal' : 'integer')
}

const variable = (name: string, constants: Constants): Fast | undefined => {
  if (name === 'rowIndex') return { run: (_items, row_index) => [row_index], type: 'integer' }
  const value = constants.get(name)
  if (typeof value === 'string') return value_of(value, 'string')
  if (typeof value === 'boolean') return value_of(value, 'boolean')
  return typeof value === 'number' ? value_of(value, Number.isInteger(value) ? 'integer' : 'decimal') : undefined
}

/**
 * Simple expressions as plain loops over the JSON, without the engine: paths, indexes, first(), where() with
 * comparisons to texts, ofType(), extension(), exists(), join(), keys, literals, constants. Everything else, and
 * everything whose R4 type is not known, is left to the engine (undefined here). tests hold both against each other.
 `type` is that of the focus; undefined where it is not known.
 */
export const compile_fast = (tree: Ast, type: string | undefined, constants: Constants): Fast | undefined => {
  const compile: Compile = (node, focus) => {
    const [child, other] = node?.children ?? []
    switch (node?.type) {
      case 'EntireExpression':
      case 'TermExpression':
      case 'InvocationTerm':
      case 'ParenthesizedTerm':
        return compile(child, focus)
      case 'ThisInvocation':
        return focus
      case 'MemberInvocation':
        return member(focus, (node.text ?? '').replaceAll('`', ''))
      case 'FunctionInvocation':
        return invoke(focus, node, compile)
      case 'InvocationExpression': {
        const from = compile(child, focus)
        if (!from || !other) return undefined
        return other.type === 'FunctionInvocation' ? invoke(from, other, compile) : compile(other, from)
      }
      case 'IndexerExpression': {
        const from = compile(child, focus)
        return from && indexed(from, compile(other, focus))
      }
      case 'EqualityExpression':
        return equality(node, focus, compile)
      case 'AndExpression':
        return both(node, focus, compile)
      case 'LiteralTerm':
        return literal(node)
      case 'ExternalConstantTerm':
        return node.delimitedText === undefined ? variable(node.text ?? '', constants) : undefined
      default:
        return undefined
    }
  }
  return compile(tree, { run: (items) => items, type })
}
