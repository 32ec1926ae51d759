import { local_date } from '../../base/time/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { exchange_caller } from './caller.ts'
import type { Checks } from './contract.ts'
import { last_day_of } from './letter-validity.ts'
import { read_kept } from './read-kept.ts'

const batch_max = 100

const incoming_open = `kind = 'transfer-letter' AND verdict = 'good' AND state IN ('received', 'accepted')
  AND superseded IS NULL AND expired_at IS NULL`
const outgoing_open = `kind = 'transfer-letter' AND state IN ('waiting', 'held', 'taken', 'received', 'accepted')
  AND expired_at IS NULL AND NOT EXISTS (SELECT FROM exchange.outgoing AS l WHERE l.facility = outgoing.facility
    AND l.chain = outgoing.chain AND l.position > outgoing.position)`

type Undated = { id: string; created_at: Date; signatures: Checks['signatures'] | null }

const undated_sql = {
  incoming: `SELECT id, created_at, checks -> 'signatures' AS signatures FROM exchange.incoming
    WHERE facility = $1 AND ${incoming_open} AND valid_until IS NULL LIMIT ${batch_max}`,
  outgoing: `SELECT id, posted_at AS created_at, NULL AS signatures FROM exchange.outgoing
    WHERE facility = $1 AND ${outgoing_open} AND valid_until IS NULL LIMIT ${batch_max}`,
}

/** Letters from before their last day was kept: read once, by what they say themselves. */
const date_letters = async (unit: Unit, side: 'incoming' | 'outgoing'): Promise<number> => {
  const { facility } = unit.caller
  const { rows } = await unit.sql.query<Undated>(undated_sql[side], [facility])
  for (const { id, created_at, signatures } of rows) {
    const letter = await read_kept(unit.sql, facility, id)
    const until = last_day_of('transfer-letter', { checks: { signatures: signatures ?? [] }, created_at }, letter)
    await unit.sql.query(`UPDATE exchange.${side} SET valid_until = $3 WHERE facility = $1 AND id = $2`, [
      ...[facility, id, until],
    ])
  }
  return rows.length
}

type Turned = { document: string; patient: string | null; title: string; valid_until: string }

/** A row is turned once, whichever process comes first: another's is passed over. */
const turn_sql = (side: 'incoming' | 'outgoing', open: string): string =>
  `UPDATE exchange.${side} SET expired_at = now() WHERE facility = $1 AND id IN (
     SELECT id FROM exchange.${side} WHERE facility = $1 AND ${open} AND valid_until < $2
     ORDER BY valid_until LIMIT ${batch_max} FOR UPDATE SKIP LOCKED)
   RETURNING document, patient, title, valid_until::text`

const turn_letters = async (
  unit: Unit,
  { side, open, said }: { side: 'incoming' | 'outgoing'; open: string; said: string },
  today: string,
): Promise<number> => {
  const { rows } = await unit.sql.query<Turned>(turn_sql(side, open), [unit.caller.facility, today])
  for (const { document, patient, title, valid_until } of rows)
    unit.note({
      ...{ action: 'U', interaction: 'letter-expired', type: 'DocumentReference', patient },
      ref: `DocumentReference?identifier=${document}`,
      detail: `${title}: giá trị đến hết ngày ${valid_until}, ${said}`,
    })
  return rows.length
}

/**
 * Turns the transfer letters of one facility whose last day has passed unused, of both directions; so many at a time.
 * @param today yyyy-mm-dd in Vietnam @returns whether there may be more
 */
export const lapse_letters = async (unit: Unit, today: string): Promise<boolean> => {
  const counts = [
    await date_letters(unit, 'incoming'),
    await date_letters(unit, 'outgoing'),
    await turn_letters(unit, { side: 'incoming', open: incoming_open, said: 'người bệnh chưa đến' }, today),
    await turn_letters(unit, { side: 'outgoing', open: outgoing_open, said: 'nơi nhận chưa báo đến' }, today),
  ]
  return counts.some((count) => count === batch_max)
}

/** Beyond it somebody else's letters wait for their turn; the next round goes on. */
const rounds_max = 50

const lapse_all = async ({ database, store, today, stopped }: LapseOffice): Promise<void> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ facility: string }>('SELECT facility FROM exchange.lapsing($1)', [today()]),
  )
  for (const { facility } of rows)
    for (let round = 0, more = true; more && round < rounds_max && !stopped.aborted; round += 1)
      more = await store.unit(exchange_caller(facility), (unit) => lapse_letters(unit, today()))
}

type LapseOffice = { database: Database; store: Store; today(): string; stopped: AbortSignal }

export type Lapsing = {
  /** Goes round now. @throws what went wrong */
  turn(): Promise<void>
  stop(): Promise<void>
}

/**
 * The clock of the letters' last days: soon after the start and then each few minutes, in every server process. What was
 * turned says so in its row, so that a restart or a second process turns and tells nothing twice.
 */
export const start_lapsing = ({
  database,
  store,
  report,
  today = () => local_date(new Date()),
  first_ms = 5_000,
  every_ms = 300_000,
}: {
  database: Database
  store: Store
  report(error: unknown, what: string): void
  today?: () => string
  first_ms?: number
  every_ms?: number
}): Lapsing => {
  const stopping = new AbortController()
  const office: LapseOffice = { database, store, today, stopped: stopping.signal }
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const wind = (ms: number): void => {
    timer = setTimeout(() => {
      running = lapse_all(office)
        .catch((error: unknown) => report(error, 'looking for letters whose last day has passed'))
        .finally(() => {
          if (!stopping.signal.aborted) wind(every_ms)
        })
    }, ms)
    timer.unref()
  }
  wind(first_ms)
  return {
    turn: () => lapse_all(office),
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
