/** The words of a page description (ISO 32000-1, 7.8.2): operands and the operator they belong to. */
export type Step = { operator: string; operands: Operand[] }
/** A name with its "/", a number, a string's bytes; arrays and dictionaries come as their members. */
export type Operand = number | string | Uint8Array

const word =
  /\s+|%[^\r\n]*|(?<name>\/[^\s()<>[\]{}/%]*)|<<|>>|[[\]]|<(?<hex>[0-9A-Fa-f\s]*)>|(?<open>\()|(?<number>[+-]?(?:\d+\.?\d*|\.\d+))(?![^\s()<>[\]{}/%])|(?<operator>[^\s()<>[\]{}/%]+)/y

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const escaped = /\\([0-7]{1,3}|\r\n|[\s\S])/g

const unescaped = (text: string): Uint8Array =>
  Buffer.from(
    text.replace(escaped, (_, code: string) => {
      if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255)
      return /^[\r\n]/.test(code) ? '' : (escapes[code] ?? code)
    }),
    'latin1',
  )

/** Where the string that was opened before `from` ends: brackets inside are balanced or escaped. */
const string_end = (text: string, from: number): number => {
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '(') depth += 1
    else if (text[at] === ')' && (depth -= 1) === 0) return at
  }
  throw new Error('a string of the page description does not end')
}

export function* steps_of(content: Uint8Array): Generator<Step> {
  const text = Buffer.from(content).toString('latin1')
  let operands: Operand[] = []
  word.lastIndex = 0
  while (word.lastIndex < text.length) {
    const at = word.lastIndex
    const found = word.exec(text)
    if (!found) throw new Error(`not a page description at byte ${at}`)
    const { name, hex, open, number, operator } = found.groups ?? {}
    if (name !== undefined) operands.push(name)
    else if (hex !== undefined) operands.push(Buffer.from(hex.replace(/\s/g, ''), 'hex'))
    else if (number !== undefined) operands.push(Number(number))
    else if (open !== undefined) {
      const start = word.lastIndex
      const end = string_end(text, start)
      operands.push(unescaped(text.slice(start, end)))
      word.lastIndex = end + 1
    } else if (operator !== undefined) {
      const next = word.lastIndex
      yield { operator, operands }
      operands = []
      word.lastIndex = next
    }
  }
}
