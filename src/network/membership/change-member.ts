import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { put_client } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { read_certificate_summary } from '../../standards/signatures/index.ts'
import { check_seal, read_keys } from './applications.ts'
import { put_client_certificate, revoke_client_certificate } from './client-certificates.ts'
import { member_client_id, member_scope, note } from './decide.ts'
import {
  find_directory_facility,
  merge_facility,
  rename_directory_facility,
  type DirectoryFacility,
} from './facilities.ts'
import { add_seal, add_trusted_root, revoke_seal } from './seals.ts'
import { names_facility } from './show-seal.ts'

const get_facility = async (database: Database, code: string): Promise<DirectoryFacility> => {
  const found = await database.in_site((sql) => find_directory_facility(sql, code))
  if (!found) throw fail.not_found(`Danh bạ không có cơ sở ${code}`)
  return found
}

const demand_reason = (reason: string): string => {
  if (reason.trim() === '') throw fail.value('Cần có lý do', 'reason')
  return reason.trim()
}

/** Another name from today; the earlier one stays readable with the day it ended. */
export const rename_facility = async (
  database: Database,
  caller: Caller,
  { code, name }: { code: string; name: string },
): Promise<void> => {
  const known = await get_facility(database, code)
  const today = local_date(new Date())
  await database.in_site((sql) => rename_directory_facility(sql, known, { name, from_day: today, today }))
  await note(database, caller, 'facility-renamed', `Organization/${code}`, `${known.name} → ${name.trim()}`)
}

/** From that day what is sent to the old code goes to the new one; what waits is redirected letter by letter. */
export const join_facilities = async (
  database: Database,
  caller: Caller,
  wish: { code: string; into: string; from_day: string },
): Promise<void> => {
  await database.in_site((sql) => merge_facility(sql, wish.code, wish.into, wish.from_day))
  await note(database, caller, 'facility-merged', `Organization/${wish.code}`, `→ ${wish.into} từ ${wish.from_day}`)
}

/** A renewed certificate beside the old one: papers sealed with either count while it lasts. */
export const renew_seal = async (
  database: Database,
  caller: Caller,
  { code, certificate_pem }: { code: string; certificate_pem: string },
): Promise<void> => {
  await get_facility(database, code)
  check_seal(certificate_pem, new Date())
  const { identifier, serial } = read_certificate_summary(certificate_pem)
  if (names_facility(identifier, code) === 'no')
    throw fail.value(`Chứng thư này ghi ${identifier ?? ''}, không phải cơ sở ${code}`, 'certificate_pem')
  await database.in_site((sql) => add_seal(sql, code, certificate_pem))
  await note(database, caller, 'seal-added', `Organization/${code}`, serial)
}

export const withdraw_seal = async (
  database: Database,
  caller: Caller,
  wish: { code: string; serial: string; reason: string },
): Promise<void> => {
  const reason = demand_reason(wish.reason)
  await database.in_site((sql) => revoke_seal(sql, wish.code, wish.serial, reason))
  await note(database, caller, 'seal-revoked', `Organization/${wish.code}`, `${wish.serial}: ${reason}`)
}

/** The member's server comes in with these keys from now on, and with no older one. */
export const replace_keys = async (
  database: Database,
  caller: Caller,
  wish: { code: string; jwks: unknown; reason: string },
): Promise<void> => {
  const reason = demand_reason(wish.reason)
  const { name, membership } = await get_facility(database, wish.code)
  if (membership !== 'approved') throw fail.conflict(`Cơ sở ${wish.code} không ở trạng thái cho phép việc này`)
  const jwks = await read_keys(wish.jwks)
  const client_id = member_client_id(wish.code)
  await put_client(database, {
    ...{ client_id, facility: wish.code, name: `Máy chủ ${name}` },
    ...{ scope: member_scope, jwks },
  })
  await note(database, caller, 'keys-replaced', `Organization/${wish.code}`, reason)
}

/** Another certificate by which the member's server may come in over TLS. */
export const add_certificate = async (
  database: Database,
  caller: Caller,
  { code, certificate_pem }: { code: string; certificate_pem: string },
): Promise<void> => {
  await get_facility(database, code)
  const digest = await database.in_site((sql) => put_client_certificate(sql, code, certificate_pem))
  await note(database, caller, 'client-certificate-added', `Organization/${code}`, digest)
}

export const withdraw_certificate = async (
  database: Database,
  caller: Caller,
  wish: { code: string; digest: string; reason: string },
): Promise<void> => {
  const reason = demand_reason(wish.reason)
  await database.in_site((sql) => revoke_client_certificate(sql, wish.code, wish.digest, reason))
  const detail = `${wish.digest}: ${reason}`
  await note(database, caller, 'client-certificate-revoked', `Organization/${wish.code}`, detail)
}

/** An authority whose certificates count at this hub. */
export const trust_root = async (database: Database, caller: Caller, certificate_pem: string): Promise<void> => {
  const { common_name, serial } = read_certificate_summary(certificate_pem)
  await database.in_site((sql) => add_trusted_root(sql, certificate_pem))
  await note(database, caller, 'root-trusted', `Organization/${caller.facility}`, `${common_name} ${serial}`)
}
