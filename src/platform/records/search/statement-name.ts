import { hash } from 'node:crypto'

const names = new Map<string, string>()
/** Texts asked for once; cleared when full. */
const seen = new Set<string>()
/** Each name keeps a plan on each connection. */
const names_max = 100
const seen_max = 1_000
const text_length_max = 2_000

/**
 * The name under which a statement of this text is kept, or '' for one that is parsed and planned each time. A question
 * earns its name when it comes again: what is asked once takes no place from the usual ones.
 */
export const name_of = (text: string): string => {
  const known = names.get(text)
  if (known !== undefined) return known
  if (text.length > text_length_max || names.size >= names_max) return ''
  const digest = hash('md5', text)
  if (!seen.has(digest)) {
    if (seen.size >= seen_max) seen.clear()
    seen.add(digest)
    return ''
  }
  const name = `search_${digest.slice(0, 16)}`
  names.set(text, name)
  return name
}
