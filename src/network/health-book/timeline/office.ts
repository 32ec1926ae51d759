import type { Forms } from '../../../chart/medical-record/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { demand_known_host } from '../../../platform/privacy/index.ts'
import type { Store } from '../../../platform/records/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { find_link, open_hubs, type Exchange, type Hub } from '../../exchange/index.ts'
import type { OtpSender } from './otp.ts'

/** What the timeline needs of the house. */
export type BookOffice = {
  database: Database
  store: Store
  forms: Forms
  otp: OtpSender
  hub_of: ReturnType<typeof open_hubs>
  /** The malware scanner of the house; absent: none stands there. @throws 503 where it cannot say */
  scan?: Exchange['scan']
}

/** undefined: the facility has no way to a hub, or it is switched off. */
export const find_hub = async ({ database, hub_of }: BookOffice, { facility }: Caller): Promise<Hub | undefined> => {
  const link = await database.in_facility(facility, async (sql) => {
    const found = await find_link(sql, facility)
    if (found?.is_on) await demand_known_host(sql, facility, found.base_url)
    return found
  })
  return link?.is_on ? hub_of(link) : undefined
}
