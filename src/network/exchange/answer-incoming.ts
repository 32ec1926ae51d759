import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { find_standing, register_patient } from '../../chart/patients/index.ts'
import type { Registration } from '../../chart/patients/contract.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { announcing_kinds, type Late } from './contract.ts'
import { late_words } from './late-arrival.ts'
import type { IncomingRow } from './lines.ts'
import type { Answered, ExchangeRooms, Matched } from './office.ts'
import { find_part_of_kind } from './shelf.ts'
import { confirm_trust } from './trust-pins.ts'
import { get_incoming } from './view-incoming.ts'

type Act = { did: string; patient?: string | null }

const note_act = (unit: Unit, row: IncomingRow, { did, patient = row.patient }: Act): void =>
  unit.note({
    ...{ action: 'U', interaction: 'answer-document', type: 'DocumentReference', patient },
    ref: `DocumentReference?identifier=${row.document}`,
    detail: did,
  })

/** What the hub is to be told, and through it the sender; the pump carries it. */
const tell = (unit: Unit, id: string, wanted: string, reason = ''): Promise<unknown> =>
  unit.sql.query(
    'UPDATE exchange.task SET wanted = $3, reason = $4, next_at = now() WHERE facility = $1 AND incoming = $2',
    [unit.caller.facility, id, wanted, reason],
  )

type Rooms = Pick<ExchangeRooms, 'on_answer' | 'on_match'>

/** What the rooms of its kind are told of a letter. */
const told_of = (unit: Unit, row: IncomingRow): Omit<Matched, 'state'> => ({
  ...{
    id: row.id,
    kind: row.kind,
    title: row.title,
    sender: row.sender,
    patient: row.patient,
    encounter: row.encounter,
  },
  part: (kind) => find_part_of_kind(unit.sql, unit.caller.facility, row.id, kind),
})

const turn = async (
  unit: Unit,
  row: IncomingRow,
  to: { state: Answered['state']; reason?: string; encounter?: string | null; late?: string | null },
  rooms: Rooms,
): Promise<void> => {
  const { facility, actor } = unit.caller
  await rooms.on_answer?.(unit, {
    ...{ ...told_of(unit, row), state: to.state },
    encounter: to.encounter ?? row.encounter,
  })
  await unit.sql.query(
    `UPDATE exchange.incoming SET state = $3, reason = $4, encounter = $5, acted_by = $6, acted_name = $7, acted_at = now(),
       late_reason = $8 WHERE facility = $1 AND id = $2`,
    [
      ...[facility, row.id, to.state, to.reason ?? '', to.encounter ?? row.encounter, actor.id, actor.name],
      to.late ?? row.late_reason,
    ],
  )
  await tell(unit, row.id, to.state, to.reason ?? to.late ?? '')
}

const words: Record<IncomingRow['state'], string> = {
  received: 'chưa trả lời',
  accepted: 'đã nhận lời tiếp nhận',
  rejected: 'đã từ chối',
  completed: 'đã hoàn tất',
}

/** Two people may answer at once: the row is held, and whoever comes second is told what the first did. */
const open_to = async (unit: Unit, id: string, states: IncomingRow['state'][]): Promise<IncomingRow> => {
  const row = await get_incoming(unit, id, true)
  if (row.superseded !== null)
    throw fail.conflict('Văn bản này đã có bản mới thay thế; hãy mở bản mới', { superseded_by: row.superseded })
  if (!states.includes(row.state))
    throw fail.conflict(`Văn bản này ${words[row.state]}${row.acted_name ? ` (${row.acted_name})` : ''}`)
  return row
}

const demand_good = (row: IncomingRow): void => {
  if (row.verdict === 'red')
    throw fail.rule('Văn bản không đạt kiểm tra chữ ký, cấu trúc: chỉ từ chối được, để nơi gửi gửi lại bản đúng')
}

const lay_to = async (unit: Unit, row: IncomingRow, patient: string, how: string): Promise<void> => {
  // Why nobody was found for it is over.
  await unit.sql.query(
    `UPDATE exchange.incoming SET patient = $3, match = $4, reason = '' WHERE facility = $1 AND id = $2`,
    [
      ...[unit.caller.facility, row.id, patient],
      JSON.stringify({ grade: 'certain', reasons: [how], by: unit.caller.actor.name }),
    ],
  )
  note_act(unit, row, { did: `ghép vào hồ sơ Patient/${patient}`, patient })
}

/** Whose it is may be said anew until somebody came by it; of what was read also afterwards. */
const open_to_matching = async (unit: Unit, id: string): Promise<IncomingRow> => {
  const row = await open_to(unit, id, ['received', 'accepted', 'completed'])
  demand_good(row)
  if (row.encounter !== null) throw fail.conflict('Văn bản đã gắn với lượt khám, không đổi người bệnh được nữa')
  return row
}

const tell_rooms = (unit: Unit, row: IncomingRow, patient: string | null, rooms: Rooms): Promise<void> | undefined =>
  row.state === 'rejected' ? undefined : rooms.on_match?.(unit, { ...told_of(unit, row), patient, state: row.state })

