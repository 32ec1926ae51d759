import { fail } from '../../base/outcome/index.ts'

/** What a directory search asks: values of each parameter, and which page. */
export type DirectoryQuery = {
  /** `a,b` and repeated alike. */
  all(name: string): string[] | undefined
  one(name: string): string | undefined
  count: number
  after: string | undefined
}

const count_default = 200
const count_max = 1_000
const paging = ['_format', '_count', '_after']

const wrong = (name: string, value: string) => fail.invalid(`“${name}=${value.slice(0, 80)}” không hiểu được`, name)

/** @throws 400 for a parameter that is not served: it is refused by name, never left out silently */
export const read_directory_query = (query: URLSearchParams, served: readonly string[]): DirectoryQuery => {
  for (const name of query.keys())
    if (!served.includes(name) && !paging.includes(name)) throw fail.unsupported_parameter(name)
  const all = (name: string): string[] | undefined =>
    query.has(name) ? query.getAll(name).flatMap((value) => value.split(',')) : undefined
  const count = query.get('_count') ?? String(count_default)
  if (!/^[1-9]\d{0,6}$/.test(count)) throw wrong('_count', count)
  return {
    all,
    one: (name) => query.get(name) ?? undefined,
    count: Math.min(Number(count), count_max),
    after: query.get('_after') ?? undefined,
  }
}

export const bare = (token: string): string => token.split('|').at(-1) ?? ''
export const system_of = (token: string): string => (token.includes('|') ? (token.split('|')[0] ?? '') : '')

/** Ids a reference parameter names. @throws 400 for one of another type */
export const ids_of = (values: string[] | undefined, name: string, type: string): string[] | undefined =>
  values?.map((value) => {
    const [id = '', found = type] = value.split('/').toReversed()
    if (found !== type || !/^[A-Za-z0-9.-]+$/.test(id)) throw wrong(name, value)
    return id
  })

export const boolean_of = (value: string | undefined, name: string): boolean | undefined => {
  if (value === undefined) return undefined
  const word = bare(value)
  if (word !== 'true' && word !== 'false') throw wrong(name, value)
  return word === 'true'
}

/** `_lastUpdated=ge…`: who follows the directory asks what changed since. @throws 400 for what is not from a moment on */
export const since_of = (value: string | undefined): Date | undefined => {
  if (value === undefined) return undefined
  const at = new Date(/^ge(\d{4}-.+)$/.exec(value)?.[1] ?? '')
  if (Number.isNaN(at.getTime())) throw wrong('_lastUpdated', value)
  return at
}

/** A name as it is asked for: its beginning, anywhere, or to the letter. */
export type NameQuestion = { text: string; how: 'begins' | 'contains' | 'exact' }

const name_modifiers = { name: 'begins', 'name:contains': 'contains', 'name:exact': 'exact' } as const
export const name_parameters = Object.keys(name_modifiers)

export const name_of = (query: DirectoryQuery): NameQuestion | undefined => {
  for (const [name, how] of Object.entries(name_modifiers)) {
    const text = query.one(name)
    if (text !== undefined) return { text, how }
  }
  return undefined
}

/** Rows of a page and what names the next one. */
export const page_of = <Row>(
  rows: Row[],
  { query, count, cursor_of }: { query: URLSearchParams; count: number; cursor_of(row: Row): string },
): { rows: Row[]; next?: string } => {
  const page = rows.slice(0, count)
  const last = page.at(-1)
  if (rows.length <= count || last === undefined) return { rows: page }
  const following = new URLSearchParams(query)
  following.set('_after', cursor_of(last))
  return { rows: page, next: following.toString() }
}
