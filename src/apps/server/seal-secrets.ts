import { list_facilities, seal_token_keys } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { seal_signing_keys } from '../../platform/signing/index.ts'
import { seal_identity_keys } from '../../platform/smart/index.ts'
import { seal_subscription_headers } from '../../platform/subscriptions/index.ts'
import { has_vault } from '../../platform/vault/index.ts'

/**
 * What was kept openly before VAULT_KEY_FILE was set, and is not of the way to the hub (its own line seals that each day).
 * @returns how many secrets were sealed now
 */
export const seal_open_secrets = async (database: Database): Promise<number> => {
  if (!has_vault()) return 0
  let count = await database.in_site(
    async (sql) => (await seal_signing_keys(sql)) + (await seal_token_keys(sql)) + (await seal_identity_keys(sql)),
  )
  for (const { code } of await database.in_site(list_facilities))
    count += await database.in_facility(code, (sql) => seal_subscription_headers(sql, code))
  return count
}
