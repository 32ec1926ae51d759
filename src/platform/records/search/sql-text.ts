import { Failure, fail } from '../../../base/outcome/index.ts'
import type { Scopes } from '../../../standards/smart-scopes/index.ts'
import { make_code_sets, type CodeSets } from './code-sets.ts'

/** Collects the values of a statement; values never become SQL text. $1 is always the facility. */
export type Binder = {
  values: unknown[]
  bind(value: unknown): string
  next_alias(): string
  /** Codes asked for by what they mean. */
  sets: CodeSets
  /** Of a token that does not reach every row; absent, every row may be asked about. */
  scopes?: Scopes | undefined
}

export const make_binder = (facility: string, sets = make_code_sets(), scopes?: Scopes): Binder => {
  const values: unknown[] = [facility]
  let aliases = 0
  return {
    values,
    bind: (value) => `$${values.push(value)}`,
    next_alias: () => `t${(aliases += 1)}`,
    sets,
    scopes,
  }
}

export const wrong_value = (name: string, value: string): Failure =>
  fail.invalid(`Giá trị “${value.slice(0, 200)}” của tham số “${name}” không đúng dạng`, name)

export const unsupported = (name: string, why: string): Failure =>
  new Failure(400, [
    { severity: 'error', code: 'not-supported', message: `Tham số “${name}”: ${why}`, expression: name },
  ])

/** R4 §3.1.1.3 Escaping: `\,` `\|` `\$` `\\`. */
export const unescape_value = (text: string): string => text.replace(/\\([\\,|$])/g, '$1')

/** Splits at a separator that is not escaped; the parts keep their escapes. */
export const split_value = (text: string, separator: ',' | '|' | '$'): string[] => {
  const parts = ['']
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\' && i + 1 < text.length) parts[parts.length - 1] += text[i]! + text[(i += 1)]!
    else if (text[i] === separator) parts.push('')
    else parts[parts.length - 1] += text[i]!
  }
  return parts
}

export const bigint_array = (binder: Binder, terms: string[]): string => `${binder.bind(`{${terms.join()}}`)}::bigint[]`

/** A lexeme inside a tsquery: quotes and backslashes doubled, so that it can only be a word. */
export const lexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
