import {
  own_counter_routes,
  start_counting,
  type Counting,
  type CountingOptions,
} from '../../network/counters/index.ts'
import type { Site } from './site.ts'

/** A facility's own numbers, counted in every server process, one at a time. */
export const counters_routes = (
  { web, database }: Site,
  pace: Pick<CountingOptions, 'every_ms' | 'poll_ms'> = {},
): Counting => {
  const report = (error: unknown, what: string): void => web.app.log.error({ err: error }, what)
  const counting = start_counting({ database, report, ...pace })
  web.app.addHook('onClose', () => counting.stop())
  own_counter_routes(database, web, counting)
  return counting
}
