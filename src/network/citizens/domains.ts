import {
  check_bhyt_card,
  check_cccd,
  check_cmnd,
  check_facility_code,
  check_passport,
  type Checked,
} from '../../base/identity-numbers/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'

/** Numbers that are the same everywhere, those that say most first. */
const national = [
  identifier_system.cccd,
  identifier_system.passport,
  identifier_system.cmnd,
  identifier_system.bhyt,
] as const

/** Numbers each facility gives out itself; the facility's code behind them makes a domain of its own (PIXm §3.83). */
const scoped: string[] = [identifier_system.patient_code, identifier_system.temporary]

export const is_national = (system: string): boolean => (national as readonly string[]).includes(system)

/** A facility's own patient codes as a domain: `…/sid/patient-code/24012`. */
export const local_domain = (facility: string): string => `${identifier_system.patient_code}/${facility}`

/** The facility that gives out the numbers of this domain; undefined for what is no local domain. */
export const facility_of_domain = (system: string): string | undefined => {
  const base = scoped.find((one) => system.startsWith(`${one}/`))
  const code = base && system.slice(base.length + 1)
  return code && check_facility_code(code).value === code && check_facility_code(code).ok ? code : undefined
}

/** What a facility calls its own code without saying whose, with the facility said. */
export const domain_of = (system: string, facility: string): string =>
  scoped.includes(system) ? `${system}/${facility}` : system

const check_card = (value: string): Checked<unknown> => check_bhyt_card(value)
const checks: Record<string, (value: string) => Checked<unknown>> = {
  [identifier_system.cccd]: (value) => check_cccd(value),
  [identifier_system.passport]: (value) => check_passport(value),
  [identifier_system.cmnd]: check_cmnd,
  [identifier_system.bhyt]: check_card,
}

/** Whether a national number can be one, and its tidy form. Local codes are as their facility writes them. */
export const check_number = (system: string, value: string): { ok: boolean; value: string; message: string } => {
  const check = checks[system]
  if (!check)
    return { ok: value.trim() !== '' && value.length <= 200, value: value.trim(), message: 'Mã không đọc được' }
  const checked = check(value)
  return { ok: checked.ok, value: checked.value, message: checked.reasons[0]?.message ?? '' }
}

/**
 * The one shape a number is kept and asked by: a BHYT card in its ten digits of the insurance number, or, where the
 * personal ID is the card (from 15/8/2025), as that ID.
 */
export const index_of = (system: string, value: string): { system: string; value: string } => {
  if (system !== identifier_system.bhyt)
    return { system, value: is_national(system) ? check_number(system, value).value : value }
  const card = check_bhyt_card(value).value
  if (/^\d{12}$/.test(card)) return { system: identifier_system.cccd, value: card }
  return { system, value: card.length === 15 ? card.slice(5) : card }
}

const local_rank = 1
/** By which number a person is taken first: CCCD, the facility's own code, passport, CMND, BHYT. */
export const rank_of = (system: string): number => {
  const at = (national as readonly string[]).indexOf(system)
  return at <= 0 ? (at === 0 ? 0 : local_rank) : at + local_rank
}
