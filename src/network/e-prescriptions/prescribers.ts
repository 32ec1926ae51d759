import { fail } from '../../base/outcome/index.ts'
import { demand, rights_for, roles } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { EndpointProfile } from '../../platform/http/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import {
  find_prescriber,
  find_prescriber_by_code,
  put_prescriber,
  remove_prescriber,
  type Secrets,
} from './connection.ts'
import type { Prescriber, PrescriberPut } from './contract.ts'
import { release_of } from './outbox.ts'
import type { Pump } from './pump.ts'

const prescribing = roles.filter((role) => role !== 'system' && rights_for(role).includes('prescription.write'))

/** Whoever may prescribe here, those without a code first. */
export const list_prescribers = async (
  unit: Unit,
  secrets: Secrets,
  profile: EndpointProfile,
): Promise<Prescriber[]> => {
  const { facility } = unit.caller
  const { rows } = await unit.sql.query<Omit<Prescriber, 'has_password'>>(
    `SELECT a.practitioner AS id, a.name, a.title, coalesce(p.code, '') AS code,
       (SELECT count(*)::int FROM eprescription.outbox AS o
        WHERE o.facility = $1 AND o.act = 'prescription' AND o.status = 'held' AND o.sender = a.practitioner) AS held
     FROM access.account AS a
     LEFT JOIN eprescription.prescriber AS p ON p.facility = $1 AND p.practitioner = a.practitioner
     WHERE a.facility = $1 AND a.active AND a.role = ANY ($2) ORDER BY p.code IS NOT NULL, a.name, a.practitioner`,
    [facility, prescribing],
  )
  return rows.map((row) => ({ ...row, has_password: secrets.doctor_password(facility, row.id, profile) !== undefined }))
}

/** RX-11: one code for a person; a code names one person. */
const check_code = async (unit: Unit, id: string, code: string): Promise<void> => {
  if (!/^[\w./-]{2,40}$/.test(code))
    throw fail.value('Mã liên thông gồm 2 đến 40 chữ không dấu, số, “.”, “/”, “-”', 'code')
  const other = await find_prescriber_by_code(unit.sql, unit.caller.facility, code)
  if (other && other.practitioner !== id) throw fail.conflict(`Mã ${code} đang ghi cho ${other.name}`)
}

const get_before = async (unit: Unit, id: string, code: string): Promise<string | undefined> => {
  const { rows } = await unit.sql.query(
    'SELECT FROM access.account WHERE facility = $1 AND practitioner = $2 AND active AND role = ANY ($3)',
    [unit.caller.facility, id, prescribing],
  )
  const before = await find_prescriber(unit.sql, unit.caller.facility, id)
  // Who no longer prescribes keeps a code until somebody takes it back.
  if (rows.length === 0 && !(before !== undefined && code === ''))
    throw fail.not_found('Cơ sở không có người kê đơn này')
  if (code !== '') await check_code(unit, id, code)
  return before
}

/** The national system hears it first: a code it refuses is not written down. @returns why it has not heard it */
const tell_national = async (
  pump: Pump,
  facility: string,
  before: string | undefined,
  code: string,
): Promise<string> => {
  const gateway = await pump.gateway(facility)
  if (!gateway?.can_send) return ''
  const outcome = code === '' ? await gateway.remove_doctor(before ?? '') : await gateway.add_doctor(code)
  if (outcome.kind === 'refused')
    throw fail.rule(`Hệ thống đơn thuốc quốc gia không nhận mã ${code}: ${outcome.message}`)
  return outcome.kind === 'done' || outcome.kind === 'duplicate' ? '' : outcome.message
}

/** Writes down the national code of who prescribes here, or takes it back; what waited for it is sent. */
export const put_prescriber_code = async (
  store: Store,
  caller: Caller,
  pump: Pump,
  wish: { id: string; code: string },
): Promise<PrescriberPut> => {
  demand(caller, 'exchange.manage')
  const { id } = wish
  const code = wish.code.trim()
  const before = await store.unit(caller, (unit) => get_before(unit, id, code))
  if ((before ?? '') === code) return { problem: '', sent_again: 0 }
  const problem = await tell_national(pump, caller.facility, before, code)
  const sent_again = await store.unit(caller, async (unit) => {
    await get_before(unit, id, code)
    if (code === '') await remove_prescriber(unit.sql, caller.facility, id)
    else await put_prescriber(unit.sql, caller.facility, id, code)
    const detail = code === '' ? `bỏ mã liên thông ${before}` : `mã liên thông ${code}`
    unit.note({ action: 'U', interaction: 'prescriber-code', type: 'Practitioner', ref: `Practitioner/${id}`, detail })
    return code === '' ? 0 : release_of(unit.sql, caller.facility, id)
  })
  return { problem, sent_again }
}
