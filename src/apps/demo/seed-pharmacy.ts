import { put_account, put_facility } from '../../platform/access/index.ts'
import { open_database } from '../../platform/database/index.ts'
import { ensure_facility_certificate } from '../../platform/signing/index.ts'
import { demo_pharmacy, demo_staff } from '../../../demo/index.ts'
import type { DemoSecrets } from './secrets.ts'

/** The pharmacy beside the central hospital: a house, its people and no patients. Again at each start, with the same words. */
export const seed_pharmacy = async (url: string, { passwords }: DemoSecrets): Promise<void> => {
  const database = open_database(url, { connections_max: 1 })
  try {
    await database.in_site(async (sql) => {
      await put_facility(sql, demo_pharmacy)
      await ensure_facility_certificate(sql, demo_pharmacy)
      for (const account of demo_staff(demo_pharmacy.code))
        await put_account(sql, { ...account, password: passwords[account.username] ?? '' })
    })
  } finally {
    await database.close()
  }
}
