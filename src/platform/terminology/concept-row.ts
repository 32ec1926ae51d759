import { coding_flags, type CodingFlag, type Concept } from './contract.ts'

export type ConceptRow = {
  catalogue: string
  version: string
  code: string
  display: string
  parent: string | null
  has_children: boolean
  flags: string[]
  has_flags: boolean
  properties: Record<string, unknown>
}

export const concept_columns =
  'v.catalogue, v.version, v.has_flags, c.code, c.display, c.parent, c.has_children, c.flags, c.properties'

const is_flag = (flag: string): flag is CodingFlag => (coding_flags as readonly string[]).includes(flag)

export const to_concept = (row: ConceptRow): Concept => ({
  catalogue: row.catalogue,
  version: row.version,
  code: row.code,
  display: row.display,
  ...(row.parent === null ? {} : { parent: row.parent }),
  has_children: row.has_children,
  flags: row.flags.filter(is_flag),
  properties: row.properties,
})
