import { downtime_routes } from '../../network/downtime/index.ts'
import type { Site } from './site.ts'

/** What the wards do while the system does not run. */
export const paper_routes = ({ web, database, store, forms }: Site): void =>
  downtime_routes({ web, database, store, forms }, process.env)
