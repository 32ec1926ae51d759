/**
 * Typst's plain SVG is one tall picture: for each page a white sheet and a group, then the glyphs of all.
 * Each page becomes a document of its own with only the glyphs it uses, its field links named for the screen.
 * Two megabytes pass through here at each pause of a typing hand, so a glyph is made lean once and the lines that use one,
 * most of the text, are cut without patterns: 10 ms for the four pages of 01/BV1 where one pattern over all took 20.
 */
const sheet_start = '\n    <path class="typst-shape" fill="#ffffff"'
const sheet_size = /d="M 0 0v ([\d.]+) h ([\d.]+) /
const definition = /<(symbol|clipPath|pattern|linearGradient) id="([^"]+)"/g

export function split_pages(svg: string): string[] {
  const defs = svg.indexOf('\n    <defs ')
  const body_end = defs === -1 ? svg.lastIndexOf('</svg>') : defs
  const definitions = definitions_of(svg.slice(body_end))
  const starts = starts_of(svg, body_end)
  return starts.map((start, index) => {
    const sheet_end = svg.indexOf('/>', start) + 2
    const [, height = '0', width = '0'] = sheet_size.exec(svg.slice(start, sheet_end)) ?? []
    return page(svg.slice(sheet_end, starts[index + 1] ?? body_end), width, height, definitions)
  })
}

function starts_of(svg: string, end: number): number[] {
  const starts: number[] = []
  for (let at = svg.indexOf(sheet_start); at !== -1 && at < end; at = svg.indexOf(sheet_start, at + 1)) starts.push(at)
  return starts
}

/** Glyphs made lean before, by their id: a hash of font, glyph and size. */
const known_glyphs = new Map<string, string>()
const known_max = 5_000

function definitions_of(defs: string): Map<string, string> {
  const found = new Map<string, string>()
  if (known_glyphs.size > known_max) known_glyphs.clear()
  for (const { 1: kind = '', 2: id = '', index } of defs.matchAll(definition)) {
    const known = known_glyphs.get(id)
    const text = known ?? short_ids(lean(defs.slice(index, defs.indexOf(`</${kind}>`, index) + kind.length + 3)))
    if (known === undefined && kind === 'symbol') known_glyphs.set(id, text)
    found.set(id, text)
  }
  return found
}

function page(body: string, width: string, height: string, definitions: Map<string, string>): string {
  const used = new Set<string>()
  // The group of a page stands at its place in the tall picture; here each starts at the top.
  const content = cut_lines(body.replace(/^\s*<g transform="[^"]*">/, '<g>'), used)
  const defs = [...used].map((id) => definitions.get(id) ?? '').join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="paper-page" ` +
    `viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>` +
    `${content}<defs>${defs}</defs></svg>`
  )
}

/** One glyph of a word: <use xlink:href="#g…32 digits" x="6.11767578125" y="0" fill="#000000" fill-rule="nonzero"/> */
const glyph_start = '<use xlink:href="#g'
const glyph_end = '" y="0" fill="#000000" fill-rule="nonzero"/>'

/** All lines of a page, joined; the ids they use go into `used`. */
function cut_lines(body: string, used: Set<string>): string {
  const out: string[] = []
  for (const indented of body.split('\n')) {
    const line = indented.trimStart()
    if (line.startsWith(glyph_start) && line.endsWith(glyph_end)) out.push(cut_glyph(line, used))
    else if (line.startsWith('</')) out.push(line)
    else out.push(reference.test(line) ? cut_reference(line, used) : lean(line))
  }
  return out.join('')
}

function cut_glyph(line: string, used: Set<string>): string {
  const id_end = line.indexOf('"', glyph_start.length)
  const id = line.slice(glyph_start.length - 1, id_end)
  const x = line.slice(id_end + 5, -glyph_end.length)
  const point = x.indexOf('.')
  used.add(id)
  return `<use xlink:href="#${id.slice(0, id_length)}"${x === '0' ? '' : ` x="${point === -1 ? x : x.slice(0, point + 3)}"`}/>`
}

const reference = /href="|url\(/

function cut_reference(line: string, used: Set<string>): string {
  for (const match of line.matchAll(/(?:href="#|url\(#)([^")]+)/g)) used.add(match[1] ?? '')
  return short_ids(lean(line)).replace(
    /href="field:([^"]*)" xlink:href="field:[^"]*"/,
    'data-field="$1" href="field:$1"',
  )
}

/** 40 bits of a glyph's hash name it well enough: the same shape has the same name on every page. */
const id_length = 11
const short_ids = (svg: string): string => svg.replace(/(xlink:href="#|id=")(g[0-9A-F]{10})[0-9A-F]+"/g, '$1$2"')

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