/** A person says whose letter this is; also where the machine, or somebody else, had laid it to another chart. */
export const match_incoming = async (
  store: Store,
  caller: Caller,
  id: string,
  patient: string,
  rooms: Rooms = {},
): Promise<void> => {
  demand(caller, 'exchange.answer')
  const standing = await find_standing(store, caller, patient)
  return store.unit(caller, async (unit) => {
    const row = await open_to_matching(unit, id)
    await unit.get('Patient', standing.id)
    await lay_to(unit, row, standing.id, 'người ghép')
    await tell_rooms(unit, row, standing.id, rooms)
  })
}

/** It was laid to the wrong chart and nobody knows yet to which: back into the tray of those that are nobody's. */
export const put_back_incoming = (store: Store, caller: Caller, id: string, rooms: Rooms = {}): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const row = await open_to_matching(unit, id)
    if (row.patient === null) throw fail.conflict('Văn bản này chưa ghép với ai')
    await unit.sql.query('UPDATE exchange.incoming SET patient = NULL, match = NULL WHERE facility = $1 AND id = $2', [
      caller.facility,
      id,
    ])
    note_act(unit, row, { did: `trả về khay chưa khớp, thôi ghép với Patient/${row.patient}` })
    await tell_rooms(unit, row, null, rooms)
  })
}

/** A new chart from the letter. @throws 409 with details.duplicates, as at the reception's own desk */
export const register_incoming = async (
  store: Store,
  caller: Caller,
  id: string,
  registration: Registration,
): Promise<{ id: string; patient_code: string }> => {
  demand(caller, 'exchange.answer')
  await store.unit(caller, async (unit) => demand_good(await open_to(unit, id, ['received', 'accepted'])))
  const made = await register_patient(store, caller, registration)
  await store.unit(caller, async (unit) => {
    await lay_to(unit, await open_to(unit, id, ['received', 'accepted']), made.id, 'lập hồ sơ từ văn bản này')
  })
  return made
}

/**
 * We will take the person (TT 01/2025 Điều 12 for a transfer; SHARE-14).
 * @throws 422 a letter past its last day without a word why she is received all the same
 */
export const accept_incoming = (
  store: Store,
  caller: Caller,
  { id, ...said }: Late & { id: string },
  rooms: Rooms = {},
): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const row = await open_to(unit, id, ['received'])
    demand_good(row)
    const late = await late_words(unit, row, said)
    await turn(unit, row, { state: 'accepted', late }, rooms)
    note_act(unit, row, { did: ['tiếp nhận', late].filter(Boolean).join('; ') })
  })
}

/** Somebody here asked the sender's house whether these certificates are hers, and says so. */
export const confirm_sender = (store: Store, caller: Caller, id: string): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const row = await get_incoming(unit, id, true)
    const { facility, actor } = caller
    const names = await confirm_trust(unit.sql, facility, row.sender, actor.name)
    if (names.length === 0) throw fail.conflict('Không còn chứng thư nào của nơi gửi này chờ xác nhận')
    note_act(unit, row, { did: `xác nhận chứng thư của ${row.sender}: ${names.join('; ')}` })
  })
}

/** Nobody comes by this letter (an answer, a result, a whole record): somebody here has read it, and that is all. */
export const finish_incoming = (store: Store, caller: Caller, id: string, rooms: Rooms = {}): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const row = await open_to(unit, id, ['received', 'accepted'])
    demand_good(row)
    if (announcing_kinds.has(row.kind))
      throw fail.rule('Văn bản này báo người bệnh sẽ tới: xong khi ghép với lượt khám', 'kind')
    if (row.patient === null) throw fail.rule('Hãy ghép văn bản với người bệnh trước', 'patient')
    await turn(unit, row, { state: 'completed' }, rooms)
    note_act(unit, row, { did: 'đã xem' })
  })
}

const reason_max = 2_000

/** The sender reads the reason on its own screen. */
export const decline_incoming = (
  store: Store,
  caller: Caller,
  id: string,
  reason: string,
  rooms: Rooms = {},
): Promise<void> => {
  demand(caller, 'exchange.answer')
  const said = reason.trim().slice(0, reason_max)
  if (said === '') throw fail.value('Hãy ghi lý do từ chối: nơi gửi cần biết phải làm gì', 'reason')
  return store.unit(caller, async (unit) => {
    const row = await open_to(unit, id, ['received', 'accepted'])
    await turn(unit, row, { state: 'rejected', reason: said }, rooms)
    note_act(unit, row, { did: `từ chối: ${said}` })
  })
}

/** The person came: the letter belongs to this visit, and the sender learns of it. @throws 422 as accept_incoming */
export const arrive_incoming = (
  store: Store,
  caller: Caller,
  { id, encounter, ...said }: Late & { id: string; encounter: string },
  rooms: Rooms = {},
): Promise<void> => {
  demand(caller, 'exchange.answer')
  return store.unit(caller, async (unit) => {
    const row = await open_to(unit, id, ['received', 'accepted'])
    demand_good(row)
    const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
    if (row.patient === null) throw fail.rule('Hãy ghép văn bản với người bệnh trước', 'patient')
    if (stay.patient !== row.patient) throw fail.rule('Lượt khám này là của người bệnh khác', 'encounter')
    // Who was let in while it counted came in time, however late somebody links it.
    const late = await late_words(unit, row, said, stay.admitted_at === '' ? undefined : local_date(stay.admitted_at))
    await turn(unit, row, { state: 'completed', encounter, late }, rooms)
    note_act(unit, row, { did: [`người bệnh đã đến: Encounter/${encounter}`, late].filter(Boolean).join('; ') })
  })
}
