import { calculateJwkThumbprint, type JSONWebKeySet } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { list_clients } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { list_applications, type Application } from './applications.ts'
import type { ApplicationLine, FacilityDetail, KeyLine } from './contract.ts'
import { show_client_certificates } from './client-certificates.ts'
import { member_client_id } from './decide.ts'
import { find_directory_facility } from './facilities.ts'
import { facility_line, sealed_until } from './show-directory.ts'
import { list_roots, show_seal, type SealRow } from './show-seal.ts'

const show_keys = (jwks: JSONWebKeySet | null): Promise<KeyLine[]> =>
  Promise.all(
    (jwks?.keys ?? []).map(async (key) => ({
      thumbprint: await calculateJwkThumbprint(key),
      kind: key.crv ?? key.kty ?? '',
    })),
  )

type Roots = Awaited<ReturnType<typeof list_roots>>
type Known = ApplicationLine['known_as']

const show_application = async (one: Application, roots: Roots, known_as: Known): Promise<ApplicationLine> => {
  const { facility, id, asked, decision, reason } = one
  return {
    ...{ facility, id, decision, reason, known_as },
    ...{ name: asked.name, kind: asked.kind, gln: asked.gln ?? '', authority: asked.authority ?? '' },
    contact: asked.contact,
    asked_at: one.asked_at.toISOString(),
    decided_at: one.decided_at?.toISOString() ?? null,
    decided_by: one.decided_by ?? '',
    keys: await show_keys(asked.jwks),
    seal: show_seal({ certificate_pem: asked.seal_pem }, facility, roots),
  }
}

const known_in = async (sql: Sql, code: string): Promise<Known> => {
  const found = await find_directory_facility(sql, code)
  return found ? { name: found.name, membership: found.membership } : null
}

const decided_shown = 20

/** Those that wait first, then the last that were decided. */
export const show_applications = async (sql: Sql): Promise<ApplicationLine[]> => {
  const roots = await list_roots(sql)
  const all = await list_applications(sql)
  const waiting = all.filter(({ decision }) => decision === null)
  const decided = all.filter(({ decision }) => decision !== null).slice(0, decided_shown)
  const lines: ApplicationLine[] = []
  for (const one of [...waiting, ...decided])
    lines.push(await show_application(one, roots, await known_in(sql, one.facility)))
  return lines
}

const list_seals = async (sql: Sql, code: string): Promise<SealRow[]> =>
  (
    await sql.query<SealRow>(
      'SELECT certificate_pem, revoked_at, reason FROM hub.seal WHERE facility = $1 ORDER BY added_at DESC',
      [code],
    )
  ).rows

const last_application = async (sql: Sql, code: string): Promise<Application | undefined> =>
  (await list_applications(sql, code))[0]

/** Everything the directory knows of one facility, its seals and keys. @throws 404 */
export const show_member = async (sql: Sql, code: string): Promise<FacilityDetail> => {
  const found = await find_directory_facility(sql, code)
  if (!found) throw fail.not_found(`Danh bạ không có cơ sở ${code}`)
  const roots = await list_roots(sql)
  const seals = (await list_seals(sql, code)).flatMap((row) => show_seal(row, code, roots) ?? [])
  const application = await last_application(sql, code)
  const client = (await list_clients(sql, code)).find(({ client_id }) => client_id === member_client_id(code))
  const { rows } = await sql.query<{ decided_at: Date | null; decided_by: string | null }>(
    'SELECT decided_at, decided_by FROM hub.facility WHERE code = $1',
    [code],
  )
  return {
    ...facility_line(found, sealed_until(seals)),
    names: found.names,
    decided_at: rows[0]?.decided_at?.toISOString() ?? null,
    decided_by: rows[0]?.decided_by ?? '',
    contact: application?.asked.contact ?? null,
    ...{ seals, keys: await show_keys(client?.jwks ?? null) },
    certificates: await show_client_certificates(sql, code),
  }
}
