import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import {
  find_definition,
  meets,
  type Need,
  type ReadWish,
  type SearchPage,
  type Store,
  type Stored,
} from '../records/index.ts'
import type { Edition, FhirCatalogues } from '../terminology/index.ts'
import { find_edition, is_catalogue_id } from './catalogue-ids.ts'
import { catalogue_head, catalogue_part, catalogue_whole, listed_max } from './catalogue-resource.ts'
import { catalogue_test } from './catalogue-search.ts'

const page_count = 50

const read_catalogue = async (
  catalogues: FhirCatalogues,
  sql: Sql,
  id: string,
  wish: ReadWish | undefined,
): Promise<Stored> => {
  const edition = await find_edition(catalogues, sql, id)
  if (!edition) throw fail.not_found(`Không tìm thấy CodeSystem/${id} tại cơ sở này`)
  if (edition.row_count > listed_max && !wish?.is_whole) return catalogue_part(edition)
  return catalogue_whole(edition, await catalogues.table(sql, edition))
}

/** `_cursor` of a page that begins among the catalogues: they come after what the facility has stored. */
const cursor_pattern = /^catalogue\.(\d{1,6})$/

const next_page = (query: URLSearchParams, offset: number): string => {
  const next = new URLSearchParams(query)
  next.set('_cursor', `catalogue.${offset}`)
  return next.toString()
}

/** Adds those that fit to the page, as many as it still has room for. */
const add_catalogues = (page: SearchPage, found: readonly Edition[], query: URLSearchParams, offset: number): void => {
  const count = Number(query.get('_count') ?? page_count)
  const room = Math.max(count - page.entries.length, 0)
  page.entries.push(...found.slice(offset, offset + room).map(catalogue_part))
  if (count > 0 && offset + room < found.length) page.next = next_page(query, offset + room)
}

/**
 * The store with the catalogues beside it as CodeSystems that can be read and searched, never written. What a facility has
 * stored comes first and under its own id; catalogues have ids of their own.
 */
export const with_catalogues = (store: Store, database: Database, catalogues: FhirCatalogues): Store => {
  const fitting = async (sql: Sql, query: URLSearchParams): Promise<Edition[]> => {
    const test = catalogue_test(query)
    if (!test) return []
    const all = await catalogues.editions(sql, local_date(new Date()))
    return all.filter((edition) => test(catalogue_head(edition)))
  }

  /** A page that holds catalogues only. */
  const further_page = async (caller: Caller, query: URLSearchParams, offset: number): Promise<SearchPage> => {
    const act = {
      interaction: 'search-type',
      type: 'CodeSystem',
      ref: `CodeSystem?${query.toString()}`.slice(0, 1_000),
    }
    const page: SearchPage = { entries: [], included: [] }
    const needs: Need[] = [{ right: 's', type: 'CodeSystem' }]
    add_catalogues(page, await store.look(caller, act, (sql) => fitting(sql, query), needs), query, offset)
    return page
  }

  return {
    ...store,
    async read(caller, type, id, wish) {
      if (type !== 'CodeSystem' || !is_catalogue_id(id)) return store.read(caller, type, id, wish)
      const is_own = (sql: Sql) => find_definition(sql, caller.facility, type, id)
      if (await database.read_facility(caller.facility, is_own)) return store.read(caller, type, id, wish)
      const act = { interaction: 'read', type, ref: `${type}/${id}` }
      return store.look(caller, act, (sql) => read_catalogue(catalogues, sql, id, wish), [{ right: 'r', type }])
    },
    async search(caller, type, query, scope) {
      if (type !== 'CodeSystem' || scope) return store.search(caller, type, query, scope)
      const offset = cursor_pattern.exec(query.get('_cursor') ?? '')?.[1]
      if (offset !== undefined) return further_page(caller, query, Number(offset))
      const page = await store.search(caller, type, query)
      if (page.next !== undefined && page.total === undefined) return page
      // A restriction to some code systems is not asked of the catalogues: then they are none of them.
      if (!meets(caller.scopes, { right: 's', type })) return page
      const found = await database.in_site((sql) => fitting(sql, query))
      if (page.total !== undefined) page.total += found.length
      if (page.next === undefined && query.get('_summary') !== 'count') add_catalogues(page, found, query, 0)
      return page
    },
  }
}
