import { hash } from 'node:crypto'

const names = new Map<string, string>()
/** Each name keeps a plan on each connection. */
const names_max = 100
const text_length_max = 2_000

/** The name under which a statement of this text is kept, or '' for one that is parsed and planned each time. */
export const name_of = (text: string): string => {
  const known = names.get(text)
  if (known !== undefined) return known
  if (text.length > text_length_max || names.size >= names_max) return ''
  const name = `search_${hash('md5', text).slice(0, 16)}`
  names.set(text, name)
  return name
}
