/**
 * Typst's plain SVG is one tall picture: for each page a white sheet and a group, then the glyphs of all.
 * Each page becomes a document of its own with only the glyphs it uses, its field links named for the screen.
 */
const sheet = /^ {4}<path class="typst-shape" fill="#ffffff"[^>]*d="M 0 0v ([\d.]+) h ([\d.]+) [^"]*"\/>$/gm
const definition = /<(symbol|clipPath|pattern|linearGradient) id="([^"]+)"[\s\S]*?<\/\1>/g

export function split_pages(svg: string): string[] {
  const defs_at = svg.search(/^ {4}<defs /m)
  const end = defs_at === -1 ? svg.lastIndexOf('</svg>') : defs_at
  const defs = svg.slice(end, svg.lastIndexOf('</svg>'))
  const sheets = [...svg.slice(0, end).matchAll(sheet)]
  return sheets.map((found, index) => {
    const from = found.index + found[0].length
    const body = svg.slice(from, sheets[index + 1]?.index ?? end)
    return page(body, found[2] ?? '0', found[1] ?? '0', defs)
  })
}

function page(body: string, width: string, height: string, defs: string): string {
  const content = named_fields(body.replace(/^\s*<g transform="[^"]*">/, '<g>'))
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="paper-page" ` +
    `viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>` +
    `${content}${used_defs(content, defs)}</svg>`
  return lean(svg)
}

/** What a renderer assumes anyway, and digits below a hundredth of a point, are three quarters of the text. */
const lean = (svg: string): string =>
  svg
    .replace(/\n\s*/g, '')
    .replaceAll(' fill="#000000" fill-rule="nonzero"', '')
    .replaceAll(' stroke-linejoin="miter" stroke-miterlimit="4" stroke-dashoffset="0"', '')
    .replaceAll(' y="0"', '')
    .replace(/(\.\d\d)\d+/g, '$1')
    .replace(/(#|id=")g([0-9A-F]{10})[0-9A-F]+/g, '$1g$2')
    .replaceAll('xlink:href="#', 'href="#')

const named_fields = (body: string): string =>
  body.replace(/href="field:([^"]*)" xlink:href="field:[^"]*"/g, 'data-field="$1" href="field:$1"')

function used_defs(content: string, defs: string): string {
  const used = new Set([...content.matchAll(/(?:href="|url\()#([^")]+)/g)].map((match) => match[1]))
  return `<defs>${[...defs.matchAll(definition)]
    .filter((match) => used.has(match[2]))
    .map((match) => match[0])
    .join('')}</defs>`
}
