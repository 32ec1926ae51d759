import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { find_stopped } from '../../../platform/privacy/index.ts'
import type { Store, Unit } from '../../../platform/records/index.ts'
import { post_submission } from '../../exchange/index.ts'
import type { National } from '../portal/dossier.ts'
import { send_national, type OpenPortal } from '../portal/send-national.ts'
import type { Made, Maker } from './publication.ts'
import { lend_due, put_off, settle, type Due } from './queue.ts'
import { sweep } from './sweep.ts'

export type PublisherOptions = {
  database: Database
  store: Store
  makers: Maker[]
  open_portal: OpenPortal
  /** How often the database is asked what is due. */
  poll_ms?: number
  /** How often what was told is compared with what the record says now. */
  sweep_ms?: number
  report(error: unknown, what: string): void
  /** There is something in the outbox. */
  posted?(): void
  /** What else is due of a facility: bases that ended. */
  also?(facility: string): Promise<void>
}

export type Publisher = { poke(): void; stop(): Promise<void> }

const poll_default_ms = 1_000
const sweep_default_ms = 60_000
const after_failure_ms = 3_000

/** Nobody is there who asks: the house itself tells, as the law wants it. */
export const publisher_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'health-book', name: 'Sổ sức khỏe điện tử', role: 'system', kind: 'system' },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
})

const keep_envelope = async (unit: Unit, due: Due, national: National | undefined): Promise<void> => {
  if (national?.kind !== 'ready') return
  await unit.sql.query(
    `INSERT INTO health_book.envelope (facility, about, round, version, xml) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [unit.caller.facility, due.about, due.round, national.version, Buffer.from(national.xml)],
  )
}

/** Nothing is made of a person who had this way closed (Luật 91/2025/QH15 Điều 4); the reason stands on the line. */
const gather_unless_stopped = async (unit: Unit, maker: Maker, due: Due): Promise<() => Promise<Made>> => {
  const path = due.kind === 'health-book' ? 'health-book' : 'shared-results'
  const stopped = await find_stopped(unit.sql, { facility: unit.caller.facility, patient: due.patient, path })
  if (!stopped) return maker.gather(unit, due)
  return () => Promise.resolve({ kind: 'withheld', reason: `Không gửi: ${stopped.reason}`, labels: [] })
}

/** Paper in the outbox, line settled, envelope kept: one transaction. */
const put_down = async (unit: Unit, due: Due, made: Made): Promise<void> => {
  const { facility } = unit.caller
  if (made.kind === 'unchanged') {
    await keep_envelope(unit, due, made.national)
    return settle(unit.sql, facility, due, { state: 'posted', reason: '', national: made.national })
  }
  if (made.kind !== 'paper') return settle(unit.sql, facility, due, { ...made, state: made.kind })
  const { submission, digest, labels, left_out } = made
  const { patient, about } = due
  const outgoing = await post_submission(unit, { submission, patient, encounter: due.encounter ?? undefined, about })
  await keep_envelope(unit, due, made.national)
  await settle(unit.sql, facility, due, {
    ...{ state: 'posted', reason: '', title: submission.title, labels, left_out, outgoing, digest },
    document: submission.parts[0].identity,
    national: made.national,
  })
}

/** Publishes what ends and what changes, in every server process; any of them may be killed at any time. */
export const start_publisher = (options: PublisherOptions): Publisher => {
  const { database, store, makers, report, poll_ms = poll_default_ms, sweep_ms = sweep_default_ms } = options
  const stopping = new AbortController()
  let wake = new AbortController()
  let next_sweep = Date.now() + sweep_ms

  const publish = async (caller: Caller, due: Due): Promise<void> => {
    const maker = makers.find(({ type }) => due.about.startsWith(`${type}/`))
    if (!maker) throw new Error(`nobody makes papers of ${due.about}`)
    const made = await (await store.unit(caller, (unit) => gather_unless_stopped(unit, maker, due)))()
    await store.unit(caller, (unit) => put_down(unit, due, made))
    if (made.kind === 'paper') options.posted?.()
  }
  const publish_or_say = async (facility: string, due: Due): Promise<void> => {
    try {
      await publish(publisher_caller(facility), due)
    } catch (error) {
      const is_refusal = error instanceof Failure
      if (!is_refusal) report(error, `publishing ${due.about}`)
      const reason = is_refusal ? error.message : 'Lỗi trong máy chủ khi lập tài liệu; sẽ thử lại'
      await database.in_facility(facility, (sql) =>
        is_refusal && error.status < 500 && error.status !== 412
          ? settle(sql, facility, due, { state: 'failed', reason })
          : put_off(sql, facility, due, reason),
      )
    }
  }
  const serve = async (facility: string): Promise<void> => {
    for (let due = await lend(facility); due.length > 0 && !stopping.signal.aborted; due = await lend(facility))
      for (const one of due) await publish_or_say(facility, one)
    await send_national(database, facility, options.open_portal)
    await options.also?.(facility)
  }
  const lend = (facility: string): Promise<Due[]> => database.in_facility(facility, (sql) => lend_due(sql, facility))

  const round = async (): Promise<void> => {
    if (Date.now() >= next_sweep) {
      next_sweep = Date.now() + sweep_ms
      await sweep(database)
    }
    const { rows } = await database.in_site((sql) =>
      sql.query<{ facility: string }>('SELECT facility FROM health_book.work()'),
    )
    for (const { facility } of rows)
      await serve(facility).catch((error: unknown) => report(error, `publishing for ${facility}`))
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const waking = wake.signal
      const wait_ms = await round().then(
        () => poll_ms,
        (error: unknown) => {
          report(error, 'looking for what to publish')
          return after_failure_ms
        },
      )
      const signal = AbortSignal.any([stopping.signal, waking])
      await sleep(wait_ms, undefined, { signal, ref: false }).catch(() => undefined)
      if (waking.aborted) wake = new AbortController()
    }
  }
  const ended = run()
  return {
    poke: () => wake.abort(),
    async stop() {
      stopping.abort()
      await ended
    },
  }
}
