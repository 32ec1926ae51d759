import { is_object, parse_exact, text_of } from '../../standards/fhir/index.ts'
import type { Sql } from '../database/index.ts'
import { find_definition, find_definitions, type DefinitionHead } from '../records/index.ts'

type Json = Record<string, unknown>

/** A facility's own definition, read. */
export type Definition<T> = { url: string; version: string | undefined; status: string; value: T }

/** What of one type the facilities have stored. */
export type Definitions<T> = {
  /** All that say so at a place (`url`, `group.source`); those in use come first. */
  by_place(sql: Sql, facility: string, place: string, value: string): Promise<Definition<T>[]>
  /** The one to take of a URL (and version): in use before draft before retired, then the newest. */
  by_url(
    sql: Sql,
    facility: string,
    url: string,
    version: string | undefined,
    fits?: (value: T) => boolean,
  ): Promise<T | undefined>
  by_id(sql: Sql, facility: string, id: string): Promise<T | undefined>
}

/** Characters of the bodies whose readings are kept: about as many bytes again as objects. */
const kept_max = 16_000_000

type Kept<T> = { get(key: string): T | undefined; keep(key: string, value: T, size: number): void }

/** Keeps what was made last, while there is room; one that alone is too large is kept until the next comes. */
const keep_while_room = <T>(): Kept<T> => {
  const kept = new Map<string, { value: T; size: number }>()
  let total = 0
  return {
    get: (key) => kept.get(key)?.value,
    keep(key, value, size) {
      total += size - (kept.get(key)?.size ?? 0)
      kept.delete(key)
      kept.set(key, { value, size })
      for (const [oldest, one] of kept) {
        if (total <= kept_max || oldest === key) return
        kept.delete(oldest)
        total -= one.size
      }
    },
  }
}

/**
 * A version of a resource never changes, so what is read from it is kept by facility, id and version. Which version is the
 * present one is asked of the database each time, behind the facility's wall.
 */
export const open_definitions = <T>(type: string, read: (resource: Json) => T): Definitions<T> => {
  const kept = keep_while_room<Definition<T>>()

  const read_body = (body: string): Definition<T> => {
    const parsed = parse_exact(body)
    const resource = is_object(parsed) ? parsed : {}
    return {
      ...{ url: text_of(resource['url']) ?? '', version: text_of(resource['version']) },
      ...{ status: text_of(resource['status']) ?? 'unknown', value: read(resource) },
    }
  }

  const get = async (sql: Sql, facility: string, head: DefinitionHead): Promise<Definition<T> | undefined> => {
    const known = kept.get(`${facility}/${head.id}/${head.version}`)
    if (known) return known
    const stored = await find_definition(sql, facility, type, head.id)
    if (!stored) return undefined
    const definition = read_body(stored.body)
    kept.keep(`${facility}/${stored.id}/${stored.version}`, definition, stored.body.length)
    return definition
  }

  return {
    async by_place(sql, facility, place, value) {
      const found: Definition<T>[] = []
      for (const head of await find_definitions(sql, facility, type, [`${place}=${value}`])) {
        const definition = await get(sql, facility, head)
        if (definition) found.push(definition)
      }
      return found
    },
    async by_url(sql, facility, url, version, fits = () => true) {
      const statements = [`url=${url}`, ...(version === undefined ? [] : [`version=${version}`])]
      for (const head of await find_definitions(sql, facility, type, statements)) {
        const definition = await get(sql, facility, head)
        // Two statements may meet in one number: what was found is looked at.
        if (definition?.url !== url || (version !== undefined && definition.version !== version)) continue
        if (fits(definition.value)) return definition.value
      }
      return undefined
    },
    async by_id(sql, facility, id) {
      const stored = await find_definition(sql, facility, type, id)
      return stored && (await get(sql, facility, stored))?.value
    },
  }
}
