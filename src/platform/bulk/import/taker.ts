import pg from 'pg'
import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../audit/index.ts'
import { open_loader, type Loader } from '../../database/index.ts'
import { add_report, count, empty_report, type Block, type BlockReport } from './block.ts'
import { cut_at_repeats, lines_of, read_drafts, type Draft } from './drafts.ts'
import { judge_drafts, type Rules } from './judge.ts'
import { open_tending, type Tending } from './tend.ts'
import { write_new } from './write-new.ts'

export type TakerOptions = { url: string; caller: Caller; import_id: string; closed: string[]; guarded: string[] }

/** Takes blocks of lines into the store; two may be under way, so that reading and writing go on at once. */
export type Taker = {
  take(number: number, block: Block, is_last_chance: boolean): Promise<BlockReport>
  /** What the block left to others is done: blocks that name the same resources may go on. */
  release(number: number): void
  /** After the last block (tend.ts). */
  settle(): Promise<void>
  close(): Promise<void>
}

export const blocks_at_once = 2
const tries_max = 5
/** Another writer made one of the resources (unique_violation), or both waited for each other. */
const races = new Set(['23505', '40001', '40P01', '55P03'])

const is_race = (error: unknown): boolean => error instanceof pg.DatabaseError && races.has(error.code ?? '')

/** The database refuses a value: errors of classes 22 (data) and 54 (limits), not of its own state. */
const is_about_data = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(22|54|23)/.test(error.code ?? '')

/** The blocks under way, by the resources they name. */
const make_table = () => {
  const held = new Map<number, { refs: Set<string>; done: Promise<void>; finish: () => void }>()
  return {
    /** Waits until no other block under way names one of these, then holds them. */
    async hold(number: number, refs: Set<string>): Promise<void> {
      for (;;) {
        const other = [...held.values()].find((one) => [...refs].some((ref) => one.refs.has(ref)))
        if (!other) break
        await other.done
      }
      let finish = (): void => undefined
      const done = new Promise<void>((resolve) => (finish = resolve))
      held.set(number, { refs, done, finish })
    },
    is_held_by_other: (number: number, ref: string): boolean =>
      [...held].some(([other, { refs }]) => other !== number && refs.has(ref)),
    release(number: number): void {
      held.get(number)?.finish()
      held.delete(number)
    },
  }
}

type Table = ReturnType<typeof make_table>
/** A record that moves in is new throughout: what is there is asked only after a write has met something. */
type Caution = { blocks_left: number }
const cautious_blocks = 50

type Work = {
  loader: Loader
  tending: Tending
  rules: Rules
  options: TakerOptions
  table: Table
  caution: Caution
  number: number
  is_last: boolean
}

const refuse_missing = (report: BlockReport, draft: Draft, targets: string[]): void => {
  const message = `Tham chiếu tới tài nguyên không có tại cơ sở này: ${targets.join(', ').slice(0, 300)}`
  const issues = [{ severity: 'error', code: 'value', message, expression: 'reference' } as const]
  report.refused.push({ line: draft.line.number, ref: draft.ref, issues })
}

/** What speaks of somebody unknown: he may be in the block before, or come later; at the end he is missing. */
const put_aside = (work: Work, report: BlockReport, draft: Draft, targets: string[]): void => {
  const { table, number, is_last } = work
  if (targets.some((target) => table.is_held_by_other(number, target))) report.carried.push(draft.line)
  else if (is_last) refuse_missing(report, draft, targets)
  else report.waiting.push({ ...draft.line, type: draft.type })
}

/** Writes the drafts of one part; judged anew when somebody else wrote one of them meanwhile. */
const take_part = async (work: Work, drafts: Draft[], report: BlockReport): Promise<void> => {
  const { loader, tending, rules, options, caution } = work
  let is_looking = work.is_last || caution.blocks_left > 0
  for (let tries = 1; ; tries += 1) {
    const part = empty_report()
    const { fresh, missing, present_count } = await judge_drafts(loader, rules, drafts, is_looking, part)
    if (is_looking) caution.blocks_left = present_count > 0 ? cautious_blocks : Math.max(0, caution.blocks_left - 1)
    try {
      if (fresh.length > 0) await write_new(loader, options.caller, options.import_id, fresh)
      tending.wrote(fresh.length)
      for (const { type } of fresh) count(part.tally, type, 'created')
    } catch (error) {
      if (is_race(error) && tries < tries_max) {
        is_looking = true
        continue
      }
      if (!is_about_data(error)) throw error
      // One of them cannot be kept: written one by one, it is named.
      part.single.push(...fresh.map(({ line, ref }) => ({ ...line, ref })))
    }
    for (const { draft, targets } of missing) put_aside(work, part, draft, targets)
    add_report(report, part)
    return
  }
}

/** What a line before left to a single write is changed by that only: the lines that name it again follow it there. */
const take_parts = async (work: Work, drafts: Draft[], report: BlockReport): Promise<void> => {
  for (const part of cut_at_repeats(drafts)) {
    const left = new Set(report.single.map(({ ref }) => ref))
    for (const draft of part) if (left.has(draft.ref)) report.single.push({ ...draft.line, ref: draft.ref })
    await take_part(
      work,
      part.filter(({ ref }) => !left.has(ref)),
      report,
    )
  }
}

/** Two imports at once into one facility would only wait for each other's resources. */
const begin = async (loader: Loader | undefined, facility: string): Promise<void> => {
  const rows = await loader?.query<{ is_alone: boolean }>(
    "SELECT pg_try_advisory_lock(hashtext('bulk.import'), hashtext($1)) AS is_alone",
    [facility],
  )
  if (!rows?.[0]?.is_alone) throw fail.conflict('Cơ sở này đang có một lần nhập khác; hãy chờ nó xong rồi gửi lại')
  await loader?.query('SELECT record.open_import($1)', [facility])
}

export const open_taker = async (options: TakerOptions): Promise<Taker> => {
  const { url, caller } = options
  const open = (): Promise<Loader> => open_loader(url, caller.facility)
  const free = await Promise.all(Array.from({ length: blocks_at_once }, open))
  const loaders = [...free]
  const rules: Rules = {
    facility: caller.facility,
    closed: new Set(options.closed),
    guarded: new Set(options.guarded),
  }
  const table = make_table()
  const caution: Caution = { blocks_left: 0 }
  const close_loaders = async (): Promise<void> => void (await Promise.all(loaders.map((loader) => loader.close())))
  const tending = await begin(loaders[0], caller.facility)
    .then(() => open_tending(url, caller.facility))
    .catch(async (error: unknown) => {
      await close_loaders()
      throw error
    })
  return {
    async take(number, block, is_last) {
      const { lines, refused } = lines_of(block)
      const read = read_drafts(lines, rules.closed)
      await table.hold(number, new Set(read.drafts.map(({ ref }) => ref)))
      const loader = free.pop()
      if (!loader) throw new Error('more blocks than connections')
      const report = empty_report()
      report.refused.push(...refused, ...read.refused)
      try {
        await take_parts({ loader, tending, rules, options, table, caution, number, is_last }, read.drafts, report)
        return report
      } catch (error) {
        table.release(number)
        throw error
      } finally {
        free.push(loader)
      }
    },
    release: (number) => table.release(number),
    settle: () => tending.settle(),
    close: async () => {
      await Promise.all([tending.close(), close_loaders()])
    },
  }
}
