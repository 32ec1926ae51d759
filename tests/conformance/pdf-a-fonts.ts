/** Fonts of PDF/A (ISO 19005-2, 6.2.11): inside the file, with the widths they claim, with a shape for every letter. */
import { unpacked, type Dictionary, type OpenPdf, type Value } from './pdf-objects.ts'

/** By the reference of a font: the strings that were shown in it. */
export type Shown = Map<string, Uint8Array[]>

/** Advance of each glyph in thousandths of an em, from the font program's own tables (OpenType: head, hhea, hmtx). */
const widths_of_truetype = (program: Uint8Array): number[] => {
  const bytes = Buffer.from(program)
  const tables = new Map<string, number>()
  for (let i = 0; i < bytes.readUInt16BE(4); i += 1) {
    const at = 12 + i * 16
    tables.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8))
  }
  const units = bytes.readUInt16BE((tables.get('head') ?? 0) + 18)
  const glyphs = bytes.readUInt16BE((tables.get('maxp') ?? 0) + 4)
  const long = bytes.readUInt16BE((tables.get('hhea') ?? 0) + 34)
  const at = tables.get('hmtx') ?? 0
  return Array.from(
    { length: glyphs },
    (_, glyph) => (bytes.readUInt16BE(at + Math.min(glyph, long - 1) * 4) * 1_000) / units,
  )
}

/** The array /W of a CID font (ISO 32000-1, 9.7.4.3): "first [w w …]" and "first last w". */
const claimed_widths = (pdf: OpenPdf, font: Dictionary): Map<number, number> => {
  const widths = new Map<number, number>()
  const parts = pdf.list(font['/W']).map((part) => pdf.get(part))
  for (let i = 0; i < parts.length;) {
    const [first, second, third] = [Number(parts[i]), parts[i + 1], parts[i + 2]]
    if (Array.isArray(second)) second.forEach((width, k) => widths.set(first + k, Number(width)))
    else for (let code = first; code <= Number(second); code += 1) widths.set(code, Number(third))
    i += Array.isArray(second) ? 2 : 3
  }
  return widths
}

const codes_of = (strings: Uint8Array[]): Set<number> =>
  new Set(
    strings.flatMap((one) => Array.from({ length: one.length >> 1 }, (_, i) => Buffer.from(one).readUInt16BE(2 * i))),
  )

const program_of = (pdf: OpenPdf, font: Dictionary): { kind: string; program: Uint8Array } | undefined => {
  const descriptor = pdf.dict(font['/FontDescriptor'])
  for (const kind of ['/FontFile', '/FontFile2', '/FontFile3']) {
    const stream = pdf.stream(descriptor[kind])
    if (stream) return { kind, program: unpacked(stream) }
  }
  return undefined
}

/** A composite font, written as Typst writes it: two bytes a letter, each the number of a glyph. */
const composite_faults = (pdf: OpenPdf, font: Dictionary, name: string, strings: Uint8Array[]): string[] => {
  const below = pdf.dict(pdf.list(font['/DescendantFonts'])[0])
  const embedded = program_of(pdf, below)
  if (!embedded) return [`6.2.11.4 font ${name} is not in the file`]
  const codes = codes_of(strings)
  const faults = codes.has(0) ? [`6.2.11.8 a letter without a shape in ${name}`] : []
  if (!/^\/Identity-[HV]$/.test(String(font['/Encoding'])) && !pdf.stream(font['/Encoding']))
    faults.push(`6.2.11.3 encoding of ${name}`)
  if (below['/Subtype'] !== '/CIDFontType2' || embedded.kind !== '/FontFile2') return faults
  if (!('/CIDToGIDMap' in below)) faults.push(`6.2.11.3.2 no CIDToGIDMap in ${name}`)
  if (below['/CIDToGIDMap'] !== '/Identity') return faults
  const claimed = claimed_widths(pdf, below)
  const real = widths_of_truetype(embedded.program)
  for (const code of codes) {
    if (real[code] === undefined) faults.push(`6.2.11.4 glyph ${code} is not in ${name}`)
    else if (Math.abs(real[code] - (claimed.get(code) ?? Number(below['/DW'] ?? 1_000))) > 1)
      faults.push(`6.2.11.5 width of glyph ${code} in ${name}`)
  }
  return faults
}

/** Fonts by their reference, since what was shown is known by it. */
export const font_faults = (pdf: OpenPdf, shown: Shown): string[] => {
  const references = new Set<Value>(
    pdf.dictionaries.flatMap((one) => Object.values(pdf.dict(one['/Font'])).filter((font) => typeof font === 'string')),
  )
  return [...references].flatMap((reference) => {
    const font = pdf.dict(reference)
    const name = String(font['/BaseFont'] ?? '')
    if (font['/Subtype'] === '/Type3' || font['/Type'] !== '/Font') return []
    if (font['/Subtype'] === '/Type0') return composite_faults(pdf, font, name, shown.get(String(reference)) ?? [])
    return program_of(pdf, font) ? [] : [`6.2.11.4 font ${name} is not in the file`]
  })
}
