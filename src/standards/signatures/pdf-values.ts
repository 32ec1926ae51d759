/** The objects of PDF (ISO 32000-2 section 7.3) as values, and their way back into bytes. */

export type PdfName = { kind: 'name'; name: string }
/** span: where the token stands in the file, needed to compare /Contents with /ByteRange. */
export type PdfString = { kind: 'string'; bytes: Uint8Array; hex: boolean; span?: { start: number; end: number } }
export type PdfRef = { kind: 'ref'; number: number; generation: number }
export type PdfDict = { kind: 'dict'; entries: Map<string, PdfValue> }
export type PdfStream = { kind: 'stream'; dict: PdfDict; raw: Uint8Array }
/** Bytes written as they are; only the writer makes these. */
export type PdfRaw = { kind: 'raw'; text: string }
export type PdfValue =
  null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | PdfStream | PdfRaw | PdfValue[]

export const name = (text: string): PdfName => ({ kind: 'name', name: text })
export const ref = (number: number, generation = 0): PdfRef => ({ kind: 'ref', number, generation })
export const raw = (text: string): PdfRaw => ({ kind: 'raw', text })
export const dict = (entries: Record<string, PdfValue>): PdfDict => ({
  kind: 'dict',
  entries: new Map(Object.entries(entries)),
})

export const with_entries = (old: PdfDict | undefined, entries: Record<string, PdfValue>): PdfDict => ({
  kind: 'dict',
  entries: new Map([...(old?.entries ?? []), ...Object.entries(entries)]),
})

type Kinds = { name: PdfName; string: PdfString; ref: PdfRef; dict: PdfDict; stream: PdfStream }

/** The value if it is of that kind: `as_kind('dict', value)?.entries`. */
export const as_kind = <K extends keyof Kinds>(kind: K, value: PdfValue | undefined): Kinds[K] | undefined =>
  is_kind(kind, value) ? value : undefined

const is_kind = <K extends keyof Kinds>(kind: K, value: PdfValue | undefined): value is Kinds[K] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === kind

/** Text string: ASCII as it is, anything else UTF-16BE with a byte order mark (section 7.9.2.2). */
export const text_string = (text: string): PdfString => ({
  kind: 'string',
  hex: true,
  bytes: /^[\x20-\x7e]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
})

export const text_of = (value: PdfValue | undefined): string | undefined => {
  const bytes = as_kind('string', value)?.bytes
  if (!bytes) return undefined
  const copy = Buffer.from(bytes)
  if (copy[0] === 0xfe && copy[1] === 0xff && copy.length % 2 === 0) return copy.swap16().toString('utf16le').slice(1)
  if (copy[0] === 0xef && copy[1] === 0xbb && copy[2] === 0xbf) return copy.toString('utf8').slice(1)
  return copy.toString('latin1')
}

const write_name = (text: string): string =>
  `/${text.replace(/[^\x21-\x7e]|[#/()<>[\]{}%]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}`

/** PDF knows no exponents. */
const write_number = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(0) : value.toFixed(10).replace(/\.?0+$/, '')

/** latin1 text, one character a byte. Streams are written by their dictionary and their raw bytes. */
export const write_value = (value: PdfValue): string => {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return write_number(value)
  if (Array.isArray(value)) return `[${value.map(write_value).join(' ')}]`
  switch (value.kind) {
    case 'raw':
      return value.text
    case 'name':
      return write_name(value.name)
    case 'ref':
      return `${value.number} ${value.generation} R`
    case 'string':
      return `<${Buffer.from(value.bytes).toString('hex')}>`
    case 'dict':
      return `<<${[...value.entries].map(([key, entry]) => `${write_name(key)} ${write_value(entry)}`).join('\n')}>>`
    case 'stream':
      return `${write_value(value.dict)}\nstream\n${Buffer.from(value.raw).toString('latin1')}\nendstream`
  }
}
