import { fail } from '../../base/outcome/index.ts'
import { local_date, show_moment } from '../../base/time/index.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { name_facilities } from '../exchange/index.ts'
import { open_paper, read_whose_paper, type BookOffice } from '../health-book/index.ts'
import type { SharedResult, TakenOver, TakeWish } from './contract.ts'
import { is_valid } from './open-until.ts'
import { read_result } from './read-result.ts'
import { note_seen } from './see-change.ts'
import { changes_of } from './taken-changes.ts'
import { get_taken, list_links, show_links } from './taken-links.ts'
import { keep_parts } from './taken-parts.ts'
import { dropped, taken_resource, to_taken, type TakenLink } from './taken-resource.ts'
import { watch_taken } from './taken-watch.ts'
import { find_validity, type ValidityRule } from './validity.ts'

const get_open_stay = async (unit: Unit, encounter: string) => {
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  if (stay.discharged_at !== undefined)
    throw fail.rule('Đợt điều trị đã kết thúc; không ghi thêm vào được', 'encounter')
  return stay
}

/** The same paper for the same test stands once in a stay. */
const demand_new = async (unit: Unit, encounter: string, { code, paper }: TakeWish): Promise<void> => {
  const links = (await list_links(unit, encounter)).flatMap((one) => to_taken(one) ?? [])
  if (links.some((one) => one.dropped === null && one.code === code && one.paper === paper))
    throw fail.conflict('Kết quả này đã được ghi là dùng lại trong đợt điều trị này')
}

type Old = { link: Resource; taken: TakenLink; version: number }

type Asked = { patient: string; rule: ValidityRule; old: Old | undefined }

const prepare = async (unit: Unit, encounter: string, wish: TakeWish): Promise<Asked> => {
  const { patient } = await get_open_stay(unit, encounter)
  await demand_new(unit, encounter, wish)
  const rule = await find_validity(unit.sql, unit.caller.facility, wish.code, local_date(new Date()))
  if (!rule) throw fail.rule('Bảng thời hạn chưa có xét nghiệm này; không dùng lại kết quả nào được', 'code')
  const old = wish.instead_of === undefined ? undefined : await get_taken(unit, encounter, wish.instead_of)
  if (old?.taken.dropped) throw fail.conflict('Kết quả cũ đã được ghi là không dùng nữa; hãy tải lại')
  return { patient, rule, old }
}

/** What put an older version right counts as long as that one did: when it was taken over. */
const counts_still = (result: SharedResult, old: Old | undefined): boolean =>
  is_valid(result) || (old !== undefined && Date.parse(result.valid_until) > Date.parse(old.taken.at))

/** The paper as the hub gives it now, verified, with what it says of the test. @throws 403, 404, 422, 503 */
const fetch_result = async (office: BookOffice, caller: Caller, wish: TakeWish, { patient, rule, old }: Asked) => {
  const opened = await read_whose_paper(await open_paper(office, caller, patient, wish.paper))
  const { title, sender, created_at } = opened.submission
  const name_of = await office.store.unit(caller, (unit) => name_facilities(unit, [sender]))
  const result = read_result({ id: wish.paper, title, sender, created_at }, opened, rule, name_of(sender))
  if (!result) throw fail.rule('Tài liệu này không có kết quả của xét nghiệm đang chỉ định', 'paper')
  if (result.verdict === 'red') throw fail.rule(`Tài liệu không đạt kiểm tra: ${result.problem}`, 'paper')
  const two_people = opened.verdict.issues.find(({ reason }) => reason === 'paper-of-another')
  if (two_people) throw fail.rule(`${two_people.message}; chưa dùng được, hỏi lại nơi gửi`, 'paper')
  if (!counts_still(result, old)) throw fail.rule('Kết quả này đã quá thời hạn dùng lại', 'paper')
  return { result, submission: opened.submission, signatures: opened.verdict.signatures }
}

/** The older version gives way to it; whoever takes the newer one over has seen the change. @throws 422 where it is no newer version */
const put_in_place = async (
  unit: Unit,
  { link, taken, version }: Old,
  { parts: [main] }: Submission,
): Promise<void> => {
  const change = (await changes_of(unit, [taken.id])).get(taken.id)
  if (change?.document !== main.identity)
    throw fail.rule('Tài liệu này không phải bản thay thế mới nhất của kết quả đang dùng; hãy tải lại', 'paper')
  const reason = `Nơi gửi đã sửa; dùng bản mới lập ${show_moment(change.issued_at.slice(0, 16))}`
  await unit.update(dropped(link, unit.caller.actor.name, reason), { if_match: version })
  await note_seen(unit, taken.id)
}

/**
 * Instead of a new test the result of another house is used: the paper is fetched and judged anew, and a link to it is
 * kept with who took it over and when; the hub is told, so that corrections follow.
 * @throws 403, 404, 409, 422 where it counts no longer or does not verify, 503
 */
export const take_over = async (
  office: BookOffice,
  caller: Caller,
  encounter: string,
  wish: TakeWish,
): Promise<TakenOver> => {
  demand(caller, 'record.write')
  const { store } = office
  const asked = await store.unit(caller, (unit) => prepare(unit, encounter, wish))
  const found = await fetch_result(office, caller, wish, asked)
  return store.unit(caller, async (unit) => {
    await get_open_stay(unit, encounter)
    const { patient, rule, old } = asked
    const { submission } = found
    if (old) await put_in_place(unit, old, submission)
    const stored = await unit.create(
      taken_resource({ patient, encounter, actor: caller.actor, wish, rule, ...found, replaces: old?.taken.id }),
    )
    await keep_parts(unit, stored.id, submission)
    const watched = { link: stored.id, encounter, sender: submission.sender, document: submission.parts[0].identity }
    await watch_taken(unit, watched)
    const [taken] = await show_links(unit, [resource_of(stored)])
    if (!taken) throw new Error('a link that was just made cannot be read')
    return taken
  })
}

/** Results of others that this stay goes by, the latest first; those no longer relied on stay, with the reason. */
export const list_taken = (store: Store, caller: Caller, encounter: string): Promise<TakenOver[]> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Encounter', encounter)
    return show_links(unit, await list_links(unit, encounter))
  })
}

const reason_min = 5

/** @throws 403, 404, 422 without a reason */
export const drop_taken = (
  store: Store,
  caller: Caller,
  encounter: string,
  { id, reason }: { id: string; reason: string },
): Promise<TakenOver[]> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    await get_open_stay(unit, encounter)
    const { link, taken, version } = await get_taken(unit, encounter, id)
    if (taken.dropped) throw fail.conflict('Kết quả này đã được ghi là không dùng nữa')
    if (reason.trim().length < reason_min) throw fail.value('Cần ghi lý do không dùng nữa (ít nhất vài chữ)', 'reason')
    await unit.update(dropped(link, caller.actor.name, reason.trim()), { if_match: version })
    await note_seen(unit, id)
    return show_links(unit, await list_links(unit, encounter))
  })
}
