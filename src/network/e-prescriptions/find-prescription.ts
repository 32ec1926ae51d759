import { fail, Failure } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { find_posted } from '../exchange/index.ts'
import { find_letter } from './letter-store.ts'
import { ask_national, ask_of_own, find_own, type Found } from './look-up.ts'
import { status_of } from './outbox.ts'
import type { Pump } from './pump.ts'
import { code_of_letter, find_received_prescription, type ReceivedPrescription } from './received-store.ts'

/** What is known of a code in this house alone. */
type Here = {
  own?: { found: Found; is_there: boolean }
  came?: { letter: ReceivedPrescription; replaced_by: string | undefined }
}

/** An own prescription on its way to the pharmacy the person named is handed out there, until that house gives it back. */
const named_elsewhere = async (unit: Unit, { prescription }: Found): Promise<{ elsewhere?: string }> => {
  const { code, pharmacy } = prescription
  if (!pharmacy) return {}
  const letter = await find_letter(unit, code)
  const posted = letter?.outgoing ? await find_posted(unit, letter.outgoing) : undefined
  const there = posted?.deliveries.find(({ recipient }) => recipient === pharmacy.code)
  if (!letter || there?.state === 'rejected') return {}
  return {
    elsewhere: `Người bệnh chọn lấy thuốc ở ${pharmacy.name}, đơn gửi tới đó qua trục; nơi đó trả lại đơn thì mới cấp được ở đây`,
  }
}

const find_here = (store: Store, caller: Caller, code: string): Promise<Here> =>
  store.unit(caller, async (unit) => {
    const own = await find_own(unit, code)
    if (own) {
      const sent = await status_of(unit.sql, caller.facility, 'prescription', code)
      const found = { ...own, ...(await named_elsewhere(unit, own)) }
      return { own: { found, is_there: sent?.status === 'delivered' } }
    }
    const letter = await find_received_prescription(unit, code)
    if (!letter) return {}
    const { superseded } = letter.letter
    const replaced_by = superseded === null ? undefined : ((await code_of_letter(unit, superseded)) ?? 'mới')
    return { came: { letter, replaced_by } }
  })

/** Whom the person named, as the prescription says; of a version that replaces another, only who is named may hand out by the hub. */
const not_ours = ({ body, letter }: ReceivedPrescription, facility: string): { elsewhere?: string } => {
  const named = body?.pharmacy
  if (named && named.code !== facility)
    return { elsewhere: `Người bệnh chọn lấy thuốc ở ${named.name} (${named.code})` }
  return !named && letter.is_correction ? { elsewhere: 'Đơn thay không còn ghi lấy thuốc ở nơi này' } : {}
}

const unconnected =
  'Nơi này chưa nối hệ thống đơn thuốc quốc gia: chỉ biết lượng cấp tại đây, không biết nơi khác đã cấp bao nhiêu'
const not_there_yet =
  'Hệ thống đơn thuốc quốc gia chưa có đơn này; cấp theo đơn nhận qua trục, báo bán gửi khi đơn có ở đó'

/** By the hub alone. @throws 422 where it is not sound or cannot be read */
const by_hub = ({ letter, replaced_by }: NonNullable<Here['came']>, facility: string, note: string): Found => {
  const { body, problem } = letter
  if (letter.letter.verdict === 'red')
    throw fail.rule(`Đơn nhận qua trục không đạt kiểm tra, không cấp được: ${letter.letter.problem}`)
  if (!body) throw fail.rule(`Đơn nhận qua trục không đọc được: ${problem}`)
  const of_letter = { letter: letter.letter, note, ...not_ours(letter, facility) }
  return { source: 'hub', prescription: body, replaced_by, national_sold: undefined, ...of_letter }
}

/** The national system tells neither the prescriber's name nor who takes an N or H prescription out; the letter does. */
const with_letter = (found: Found, { letter, replaced_by }: NonNullable<Here['came']>): Found => {
  const { prescription } = found
  const prescriber = prescription.prescriber.name === '' ? letter.body?.prescriber : undefined
  const recipient = prescription.recipient ?? letter.body?.recipient
  return {
    ...found,
    prescription: {
      ...prescription,
      ...(prescriber ? { prescriber } : {}),
      ...(recipient ? { recipient } : {}),
    },
    letter: letter.letter,
    replaced_by: found.replaced_by ?? replaced_by,
  }
}

const is_not_there = (error: unknown): boolean => error instanceof Failure && error.status === 404

/**
 * Whoever signed it: it may have been replaced, or sold elsewhere, so the national system is asked each time it can be; where it
 * has nothing, or this house cannot ask at all, what came by the hub counts.
 * @throws 404 nobody knows it, 422 what came by the hub is not sound, 503 the national system does not answer
 */
export const find_anywhere = async (store: Store, pump: Pump, caller: Caller, code: string): Promise<Found> => {
  const { own, came } = await find_here(store, caller, code)
  const gateway = await pump.gateway(caller.facility)
  if (own) return ask_of_own(own.found, gateway, own.is_there)
  if (!gateway?.can_read) return came ? by_hub(came, caller.facility, unconnected) : ask_national(undefined, code)
  try {
    const found = await ask_national(gateway, code)
    return came && came.letter.letter.verdict === 'good' ? with_letter(found, came) : found
  } catch (error) {
    if (!came || !is_not_there(error)) throw error
    return by_hub(came, caller.facility, not_there_yet)
  }
}
