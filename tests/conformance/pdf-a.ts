/**
 * Rules of PDF/A-2b and 3b (ISO 19005-2:2011, 19005-3:2012) that can be read off a file's objects. veraPDF, the judge of
 * record, is in neither Debian nor npm. Fonts and page descriptions have rules of their own in pdf-a-content.ts.
 * Not looked at: ICC profiles beyond their header, JPEG 2000, embedded CMaps, XMP schemas, optional content.
 */
import { content_faults } from './pdf-a-content.ts'
import { open_pdf, unpacked, type Dictionary, type OpenPdf, type Value } from './pdf-objects.ts'

export type Fault = string
type Rule = (pdf: OpenPdf) => Fault[]

const fault_if = (broken: boolean, fault: Fault): Fault[] => (broken ? [fault] : [])
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const text_of = (value: Value | undefined): string => (typeof value === 'string' ? value : '')

const file_rules: Rule = ({ bytes, trailer }) => [
  ...fault_if(!/^%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}/.test(latin(bytes.subarray(0, 32))), '6.1.2 header'),
  ...fault_if(!/%%EOF\r?\n?$/.test(latin(bytes.subarray(-16))), '6.1.3 data after the last %%EOF'),
  ...fault_if(!Array.isArray(trailer['/ID']) || trailer['/ID'].length !== 2, '6.1.3 no ID in the trailer'),
  ...fault_if(trailer['/Encrypt'] !== undefined, '6.1.3 encrypted'),
]

const filters = ['ASCIIHex', 'ASCII85', 'Flate', 'RunLength', 'CCITTFax', 'JBIG2', 'DCT', 'JPX'].map(
  (name) => `/${name}Decode`,
)

const stream_rules: Rule = ({ streams, list }) =>
  streams.flatMap(({ dict }) => [
    ...fault_if(
      ['/F', '/FFilter', '/FDecodeParms'].some((key) => key in dict),
      '6.1.7.1 stream in another file',
    ),
    ...[dict['/Filter'] ?? [], list(dict['/Filter'])]
      .flat()
      .filter((filter) => !filters.includes(text_of(filter)))
      .map((filter) => `6.1.7.2 filter ${text_of(filter)}`),
  ])

const limit_rules: Rule = ({ dictionaries, trailer, pages, list }) => [
  ...fault_if(Number(trailer['/Size']) > 8_388_607, '6.1.13 too many objects'),
  ...fault_if(
    dictionaries.some((one) => Object.keys(one).some((name) => Buffer.byteLength(name) > 128)),
    '6.1.13 long name',
  ),
  ...fault_if(
    dictionaries.some((one) =>
      Object.values(one).some((value) => text_of(value).startsWith('u:') && text_of(value).length > 32_769),
    ),
    '6.1.13 long string',
  ),
  ...fault_if(
    pages.some((page) =>
      list(page['/MediaBox'])
        .slice(2)
        .some((side) => Number(side) < 3 || Number(side) > 14_400),
    ),
    '6.1.13 page size',
  ),
]

/** The profile that says what the colours mean: one, an ICC profile of a device with as many components as it claims. */
const intent_rules: Rule = (pdf) => {
  const intents = pdf.list(pdf.catalog['/OutputIntents']).map((one) => pdf.dict(one))
  const archival = intents.filter((one) => one['/S'] === '/GTS_PDFA1')
  const [profile, ...others] = new Set(intents.map((one) => one['/DestOutputProfile']))
  const stream = pdf.stream(profile)
  if (archival.length === 0 || others.length > 0 || !stream) return ['6.2.3 output intent']
  const header = latin(unpacked(stream).subarray(0, 40))
  const components = { GRAY: 1, 'RGB ': 3, CMYK: 4 }[header.slice(16, 20)]
  return [
    ...fault_if(header.slice(36, 40) !== 'acsp' || header.charCodeAt(8) > 4, '6.2.3 not an ICC profile'),
    ...fault_if(!['prtr', 'mntr', 'scnr', 'spac'].includes(header.slice(12, 16)), '6.2.3 class of the ICC profile'),
    ...fault_if(components !== stream.dict['/N'], '6.2.3 components of the ICC profile'),
  ]
}

const blend_modes =
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'
    .split(' ')
    .map((name) => `/${name}`)

const graphics_rules: Rule = ({ dictionaries }) =>
  dictionaries.flatMap((one) => [
    ...fault_if('/TR' in one && '/Type' in one && one['/Type'] === '/ExtGState', '6.2.5 transfer function'),
    ...fault_if('/HTP' in one, '6.2.5 halftone phase'),
    ...fault_if('/BM' in one && !blend_modes.includes(text_of(one['/BM'])), '6.2.10 blend mode'),
    ...fault_if(one['/Subtype'] === '/Image' && one['/Interpolate'] === true, '6.2.8 interpolated image'),
    ...fault_if(one['/Subtype'] === '/Image' && ('/Alternates' in one || '/OPI' in one), '6.2.8 other image'),
    ...fault_if(one['/Subtype'] === '/Form' && ['/OPI', '/PS', '/Ref'].some((key) => key in one), '6.2.9 form'),
    ...fault_if(one['/Subtype'] === '/PS', '6.2.9 PostScript'),
  ])

