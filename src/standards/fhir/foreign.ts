import { code_system } from './systems.ts'
import type { Resource } from './json.ts'
import { list_of, object_of, text_of } from './walk.ts'

const foreign = 'foreign'

/** By which what another house wrote is found in the store (token of `_tag`). */
export const foreign_token = `${code_system.record_source}|${foreign}`

/** Marked as another house's: it was taken in from that house's file. @param house as people call it */
export const mark_foreign = (resource: Resource, house: string): Resource => {
  const meta = object_of(resource['meta']) ?? {}
  const tag = { system: code_system.record_source, code: foreign, display: house }
  const others = list_of(meta['tag']).filter((one) => one['system'] !== code_system.record_source)
  return { ...resource, meta: { ...meta, tag: [...others, tag] } }
}

/** Which house wrote it; undefined: this one. */
export const foreign_house = (resource: Resource): string | undefined => {
  const tag = list_of(object_of(resource['meta'])?.['tag']).find((one) => one['system'] === code_system.record_source)
  return tag && (text_of(tag['display']) ?? '')
}
