/** PDF/A in what the pages draw: colours, depth, operators (ISO 19005-2, 6.2.2, 6.2.4.3, 6.1.13) and letters (6.2.11). */
import { steps_of, type Step } from './pdf-content.ts'
import { font_faults, type Shown } from './pdf-a-fonts.ts'
import { unpacked, type Dictionary, type OpenPdf, type Value } from './pdf-objects.ts'

type Described = { content: Uint8Array; resources: Dictionary }

/** Pages, form XObjects, appearances and patterns: every stream that has resources or is a page's content. */
const descriptions_of = (pdf: OpenPdf): Described[] => {
  const content_of = (value: Value | undefined): Uint8Array => {
    const parts = Array.isArray(pdf.get(value)) ? pdf.list(value) : [value ?? null]
    const streams = parts.flatMap((part) => pdf.stream(part) ?? [])
    return Buffer.concat(streams.flatMap((stream) => [unpacked(stream), Buffer.from('\n')]))
  }
  const inherited = (page: Dictionary): Dictionary =>
    '/Resources' in page || !('/Parent' in page) ? pdf.dict(page['/Resources']) : inherited(pdf.dict(page['/Parent']))
  const forms = pdf.streams.filter(({ dict }) => dict['/Subtype'] === '/Form' || '/PatternType' in dict)
  return [
    ...pdf.pages.map((page) => ({ content: content_of(page['/Contents']), resources: inherited(page) })),
    ...forms.map((form) => ({ content: unpacked(form), resources: pdf.dict(form.dict['/Resources']) })),
  ]
}

const operators = new Set(
  (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' " +
    '"'
  ).split(' '),
)

/** How many components the output intent's profile has: device colours of another kind say nothing sure. */
const profile_components = (pdf: OpenPdf): Value | undefined => {
  const [intent] = pdf.list(pdf.catalog['/OutputIntents'])
  return pdf.stream(pdf.dict(intent ?? null)['/DestOutputProfile'])?.dict['/N']
}

const device_colours: Record<string, number> = { rg: 3, RG: 3, '/DeviceRGB': 3, k: 4, K: 4, '/DeviceCMYK': 4 }

const depth_max = 28
const shows_text = new Set(['Tj', 'TJ', "'", '"'])

export const content_faults = (pdf: OpenPdf): string[] => {
  const faults: string[] = []
  const shown: Shown = new Map()
  const components = profile_components(pdf)
  for (const { content, resources } of descriptions_of(pdf)) {
    const fonts = pdf.dict(resources['/Font'])
    let font: Value | undefined
    let depth = 0
    const look = ({ operator, operands }: Step) => {
      if (!operators.has(operator)) faults.push(`6.2.2 operator ${operator}`)
      if (operator === 'q' && (depth += 1) > depth_max) faults.push('6.1.13 too deep')
      if (operator === 'Q') depth -= 1
      const colour = device_colours[operator === 'cs' || operator === 'CS' ? String(operands[0]) : operator]
      if (colour !== undefined && colour !== components) faults.push(`6.2.4.3 device colour by ${operator}`)
      if (operator === 'Tf') font = fonts[String(operands[0])]
      if (shows_text.has(operator))
        for (const letters of operands) if (letters instanceof Uint8Array) add_shown(shown, font, letters)
    }
    for (const step of steps_of(content)) look(step)
  }
  return [...faults, ...font_faults(pdf, shown)]
}

const add_shown = (shown: Shown, font: Value | undefined, letters: Uint8Array): void => {
  if (typeof font !== 'string') return
  const known = shown.get(font) ?? []
  shown.set(font, known)
  known.push(letters)
}
