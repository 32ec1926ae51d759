import type { AuditLog, Caller } from '../../audit/index.ts'
import { new_id, type Store } from '../../records/index.ts'
import { add_tally, type Block, type BlockReport, type Line, type Refusal, type Tally, type Waiting } from './block.ts'
import { chunks_of } from './blocks.ts'
import { open_spool, type Spool } from './spool.ts'
import { blocks_at_once, type Taker, type TakerOptions } from './taker.ts'
import { write_singles } from './write-single.ts'

export const line_bytes_max = 20 * 1_024 * 1_024

export type ImportParts = {
  store: Store
  audit: AuditLog
  caller: Caller
  database_url: string
  /** Types that are not written through /fhir. */
  closed: string[]
  /** Types that a room guards (TypeGuard). */
  guarded: string[]
  /** Where the work is done: in a thread of its own, or here. */
  open_taker(options: TakerOptions): Promise<Taker>
  /** Each refused line, as soon as it is known. */
  on_refused(refusals: Refusal[]): Promise<void> | void
  on_progress?(tally: Tally): void
}

export type Imported = { id: string; tally: Tally; refused: number }

type Session = {
  parts: ImportParts
  taker: Taker
  tally: Tally
  refused: number
  carried: Line[]
  /** What waits for what may come later: stays, which wait for patients, and all else, which waits for both. */
  aside: { stays: Spool; others: Spool }
  under_way: Set<Promise<void>>
  next: number
}

const refuse = async (session: Session, refusals: Refusal[]): Promise<void> => {
  session.refused += refusals.length
  if (refusals.length > 0) await session.parts.on_refused(refusals)
}

const aside_text = ({ number, text }: Waiting): string => `${number}\t${text}`

const lay_aside = async ({ aside }: Session, waiting: Waiting[]): Promise<void> => {
  const is_stay = (line: Waiting): boolean => line.type === 'Encounter'
  await aside.stays.put(waiting.filter(is_stay).map(aside_text))
  await aside.others.put(waiting.filter((line) => !is_stay(line)).map(aside_text))
}

/** Counts what was done, and does what the taker leaves to single writes. */
const finish_block = async (session: Session, report: BlockReport): Promise<void> => {
  const { parts, tally } = session
  add_tally(tally, report.tally)
  session.carried.push(...report.carried)
  await lay_aside(session, report.waiting)
  await refuse(session, report.refused)
  if (report.single.length > 0) {
    const singles = await write_singles(parts.store, parts.caller, report.single)
    add_tally(tally, singles.tally)
    await refuse(session, singles.refused)
  }
  parts.on_progress?.(tally)
}

/** Hands a block on; returns when there is room for another one. */
const send_block = async (session: Session, block: Block, is_last_chance: boolean): Promise<void> => {
  const { taker, under_way } = session
  const number = (session.next += 1)
  const work = taker
    .take(number, block, is_last_chance)
    .then((report) => finish_block(session, report))
    .then(() => taker.release(number))
    .finally(() => under_way.delete(work))
  // Heard by whoever waits next; until then nobody listens.
  work.catch(() => undefined)
  under_way.add(work)
  if (under_way.size >= blocks_at_once) await Promise.race(under_way)
}

const settle_all = async ({ under_way }: Session): Promise<void> => void (await Promise.all(under_way))

const take_carried = (session: Session): Line[] => session.carried.splice(0)
const no_bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(new ArrayBuffer(0))

const send_carried = async (session: Session): Promise<void> => {
  await settle_all(session)
  const carried = take_carried(session)
  if (carried.length > 0) await send_block(session, { carried, first_line: 0, bytes: no_bytes() }, false)
  await settle_all(session)
}

const send_file = async (session: Session, source: AsyncIterable<Uint8Array>): Promise<void> => {
  const refused: Refusal[] = []
  for await (const chunk of chunks_of(source, line_bytes_max, (refusal) => refused.push(refusal))) {
    await refuse(session, refused.splice(0))
    await send_block(session, { carried: take_carried(session), ...chunk }, false)
  }
  await refuse(session, refused)
  await send_carried(session)
}

/** Lines laid aside keep their numbers. */
const line_of = (text: string): Line => {
  const tab = text.indexOf('\t')
  return { number: Number(text.slice(0, tab)), text: text.slice(tab + 1) }
}

/** Everything of the file has been there: what is still missing is missing. */
const send_aside = async (session: Session, spool: Spool): Promise<void> => {
  for await (const texts of spool.read())
    await send_block(session, { carried: texts.map(line_of), first_line: 0, bytes: no_bytes() }, true)
  await settle_all(session)
}

const summary_of = ({ tally, refused }: Pick<Session, 'tally' | 'refused'>): string => {
  const types = Object.entries(tally).map(
    ([type, { created, updated, unchanged }]) => `${type} +${created} ~${updated} =${unchanged}`,
  )
  return [...types, `refused ${refused}`].join(', ')
}

/**
 * Takes a stream of ndjson into the caller's facility. Each line is a PUT that also creates; blocks are committed one
 * after another, a refused line stops nothing, and the same file once more changes nothing. Memory does not grow with
 * the file.
 */
export const run_import = async (parts: ImportParts, source: AsyncIterable<Uint8Array>): Promise<Imported> => {
  const { caller, audit, database_url: url, closed, guarded } = parts
  const id = new_id()
  const act = { action: 'E', interaction: '$import', ref: `$import ${id}` } as const
  const taker = await parts
    .open_taker({ url, caller, import_id: id, closed, guarded })
    .catch(async (error: unknown) => {
      await audit.write(caller, { ...act, outcome: 4, detail: 'not begun' })
      throw error
    })
  await audit.write(caller, { ...act, detail: 'begins' })
  const aside = { stays: await open_spool(), others: await open_spool() }
  const session: Session = {
    ...{ parts, taker, tally: {}, refused: 0, carried: [], aside, under_way: new Set(), next: 0 },
  }
  let outcome: 0 | 8 = 8
  try {
    await send_file(session, source)
    await send_aside(session, aside.stays)
    await send_aside(session, aside.others)
    await taker.settle()
    outcome = 0
  } finally {
    // Where the stream broke off, what had come whole is written.
    await Promise.allSettled(session.under_way)
    await taker.close()
    await Promise.all([aside.stays.close(), aside.others.close()])
    await audit.write(caller, {
      ...act,
      outcome,
      detail: `${outcome === 0 ? 'ends' : 'stopped'}: ${summary_of(session)}`,
    })
  }
  return { id, tally: session.tally, refused: session.refused }
}
