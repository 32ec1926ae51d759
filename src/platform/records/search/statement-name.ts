import { createHash } from 'node:crypto'

const names = new Set<string>()
/** Each name keeps a plan on each connection. */
const names_max = 100
const text_length_max = 2_000

/** The name under which a statement of this text is kept, or '' for one that is parsed and planned each time. */
export const name_of = (text: string): string => {
  if (text.length > text_length_max) return ''
  const name = `search_${createHash('md5').update(text).digest('hex').slice(0, 16)}`
  if (!names.has(name) && names.size >= names_max) return ''
  names.add(name)
  return name
}
