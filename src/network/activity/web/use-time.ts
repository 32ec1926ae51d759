import { useLocation, useSearch } from 'wouter'
import { query_string } from '../../../base/ui/index.ts'
import { units, type Unit } from '../contract.ts'

export type Time = {
  by: Unit
  /** A day of it; '': the last that is over. */
  on: string
  /** As the server is asked. */
  query: string
  /** The same time on another page of the room. */
  at: (place: string) => string
  choose: (wish: { by?: Unit; on?: string }) => void
}

/** Which time is looked at, kept in the address: it can be sent to somebody. */
export const use_time = (): Time => {
  const asked = new URLSearchParams(useSearch())
  const [path, go] = useLocation()
  const by = units.find((one) => one === asked.get('theo')) ?? 'week'
  const on = asked.get('ngay') ?? ''
  const address = (place: string, time: { by: Unit; on: string }): string =>
    `${place}${query_string({ theo: time.by === 'week' ? '' : time.by, ngay: time.on })}`
  return {
    ...{ by, on, query: query_string({ by, on }) },
    at: (place) => address(place, { by, on }),
    choose: (wish) => go(address(path, { by, on, ...wish })),
  }
}
