import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { name_facilities } from '../exchange/index.ts'
import { open_paper, read_whose_paper, type BookOffice } from '../health-book/index.ts'
import type { TakenOver, TakeWish } from './contract.ts'
import { is_valid } from './open-until.ts'
import { read_result } from './read-result.ts'
import { keep_parts } from './taken-parts.ts'
import { dropped, taken_resource, to_taken } from './taken-resource.ts'
import { find_validity } from './validity.ts'

const get_open_stay = async (unit: Unit, encounter: string) => {
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  if (stay.discharged_at !== undefined)
    throw fail.rule('Đợt điều trị đã kết thúc; không ghi thêm vào được', 'encounter')
  return stay
}

const links_of = async (unit: Unit, encounter: string): Promise<Resource[]> =>
  (
    await unit.search('DocumentReference', new URLSearchParams({ encounter, _sort: '-date', _count: '500' }))
  ).entries.map(resource_of)

/** The same paper for the same test stands once in a stay. */
const demand_new = async (unit: Unit, encounter: string, { code, paper }: TakeWish): Promise<void> => {
  const links = (await links_of(unit, encounter)).flatMap((one) => to_taken(one) ?? [])
  if (links.some((one) => one.dropped === null && one.code === code && one.paper === paper))
    throw fail.conflict('Kết quả này đã được ghi là dùng lại trong đợt điều trị này')
}

/**
 * Instead of a new test the result of another house is used: the paper is fetched and judged anew, and a link to it is
 * kept with who took it over and when. @throws 403, 404, 409, 422 where it counts no longer or does not verify, 503
 */
export const take_over = async (
  office: BookOffice,
  caller: Caller,
  encounter: string,
  wish: TakeWish,
): Promise<TakenOver> => {
  demand(caller, 'record.write')
  const { store } = office
  const { patient, rule } = await store.unit(caller, async (unit) => {
    const stay = await get_open_stay(unit, encounter)
    await demand_new(unit, encounter, wish)
    return {
      patient: stay.patient,
      rule: await find_validity(unit.sql, caller.facility, wish.code, local_date(new Date())),
    }
  })
  if (!rule) throw fail.rule('Bảng thời hạn chưa có xét nghiệm này; không dùng lại kết quả nào được', 'code')
  const opened = await read_whose_paper(await open_paper(office, caller, patient, wish.paper))
  const { submission } = opened
  const name_of = await store.unit(caller, (unit) => name_facilities(unit, [submission.sender]))
  const paper = {
    id: wish.paper,
    title: submission.title,
    sender: submission.sender,
    created_at: submission.created_at,
  }
  const result = read_result(paper, opened, rule, name_of(submission.sender))
  if (!result) throw fail.rule('Tài liệu này không có kết quả của xét nghiệm đang chỉ định', 'paper')
  if (result.verdict === 'red') throw fail.rule(`Tài liệu không đạt kiểm tra: ${result.problem}`, 'paper')
  const two_people = opened.verdict.issues.find(({ reason }) => reason === 'paper-of-another')
  if (two_people) throw fail.rule(`${two_people.message}; chưa dùng được, hỏi lại nơi gửi`, 'paper')
  if (!is_valid(result)) throw fail.rule('Kết quả này đã quá thời hạn dùng lại', 'paper')
  return store.unit(caller, async (unit) => {
    await get_open_stay(unit, encounter)
    const { actor } = caller
    const stored = await unit.create(
      taken_resource({
        patient,
        encounter,
        actor,
        wish,
        result,
        submission,
        signatures: opened.verdict.signatures,
        rule,
      }),
    )
    await keep_parts(unit, stored.id, submission)
    const taken = to_taken(resource_of(stored))
    if (!taken) throw new Error('a link that was just made cannot be read')
    return taken
  })
}

/** Results of others that this stay goes by, the latest first; those no longer relied on stay, with the reason. */
export const list_taken = (store: Store, caller: Caller, encounter: string): Promise<TakenOver[]> => {
  demand(caller, 'record.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Encounter', encounter)
    return (await links_of(unit, encounter)).flatMap((one) => to_taken(one) ?? [])
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
    const stored = await unit.get('DocumentReference', id)
    const link = resource_of(stored)
    const stays = list_of(object_of(link['context'])?.['encounter']).flatMap((one) => text_of(one['reference']) ?? [])
    const taken = to_taken(link)
    if (!taken || !stays.includes(`Encounter/${encounter}`)) throw fail.not_found('Không có kết quả dùng lại này')
    if (taken.dropped) throw fail.conflict('Kết quả này đã được ghi là không dùng nữa')
    if (reason.trim().length < reason_min) throw fail.value('Cần ghi lý do không dùng nữa (ít nhất vài chữ)', 'reason')
    await unit.update(dropped(link, caller.actor.name, reason.trim()), { if_match: stored.version })
    return (await links_of(unit, encounter)).flatMap((one) => to_taken(one) ?? [])
  })
}
