import { registerHooks } from 'node:module'

/**
 * PDF.js asks of each glyph whether it is a blank, a mark without width or an invisible one, by one pattern whose alternatives
 * are not grouped: “ends with an invisible mark” is enough to be left out. A glyph that stands for “m” + U+2060 (word joiner;
 * Typst names a cluster so) is then lost wherever it is used: “Nam” becomes “Na”. Grouped, the pattern says what it means.
 */
const [loose, grouped] = [String.raw`/^(\s)|(\p{Mn})|(\p{Cf})$/u`, String.raw`/^(?:(\s)|(\p{Mn})|(\p{Cf}))$/u`]

/** To be called before PDF.js is loaded. A build of it that has another pattern is refused: it must be looked at anew. */
export const keep_whole_letters = (): void => {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith('/unpdf/dist/pdfjs.mjs')) return loaded
      const source = Buffer.from(loaded.source as Uint8Array).toString('utf8')
      if (!source.includes(loose))
        throw new Error('unpdf has another pattern for invisible marks than whole-letters.ts knows')
      return { ...loaded, source: source.replace(loose, grouped) }
    },
  })
}
