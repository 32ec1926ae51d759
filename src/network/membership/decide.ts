import { fail } from '../../base/outcome/index.ts'
import {
  put_client,
  put_facility,
  set_client_active,
  set_client_withdrawn,
  type TokenKey,
} from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { find_application, type Application } from './applications.ts'
import { put_client_certificate } from './client-certificates.ts'
import { find_directory_facility, put_directory_facility, type Membership } from './facilities.ts'
import { add_seal } from './seals.ts'

/** What a member may do at the hub: its own box, documents, directories; no other resource. */
export const member_scope = [
  ...['system/Task.rus', 'system/Subscription.cruds', 'system/Consent.crs'],
  ...['system/DocumentReference.crs', 'system/List.crs', 'system/Binary.cr', 'system/Patient.crus'],
  // Of its own people and doors a member tells the directory itself (mCSD ITI-130).
  ...['Organization', 'PractitionerRole', 'Location'].map((type) => `system/${type}.rs`),
  ...['Practitioner', 'Endpoint'].map((type) => `system/${type}.rus`),
].join(' ')

/** The client of a member's own server; its keys came with the application. */
export const member_client_id = (facility: string): string => `lt-${facility}`

export const note = (
  database: Database,
  caller: Caller,
  interaction: string,
  ref: string,
  detail: string,
): Promise<void> =>
  database.in_facility(caller.facility, (sql) =>
    insert_events(sql, [{ caller, act: { action: 'U', interaction, type: 'Organization', ref, detail } }]),
  )

const set_membership = async (
  database: Database,
  caller: Caller,
  code: string,
  membership: Membership,
  reason: string,
): Promise<void> => {
  await database.in_site((sql) =>
    sql.query(
      `UPDATE hub.facility SET membership = $2, reason = $3, decided_at = now(), decided_by = $4, updated_at = now()
       WHERE code = $1`,
      [code, membership, reason, caller.actor.name],
    ),
  )
  await note(database, caller, `member-${membership}`, `Organization/${code}`, reason)
}

const open_doors = async (database: Database, { facility, asked }: Application): Promise<void> => {
  await database.in_site(async (sql) => {
    await put_directory_facility(sql, { code: facility, ...asked, gln: asked.gln ?? null })
    await put_facility(sql, {
      ...{ code: facility, name: asked.name, authority: asked.authority ?? '' },
      // What a member is stands in hub.facility. Kept as a pharmacy here, its system could not take its letters.
      kind: asked.kind === 'station' ? 'station' : 'hospital',
    })
    await add_seal(sql, facility, asked.seal_pem)
    if (asked.tls_pem !== undefined) await put_client_certificate(sql, facility, asked.tls_pem)
  })
  await put_client(database, {
    ...{ client_id: member_client_id(facility), facility, name: `Máy chủ ${asked.name}`, scope: member_scope },
    jwks: asked.jwks,
  })
}

/** The Sở lets a facility in: from here on its key opens the doors and its seal counts. @throws 404, 409 */
export const approve_application = async (
  database: Database,
  caller: Caller,
  code: string,
  id: string,
): Promise<void> => {
  const application = await database.in_site((sql) => find_application(sql, code, id))
  if (application.decision !== null) throw fail.conflict('Đơn này đã được quyết định')
  await open_doors(database, application)
  await set_membership(database, caller, code, 'approved', '')
  await database.in_site((sql) =>
    sql.query(
      `UPDATE hub.application SET decision = 'approved', decided_at = now(), decided_by = $3
       WHERE facility = $1 AND id = $2`,
      [code, id, caller.actor.name],
    ),
  )
}

/** @throws 404, 409, 422 without a reason */
export const refuse_application = async (
  database: Database,
  caller: Caller,
  wish: { code: string; id: string; reason: string },
): Promise<void> => {
  if (wish.reason.trim() === '') throw fail.value('Từ chối cần có lý do, để cơ sở biết phải sửa gì', 'reason')
  const { row_count } = await database.in_site((sql) =>
    sql.query(
      `UPDATE hub.application SET decision = 'refused', reason = $3, decided_at = now(), decided_by = $4
       WHERE facility = $1 AND id = $2 AND decision IS NULL`,
      [wish.code, wish.id, wish.reason, caller.actor.name],
    ),
  )
  if (row_count === 0) throw fail.conflict('Không có đơn này, hoặc đã được quyết định')
  await note(database, caller, 'member-refused', `Organization/${wish.code}`, wish.reason)
}

type Withdrawn = TokenKey['withdrawn']

/** Suspended: refused at once, with the tokens it already has; what waits for it goes on waiting. Or let in again. */
export const suspend_member = async (
  { database, withdrawn }: { database: Database; withdrawn: Withdrawn },
  caller: Caller,
  wish: { code: string; suspended: boolean; reason: string },
): Promise<void> => {
  const member = await database.in_site((sql) => find_directory_facility(sql, wish.code))
  if (member?.membership !== (wish.suspended ? 'approved' : 'suspended'))
    throw fail.conflict(`Cơ sở ${wish.code} không ở trạng thái cho phép việc này`)
  if (wish.suspended && wish.reason.trim() === '') throw fail.value('Tạm ngừng một cơ sở cần có lý do', 'reason')
  await set_membership(database, caller, wish.code, wish.suspended ? 'suspended' : 'approved', wish.reason)
  const clients = await database.in_site((sql) =>
    sql.query<{ client_id: string }>('SELECT client_id FROM access.client WHERE facility = $1', [wish.code]),
  )
  for (const { client_id } of clients.rows) {
    await set_client_active(database, { ...caller, facility: wish.code }, client_id, !wish.suspended)
    set_client_withdrawn(withdrawn, client_id, wish.suspended)
  }
}
