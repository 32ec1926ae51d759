import type { Concept } from '../../standards/fhir-terminology/index.ts'
import { chapter_of } from './icd10-chapters.ts'

/** Where a list says a code belongs: `section` is printed as "J09-J18" (QĐ 4469) or by its first code alone (TT 06). */
export type Placed = { concept: Concept; section: string | undefined; section_name: string | undefined }

const category_of = (concept: Concept): string => concept.code.slice(0, 3)

/** A block never leaves its chapter: a line that says otherwise is wrong about the block, not about its code. */
const believed = (one: Placed): Placed =>
  one.section !== undefined && chapter_of(one.section)?.code !== chapter_of(one.concept.code)?.code
    ? { ...one, section: undefined }
    : one

/** "J09" and all that is listed under it → "J09-J18", the name WHO gives the block. */
const block_codes = (placed: Placed[]): Map<string, string> => {
  const last = new Map<string, string>()
  for (const { concept, section } of placed) {
    if (section === undefined) continue
    const category = category_of(concept)
    if (category > (last.get(section) ?? section)) last.set(section, category)
  }
  const codes = new Map<string, string>()
  for (const { section } of placed)
    if (section !== undefined)
      codes.set(section, section.includes('-') ? section : `${section}-${last.get(section) ?? section}`)
  return codes
}

const group = (code: string, display: string, parents: string[]): Concept => ({
  ...{ code, display, parents },
  is_abstract: true,
})

/**
 * The codes of an ICD-10 list in their order, with the chapters (I–XXII) and blocks (J09-J18) above them. Those stand in
 * no list as codes and in no record as diagnoses, but reports and searches speak of them.
 */
export const with_groups = (given: Placed[]): Concept[] => {
  const placed = given.map(believed)
  const codes = new Set(placed.map((one) => one.concept.code))
  const blocks = block_codes(placed)
  const made = new Set<string>()
  const all: Concept[] = []
  const add_group = (concept: Concept): string => {
    if (!made.has(concept.code)) all.push(concept)
    made.add(concept.code)
    return concept.code
  }
  for (const { concept, section, section_name } of placed) {
    const chapter = chapter_of(concept.code)
    let above: string[] = chapter ? [add_group(group(chapter.code, chapter.name, []))] : []
    const block = section === undefined ? undefined : blocks.get(section)
    if (block !== undefined) above = [add_group(group(block, section_name ?? block, above))]
    all.push(concept.parents.some((parent) => codes.has(parent)) ? concept : { ...concept, parents: above })
  }
  return all
}
