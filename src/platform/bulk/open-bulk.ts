import type { AuditLog } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { WebServer } from '../http/index.ts'
import type { Operation, Store } from '../records/index.ts'
import { export_operations } from './export/kick-off.ts'
import { export_routes } from './export/routes.ts'
import { import_operation, import_routes } from './import/routes.ts'

export type BulkParts = {
  web: WebServer
  database: Database
  database_url: string
  audit: AuditLog
  store: Store
  /** Address of the FHIR face. */
  base: string
  /** Types that are not in the store. */
  closed: string[]
  /** Types that a room guards (TypeGuard). */
  guarded: string[]
}

/** Bulk Data: opens the addresses of jobs, files and the import. @returns the operations, for the FHIR face */
export const open_bulk = (parts: BulkParts): Operation[] => {
  const { web, base, closed, ...shared } = parts
  const for_export = { ...shared, closed: new Set(closed) }
  export_routes(web, for_export, base)
  import_routes(web, { ...shared, closed })
  return [...export_operations(for_export), import_operation]
}
