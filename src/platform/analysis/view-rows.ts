import { setImmediate as next_turn } from 'node:timers/promises'
import { Failure } from '../../base/outcome/index.ts'
import { parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { CompiledView, Row } from '../../standards/sql-on-fhir/index.ts'
import type { Stored } from '../records/index.ts'

/** How long rows are made before others get their turn: one thread answers everybody. */
const turn_ms = 15
/** One resource may give many rows: they are handed on before they pile up. */
const part_rows = 2_000

/** A fault of the view shows at a resource: both are named. */
const rows_at = (view: CompiledView, resource: Resource): Row[] => {
  try {
    return view.rows(resource)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const at = `${resource.resourceType}/${resource.id ?? '?'}`
    throw new Failure(
      error.status,
      error.issues.map((issue) => ({ ...issue, message: `${issue.message} (tại ${at})` })),
    )
  }
}

export const stored_resources = async function* (pages: AsyncIterable<Stored[]>): AsyncGenerator<Resource[]> {
  for await (const page of pages) yield page.map(({ body }) => parse_exact(body) as Resource)
}

/** The rows of a view, in parts that are never large. */
export async function* view_rows(
  view: CompiledView,
  pages: AsyncIterable<Resource[]>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Row[]> {
  let left = limit
  let part: Row[] = []
  let began_ms = performance.now()
  const take = (): Row[] => {
    const taken = part.slice(0, left)
    left -= taken.length
    part = []
    return taken
  }
  for await (const page of pages) {
    for (const resource of page) {
      part.push(...rows_at(view, resource))
      if (part.length >= part_rows || part.length >= left) yield take()
      if (left <= 0) return
      if (performance.now() - began_ms < turn_ms) continue
      await next_turn()
      began_ms = performance.now()
    }
    if (part.length > 0) yield take()
  }
}
