import { setTimeout as pause } from 'node:timers/promises'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import type { DocumentTrust } from '../../standards/documents/index.ts'
import { fetch_trust, HubAway, HubForbids, HubRefuses, name_facilities, type Hub } from '../exchange/index.ts'
import { find_hub, list_bases, note_repeat, numbers_of, type BookOffice } from '../health-book/index.ts'
import type { RepeatWish, SharedResults, ShownRule } from './contract.ts'
import { keep_offer } from './offers.ts'
import { is_valid, open_until_found } from './open-until.ts'
import { ask_candidates } from './papers-to-open.ts'
import { find_validity, type ValidityRule } from './validity.ts'

type Question = { patient: string; code: string }

type Known = { numbers: { system: string; value: string }[]; has_basis: boolean }

const know = async (unit: Unit, patient: string): Promise<Known> => ({
  numbers: numbers_of(resource_of(await unit.get('Patient', patient))),
  has_basis: (await list_bases(unit, await charts_of(unit, patient))).some((one) => one.is_open),
})

type Said = Omit<SharedResults, 'state' | 'message' | 'rule' | 'took_ms'>

const nothing: Said = { results: [], expired: 0, opened: 0, unread: 0, left: 0, withheld: 0 }

const ask = async (
  office: BookOffice,
  caller: Caller,
  hub: Hub,
  { patient, numbers }: Question & Known,
  rule: ValidityRule,
): Promise<Said> => {
  const candidates = await ask_candidates(hub, { numbers, rule, facility: caller.facility })
  const senders = [...candidates.named, ...candidates.unsaid].map(({ sender }) => sender)
  const name_of = await office.store.unit(caller, (unit) => name_facilities(unit, senders))
  const trusted = new Map<string, Promise<DocumentTrust>>()
  const trust_of = (sender: string): Promise<DocumentTrust> => {
    const known = trusted.get(sender) ?? fetch_trust(hub, sender)
    // Whoever waits for it hears of its failure; a paper that failed before waits no more.
    known.catch(() => undefined)
    trusted.set(sender, known)
    return known
  }
  const look = { hub, patient, rule, name_of, parts_of: candidates.parts_of, trust_of }
  const { results, ...looked } = await open_until_found(office, caller, candidates, look)
  const valid = results.filter(is_valid)
  return {
    ...{ ...looked, results: valid, expired: results.length - valid.length, withheld: candidates.withheld },
    unread: looked.unread + candidates.unread,
  }
}

/** Longer than a doctor waits for an answer, shorter than a line that hangs. */
const patience_ms = 5_000

const with_patience = async <T>(work: Promise<T>): Promise<T> => {
  const stop = new AbortController()
  const too_long = pause(patience_ms, undefined, { signal: stop.signal }).then(() => {
    throw new HubAway(`Trục liên thông không trả lời trong ${patience_ms / 1_000} giây`)
  })
  try {
    return await Promise.race([work, too_long])
  } finally {
    stop.abort()
    // Whichever came too late has nobody to tell.
    work.catch(() => undefined)
    too_long.catch(() => undefined)
  }
}

type Answer = Said & Pick<SharedResults, 'state' | 'message'>

const silent = (state: SharedResults['state'], message: string): Answer => ({ ...nothing, state, message })

const answer = async (
  office: BookOffice,
  caller: Caller,
  asked: Question,
  rule: ValidityRule | undefined,
): Promise<Answer> => {
  const known = await office.store.unit(caller, (unit) => know(unit, asked.patient))
  if (!rule) return silent('shown', 'Bảng thời hạn chưa có xét nghiệm này; không đề nghị dùng lại kết quả nào')
  if (known.numbers.length === 0) return silent('no-number', 'Hồ sơ chưa có số giấy tờ để tìm trên trục')
  if (!known.has_basis) return silent('no-basis', 'Chưa có căn cứ xem kết quả của nơi khác')
  const hub = await find_hub(office, caller)
  if (!hub) return silent('no-link', 'Cơ sở chưa kết nối trục liên thông')
  try {
    const said = await with_patience(ask(office, caller, hub, { ...asked, ...known }, rule))
    return { state: 'shown', message: '', ...said }
  } catch (error) {
    if (error instanceof HubAway) return silent('away', error.message)
    if (error instanceof HubForbids || error instanceof HubRefuses) return silent('refused', error.message)
    throw error
  }
}

const show_rule = ({ name, hours, source, confidence }: ValidityRule): ShownRule => ({
  name,
  hours,
  source,
  confidence,
})

/** Valid results of the same test at other houses, before it is ordered again (SHARE-16, Luật 51/2024 Điều 3.4). */
export const find_shared_results = async (
  office: BookOffice,
  caller: Caller,
  asked: Question,
): Promise<SharedResults> => {
  demand(caller, 'record.read')
  demand(caller, 'exchange.read')
  if (asked.patient === '' || asked.code === '') throw fail.invalid('Cần patient và code', 'code')
  const began = performance.now()
  const rule = await office.store.unit(caller, (unit) =>
    find_validity(unit.sql, caller.facility, asked.code, local_date(new Date())),
  )
  const said = await answer(office, caller, asked, rule)
  if (rule) await office.store.unit(caller, (unit) => keep_offer(unit, asked, said))
  return { ...said, rule: rule ? show_rule(rule) : null, took_ms: Math.round(performance.now() - began) }
}

export const note_repeated = (store: Store, caller: Caller, wish: RepeatWish): Promise<void> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', wish.patient)
    await note_repeat(unit, wish.patient, wish)
  })
}
