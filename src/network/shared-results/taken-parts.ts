import { resource_of, search_all, type Unit } from '../../platform/records/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { TakenOver } from './contract.ts'
import { show_links } from './taken-links.ts'
import { signatures_in } from './taken-resource.ts'

/** The paper as it came, sealed: the record must prove what was relied on when the hub or its sender is gone. */
export const keep_parts = async (unit: Unit, link: string, { parts }: Submission): Promise<void> => {
  for (const [position, { kind, identity, content_type, bytes }] of parts.entries())
    await unit.sql.query(
      `INSERT INTO health_book.taken_part (facility, link, position, kind, identity, content_type, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [unit.caller.facility, link, position, kind, identity, content_type, Buffer.from(bytes)],
    )
}

type KeptPart = { link: string; kind: string; content_type: string; bytes: Buffer }

/** A result of another house in the record of a stay. `parts` empty: taken over before papers were kept. */
export type TakenPaper = {
  taken: TakenOver
  /** Its DocumentReference. */
  link: Resource
  /** Who signed what, and that it held when it was taken over, in words. */
  signatures: string[]
  parts: KeptPart[]
}

/** All that a stay went by of other houses, also what was dropped later, the first taken first. */
export const taken_papers = async (unit: Unit, encounter: string): Promise<TakenPaper[]> => {
  const found = (await search_all(unit, 'DocumentReference', { encounter, _sort: 'date' })).map(resource_of)
  const shown = new Map((await show_links(unit, found)).map((taken) => [taken.id, taken]))
  const links = found.flatMap((link) => {
    const taken = shown.get(link.id ?? '')
    return taken ? [{ taken, link }] : []
  })
  const { rows } = await unit.sql.query<KeptPart>(
    `SELECT link, kind, content_type, bytes FROM health_book.taken_part
     WHERE facility = $1 AND link = ANY ($2) ORDER BY link, position`,
    [unit.caller.facility, links.map(({ taken }) => taken.id)],
  )
  return links.map(({ taken, link }) => ({
    ...{ taken, link, signatures: signatures_in(link) },
    parts: rows.filter((one) => one.link === taken.id),
  }))
}
