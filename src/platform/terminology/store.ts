import { fold } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import { code_key, spelled, to_terms } from './normalise.ts'
import type { Draft } from './readers/draft.ts'

export type NewVersion = {
  catalogue: string
  version: string
  source: string
  valid_from: string
  valid_to?: string | undefined
  is_starter: boolean
  has_flags: boolean
  digest: string
}

const rows_per_statement = 2000

const to_row = (version_id: number, draft: Draft, with_children: Set<string>): Record<string, unknown> => {
  const english = draft.properties?.['english']
  const names = draft.other_names ?? []
  return {
    code: draft.code,
    code_key: code_key(draft.code),
    display: draft.display,
    folded: fold(draft.display),
    spelled: spelled(draft.display),
    terms: to_terms(version_id, draft.display, names, typeof english === 'string' ? english : ''),
    parent: draft.parent ?? null,
    has_children: with_children.has(draft.code),
    flags: draft.flags ?? [],
    properties: { ...draft.properties, ...(names.length > 0 ? { other_names: names } : {}) },
  }
}

/** Writes one version with its concepts. Runs inside the caller's transaction. */
export const store_version = async (sql: Sql, version: NewVersion, drafts: Draft[]): Promise<void> => {
  const { rows } = await sql.query<{ id: number }>(
    `INSERT INTO terminology.catalogue_version
       (catalogue, version, source, valid_from, valid_to, is_starter, has_flags, digest, row_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      version.catalogue,
      version.version,
      version.source,
      version.valid_from,
      version.valid_to ?? null,
      version.is_starter,
      version.has_flags,
      version.digest,
      drafts.length,
    ],
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('INSERT … RETURNING id gave no row')
  const with_children = new Set(drafts.flatMap((draft) => draft.parent ?? []))
  for (let at = 0; at < drafts.length; at += rows_per_statement) {
    const part = drafts.slice(at, at + rows_per_statement).map((draft) => to_row(id, draft, with_children))
    await sql.query(
      `INSERT INTO terminology.concept
         (version_id, code, code_key, display, folded, spelled, terms, parent, has_children, flags, properties)
       SELECT $1, r.code, r.code_key, r.display, r.folded, r.spelled, r.terms::tsvector, r.parent, r.has_children, r.flags,
         r.properties
       FROM jsonb_to_recordset($2::jsonb) AS r (code text, code_key text, display text, folded text, spelled text, terms text,
         parent text, has_children boolean, flags text[], properties jsonb)`,
      [id, JSON.stringify(part)],
    )
  }
}
