/**
 * The words the schema is written in. A schema is data: records, lists and leaves, each leaf with its type, its longest
 * length and an honest note on where name and length come from. The TypeScript types are derived from that same data.
 */

/**
 * text: any words; code: no spaces around; digits: 0–9 only; number: digits with a point; date: dd/mm/yyyy;
 * birth_date: date with 00 for an unknown day or month (as the BHYT tables write NGAY_SINH); moment: dd/mm/yyyy
 * HH:MM:SS.mmm, or dd/mm/yyyy when the hour is not known; raw: passed through untouched (base64, JSON).
 */
export type LeafType = 'text' | 'code' | 'digits' | 'number' | 'date' | 'birth_date' | 'moment' | 'raw'

/**
 * Where a name was seen. We have not seen the annex of công văn 365/TTYQG-GPQLCL itself.
 * S1: public legal tables quoting the annex; S2: a public exporter (dental clinic); S3: a public database whose column
 * notes name cv365 fields; S4: public types and a screen
 * made "from EMR 365"; S5: sample data of one hospital's EMR service whose
 * names overlap with the annex; ours: nobody, we wrote it in the same style.
 */
export type Source = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'ours'
export type Confidence = 'sure' | 'likely' | 'ours'
/** annex: a length quoted from the annex; bhyt: the same fact's length in QĐ 130/4750/3176; ours: our guess. */
export type LengthSource = 'annex' | 'bhyt' | 'ours'

export type Leaf<N extends string = string> = {
  kind: 'leaf'
  name: N
  type: LeafType
  max: number | null
  sources: Source[]
  confidence: Confidence
  length_from: LengthSource
}
export type RecordField<N extends string, F> = { kind: 'record'; name: N; fields: F }
/** `one_or_many`: a single item is written as an object in JSON, several as an array (seen so in samples of the annex). */
export type ListField<N extends string, F> = { kind: 'list'; name: N; fields: F; one_or_many: boolean }
export type AnyRecord = { kind: 'record'; name: string; fields: readonly Field[] }
export type AnyList = { kind: 'list'; name: string; fields: readonly Field[]; one_or_many: boolean }
export type Field = Leaf | AnyRecord | AnyList

export type RecordOf<R> = R extends readonly Field[] ? { [F in R[number] as F['name']]: ValueOf<F> } : never
type ValueOf<F> = F extends { kind: 'leaf' }
  ? string
  : F extends { kind: 'list'; fields: infer R }
    ? RecordOf<R>[]
    : F extends { kind: 'record'; fields: infer R }
      ? RecordOf<R>
      : never

/** A quotation of the annex (S1) or two independent readers of it (S2–S4) make a name sure; S5 only makes it likely. */
const confidence_of = (sources: Source[]): Confidence => {
  const readers = sources.filter((source) => source !== 'ours' && source !== 'S5')
  if (sources.includes('S1') || readers.length > 1) return 'sure'
  return sources.includes('ours') ? 'ours' : 'likely'
}

const sources_of = (text: string): Source[] =>
  text.split(' ').map((word) => {
    if (word === 'S1' || word === 'S2' || word === 'S3' || word === 'S4' || word === 'S5') return word
    return 'ours'
  })

/** `leaf('hoten', 'text', 255, 'S2 S3', 'bhyt')`: name, type, longest length, seen in, length from. */
export const leaf = <const N extends string>(
  name: N,
  type: LeafType,
  max: number | null,
  from: string,
  length_from: LengthSource = 'ours',
): Leaf<N> => {
  const sources = sources_of(from)
  return { kind: 'leaf', name, type, max, sources, confidence: confidence_of(sources), length_from }
}

export const record = <const N extends string, const F extends readonly Field[]>(
  name: N,
  fields: F,
): RecordField<N, F> => ({
  kind: 'record',
  name,
  fields,
})

export const list = <const N extends string, const F extends readonly Field[]>(
  name: N,
  fields: F,
  one_or_many = false,
): ListField<N, F> => ({ kind: 'list', name, fields, one_or_many })
