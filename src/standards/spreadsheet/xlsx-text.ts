/** Texts inside the XML parts of an .xlsx. The parts are machine-written and flat, so they are scanned, not parsed. */

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** XML entities, then Excel's own escape of control characters (`_x000D_`). */
export const unescape_xml = (text: string): string => {
  const plain = !text.includes('&')
    ? text
    : text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (all, hex?: string, decimal?: string, name?: string) => {
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
        if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
        return entities[name ?? ''] ?? all
      })
  if (!plain.includes('_x')) return plain
  return plain.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** All `<t>` texts of a fragment joined; furigana (`<rPh>`) left out. */
export const text_of = (xml: string): string => {
  const body = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml
  let text = ''
  for (const match of body.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\//g)) text += match[1] ?? ''
  return unescape_xml(text)
}

export const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return value ? unescape_xml(value[1] ?? value[2] ?? '') : undefined
}
