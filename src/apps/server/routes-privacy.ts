import { data_protection_routes } from '../../network/data-protection/index.ts'
import type { Site } from './site.ts'

/** The facility's own care for personal data. */
export const privacy_routes = ({ web, store }: Site): void => data_protection_routes({ store }, web)
