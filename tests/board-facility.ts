import pg from 'pg'
import type { CountedKind, DayFigures, Gap } from '../src/network/counters/index.ts'
import { as_oversight, walk_once } from '../src/network/monitor/index.ts'
import type { TestHub } from './test-hub.ts'
import { link_by_key } from './board-visits.ts'
import type { Json, Person, TestSite } from './test-site.ts'

export const so_caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}

/** Past the walls of a database, as no server may go. */
export const owner_of = async (url: string): Promise<pg.Client> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  return owner
}

/** A facility and its hub, both counting only when told to. */
export type BoardHouse = {
  director: Person
  /** Counted, signed, sent, walked over: what the clocks of both sides do by themselves. @returns the facility's own page */
  pass(): Promise<Json>
  /** As "kind: what count", of one day at the hub. */
  gaps(day: string): Promise<string[]>
  gaps_of(day: string): Promise<Gap[]>
  /** What the facility counted of a day. */
  figures(own: Json, day: string, kind: CountedKind): NonNullable<DayFigures[CountedKind]>
}

export const open_board_house = async (
  hub: TestHub,
  site: TestSite,
  facility: string,
  since: string,
): Promise<BoardHouse> => {
  const director = await site.person('director')
  await link_by_key(hub, site.site.database, facility)
  await site.site.database.in_facility(facility, (sql) =>
    sql.query(
      'INSERT INTO counters.state (facility, since) VALUES ($1, $2) ON CONFLICT (facility) DO UPDATE SET since = $2',
      [facility, since],
    ),
  )
  const gaps_of = async (day: string): Promise<Gap[]> => {
    const { rows } = await as_oversight(hub.site.database, so_caller, (sql) =>
      sql.query<{ gaps: Gap[] }>('SELECT gaps FROM hub.day_count WHERE facility = $1 AND day = $2 ORDER BY kind', [
        facility,
        day,
      ]),
    )
    return rows.flatMap(({ gaps }) => gaps)
  }
  return {
    director,
    async pass() {
      const answer = await director('POST', '/api/counters/count')
      if (answer.status !== 200) throw new Error(answer.text)
      await walk_once(hub.site.database, '24SYT')
      return answer.json
    },
    gaps_of,
    gaps: async (day) =>
      (await gaps_of(day)).map(({ kind, figure, what, count }) => `${figure ?? kind}: ${what} ${count}`),
    figures: (own, day, kind) =>
      own['days'].find((one: Json) => one['day'] === day)?.kinds.find((one: Json) => one['kind'] === kind)?.figures ??
      {},
  }
}
