import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Profile } from './dossier.ts'
import type { TableId } from './definitions.ts'

/** A required field that this purpose may leave empty, and why. */
export type Unfilled = {
  table: TableId
  fields: string[]
  /** Only for these MA_LOAI_KCB; without it for all. */
  kinds?: string[]
  why: string
  why_en: string
}

const health_book = JSON.parse(readFileSync(join(import.meta.dirname, 'profiles', 'health-book.json'), 'utf8')) as {
  unfilled: Unfilled[]
}

const unfilled: Record<Profile, Unfilled[]> = { claim: [], 'health-book': health_book.unfilled }

/** Why this field may be empty for this purpose; undefined: it may not. @param kind MA_LOAI_KCB of the visit */
export const why_unfilled = (profile: Profile, table: TableId, field: string, kind: string): Unfilled | undefined =>
  unfilled[profile].find(
    (one) => one.table === table && one.fields.includes(field) && (one.kinds?.includes(kind) ?? true),
  )