const annotation_kinds =
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup FileAttachment Widget PrinterMark TrapNet Watermark Redact'
    .split(' ')
    .map((name) => `/${name}`)

const flag = { invisible: 1, hidden: 2, print: 4, no_view: 32, toggle_no_view: 256 }

const annotation_faults = (pdf: OpenPdf, one: Dictionary): Fault[] => {
  const kind = text_of(one['/Subtype'])
  const flags = Number(one['/F'] ?? Number.NaN)
  const unseen = flag.invisible | flag.hidden | flag.no_view | flag.toggle_no_view
  const looks = pdf.dict(one['/AP'])
  const [left, low, right, high] = pdf.list(one['/Rect'])
  const needs_look = kind !== '/Popup' && kind !== '/Link' && (left !== right || low !== high)
  return [
    ...fault_if(!annotation_kinds.includes(kind), `6.3.1 annotation ${kind}`),
    ...fault_if(kind !== '/Popup' && !(flags & flag.print), '6.3.2 annotation is not printed'),
    ...fault_if((flags & unseen) !== 0, '6.3.2 annotation is hidden'),
    ...fault_if(needs_look && !('/N' in looks), '6.3.3 annotation without an appearance'),
    ...fault_if(
      Object.keys(looks).some((state) => state !== '/N'),
      '6.3.3 appearance of another state',
    ),
    ...fault_if('/A' in one && kind === '/Widget', '6.4.1 action of a form field'),
    ...fault_if('/AA' in one, '6.5.2 additional actions'),
  ]
}

const annotation_rules: Rule = (pdf) =>
  pdf.pages.flatMap((page) => pdf.list(page['/Annots']).flatMap((one) => annotation_faults(pdf, pdf.dict(one))))

const forbidden_actions =
  'Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript'
    .split(' ')
    .map((name) => `/${name}`)

const action_rules: Rule = ({ dictionaries, catalog, pages, dict }) => [
  ...dictionaries.flatMap((one) =>
    fault_if(forbidden_actions.includes(text_of(one['/S'])), `6.5.1 action ${text_of(one['/S'])}`),
  ),
  ...fault_if(
    [catalog, ...pages].some((one) => '/AA' in one),
    '6.5.2 additional actions',
  ),
  ...fault_if('/JavaScript' in dict(catalog['/Names']), '6.5.1 JavaScript'),
]

const form_rules: Rule = ({ catalog, dict }) => {
  const form = dict(catalog['/AcroForm'])
  return [
    ...fault_if(form['/NeedAppearances'] === true, '6.4.1 appearances left to the viewer'),
    ...fault_if('/XFA' in form || catalog['/NeedsRendering'] === true, '6.4.2 XFA'),
    ...fault_if(
      Object.keys(dict(catalog['/Perms'])).some((name) => !['/DocMDP', '/UR3'].includes(name)),
      '6.1.12 permissions',
    ),
  ]
}

const document_rules: Rule = ({ catalog, pages, dict, dictionaries }) => [
  ...fault_if('/Requirements' in catalog, '6.11 requirements'),
  ...fault_if('/AlternatePresentations' in dict(catalog['/Names']), '6.10 alternate presentations'),
  ...fault_if(
    pages.some((page) => '/PresSteps' in page),
    '6.10 presentation steps',
  ),
  // A file inside is PDF/A itself (2b) or says what it is to the whole (3b).
  ...fault_if(
    dictionaries.some((one) => '/EF' in one && !('/AFRelationship' in one)),
    '6.8 embedded file',
  ),
]

/** What the file says it is: "2B", "3B"; undefined when it says nothing. */
export const claim_of = (pdf: OpenPdf): string | undefined => {
  const stream = pdf.stream(pdf.catalog['/Metadata'])
  const text = stream ? Buffer.from(unpacked(stream)).toString() : ''
  const said = (name: string) => new RegExp(`pdfaid:${name}(?:>|=")([^<"]+)`).exec(text)?.[1]
  const header = /<\?xpacket begin=[^?]*\?>/.exec(text)?.[0] ?? ''
  return header === '' || /bytes=|encoding=/.test(header) ? undefined : `${said('part')}${said('conformance')}`
}

const metadata_rules: Rule = (pdf) =>
  fault_if(!/^[23]B$/.test(claim_of(pdf) ?? ''), '6.6.4 does not say that it is PDF/A')

/** What breaks PDF/A in these bytes, by clause of ISO 19005-2; each fault once. */
export const pdf_a_faults = (bytes: Uint8Array): Fault[] => {
  const pdf = open_pdf(bytes)
  const rules = [
    ...[file_rules, stream_rules, limit_rules, intent_rules, graphics_rules, content_faults, annotation_rules],
    ...[action_rules, form_rules, document_rules, metadata_rules],
  ]
  return [...new Set(rules.flatMap((rule) => rule(pdf)))]
}
