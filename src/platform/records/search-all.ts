import type { Stored } from './stored.ts'
import type { Unit } from './unit.ts'

const page_size = '1000'

/** Every match, page after page, by id where no order is asked for: for what must not miss one. */
export const search_all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Stored[]> => {
  const found: Stored[] = []
  let next: URLSearchParams | undefined = new URLSearchParams({ _sort: '_id', ...query, _count: page_size })
  while (next) {
    const page = await unit.search(type, next)
    found.push(...page.entries)
    next = page.next === undefined ? undefined : new URLSearchParams(page.next)
  }
  return found
}
