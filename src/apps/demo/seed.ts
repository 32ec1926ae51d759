import { rights_for, put_account, put_client, put_facility } from '../../platform/access/index.ts'
import { create_audit_log } from '../../platform/audit/index.ts'
import { open_database, type Database } from '../../platform/database/index.ts'
import { create_store, type Store } from '../../platform/records/index.ts'
import { ensure_certificate, ensure_facility_certificate, load_authority } from '../../platform/signing/index.ts'
import { seed_drugs } from '../../departments/prescribing/index.ts'
import { seed_starter } from '../../platform/terminology/index.ts'
import { demo_facilities, demo_staff, type DemoAccount, type DemoFacility } from '../../../demo/index.ts'
import { carry_on, carry_on_days_max } from './carry-on.ts'
import { fill_facility } from './fill-facility.ts'
import { seed_privacy } from './seed-privacy.ts'
import type { DemoSecrets } from './secrets.ts'

const put_staff = (database: Database, facility: DemoFacility, account: DemoAccount, password: string): Promise<void> =>
  database.in_site(async (sql) => {
    await put_account(sql, { ...account, password })
    if (!rights_for(account.role).includes('record.sign')) return
    await ensure_certificate(sql, {
      id: account.practitioner,
      name: account.name,
      title: account.title,
      organization: facility.name,
    })
  })

/** Accounts with certificates for those who sign, and the system client where the house has one. */
export const put_access = async (database: Database, facility: DemoFacility, secrets: DemoSecrets): Promise<void> => {
  await Promise.all(
    demo_staff(facility.code).map((account) =>
      put_staff(database, facility, account, secrets.passwords[account.username] ?? ''),
    ),
  )
  await database.in_site((sql) => ensure_facility_certificate(sql, facility))
  const client = secrets.clients[facility.code]
  if (client)
    await put_client(
      database,
      { client_id: client.client_id, facility: facility.code, name: 'Hệ thống minh họa', scope: 'system/*.*' },
      client.client_secret,
    )
}

/** `day`: of which the people are told; `until`: how far their days have been told. */
type Progress = { day: string; until: string; is_done: boolean }

/** The day a facility's people are told of is settled before the first of them is written: a broken start goes on with it. */
const begin = (database: Database, facility: DemoFacility, today: string): Promise<Progress> =>
  database.in_site(async (sql) => {
    await put_facility(sql, facility)
    const { rows } = await sql.query<{ day: string; until: string | null; done: boolean }>(
      `UPDATE access.facility SET settings = jsonb_build_object('demo_day', $2::text, 'auto_seal', true) || settings WHERE code = $1
       RETURNING settings ->> 'demo_day' AS day, settings ->> 'demo_until' AS until, settings ? 'demo_seeded' AS done`,
      [facility.code, today],
    )
    const day = rows[0]?.day ?? today
    return { day, until: rows[0]?.until ?? day, is_done: rows[0]?.done ?? false }
  })

const finish = async (database: Database, code: string, until: string): Promise<void> => {
  await database.in_site((sql) =>
    sql.query(
      `UPDATE access.facility SET settings = settings || jsonb_build_object('demo_seeded', true, 'demo_until', $2::text)
       WHERE code = $1`,
      [code, until],
    ),
  )
}

const days_between = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000)

/** @returns whether it was filled now */
const tell = async (
  database: Database,
  store: Store,
  facility: DemoFacility,
  secrets: DemoSecrets,
  today: string,
): Promise<boolean> => {
  const { day, until, is_done } = await begin(database, facility, today)
  if (!is_done) {
    await put_access(database, facility, secrets)
    await fill_facility(store, facility, day)
    await seed_privacy(store, facility.code)
    await finish(database, facility.code, day)
    return true
  }
  const days = days_between(until, today)
  if (days < 1 || days_between(day, today) > carry_on_days_max || facility.inpatients === 0) return false
  await carry_on(store, facility, { day, since: until, until: today })
  await finish(database, facility.code, today)
  return false
}

/**
 * Fills one installation with its facilities and people, each once; what a broken start left undone is finished, and on a
 * later day the wards go on.
 * @returns codes of the facilities that were filled now
 */
export const seed_installation = async (
  url: string,
  codes: string[],
  secrets: DemoSecrets,
  today: string,
): Promise<string[]> => {
  const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
  await owner
    .in_site(async (sql) => {
      await seed_starter(sql)
      await seed_drugs(sql)
    })
    .finally(() => owner.close())
  if (codes.length === 0) return []
  const database = open_database(url)
  const filled: string[] = []
  try {
    await database.in_site(load_authority)
    const store = create_store(database, create_audit_log(database))
    for (const facility of demo_facilities.filter((one) => codes.includes(one.code)))
      if (await tell(database, store, facility, secrets, today)) filled.push(facility.code)
    return filled
  } finally {
    await database.close()
  }
}
