/**
 * Typst's plain SVG is one tall picture: for each page a white sheet and a group, then the glyphs of all.
 * Each page becomes a document of its own with only the glyphs it uses, its field links named for the screen.
 */
const sheet = /^ {4}<path class="typst-shape" fill="#ffffff"[^>]*d="M 0 0v ([\d.]+) h ([\d.]+) [^"]*"\/>$/gm
const definition = /<(symbol|clipPath|pattern|linearGradient) id="([^"]+)"[\s\S]*?<\/\1>/g

type Definitions = Map<string, string>

export function split_pages(svg: string): string[] {
  const end = svg.search(/^ {4}<defs /m)
  const close = svg.lastIndexOf('</svg>')
  const body_end = end === -1 ? close : end
  const definitions: Definitions = new Map()
  for (const [text, , id = ''] of svg.slice(body_end, close).matchAll(definition)) definitions.set(id, lean(text))
  const sheets = [...svg.slice(0, body_end).matchAll(sheet)]
  return sheets.map((found, index) => {
    const body = svg.slice(found.index + found[0].length, sheets[index + 1]?.index ?? body_end)
    return page(body, found[2] ?? '0', found[1] ?? '0', definitions)
  })
}

function page(body: string, width: string, height: string, definitions: Definitions): string {
  const used = new Set([...body.matchAll(/(?:href="#|url\(#)([^")]+)/g)].map((match) => match[1] ?? ''))
  const defs = [...used].map((id) => definitions.get(id) ?? '').join('')
  // The group of a page stands at its place in the tall picture; here each starts at the top.
  const content = named_fields(lean(body.replace(/^\s*<g transform="[^"]*">/, '<g>')))
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="paper-page" ` +
    `viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>` +
    `${content}<defs>${short_ids(defs)}</defs></svg>`
  )
}

const named_fields = (body: string): string =>
  short_ids(body).replace(/href="field:([^"]*)" xlink:href="field:[^"]*"/g, 'data-field="$1" href="field:$1"')

/** 40 bits of a glyph's hash name it well enough: the same shape has the same name on every page. */
const short_ids = (svg: string): string => svg.replace(/(xlink:href="#|id=")g([0-9A-F]{10})[0-9A-F]+"/g, '$1g$2"')

/** What a renderer assumes anyway, and digits below a hundredth of a point, are three quarters of the text. */
const lean = (svg: string): string => svg.replace(superfluous, '')

const superfluous = new RegExp(
  [
    '\\n +',
    ' fill="#000000" fill-rule="nonzero"',
    ' stroke-linejoin="miter" stroke-miterlimit="4" stroke-dashoffset="0"',
    ' class="typst-(?:group|text|shape)"',
    ' [xy]="0"',
    '(?<=\\.\\d\\d)\\d+',
  ].join('|'),
  'g',
)
