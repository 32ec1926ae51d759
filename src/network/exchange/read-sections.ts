import { Failure } from '../../base/outcome/index.ts'
import { read_document } from '../../standards/documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { LetterSection } from './contract.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#160': ' ' }

/** XHTML of a narrative as plain lines: no markup of another house reaches our page. */
export const narrative_text = (div: string): string =>
  div
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\b[^>]*>/gi, ' · ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/( ·)+\s*$/, '')
        .trim(),
    )
    .filter(Boolean)
    .join('\n')

const sections_of = (element: Record<string, unknown>): LetterSection[] =>
  list_of(element['section']).flatMap((section) => [
    {
      title: text_of(section['title']) ?? '',
      text: narrative_text(text_of(object_of(section['text'])?.['div']) ?? ''),
    },
    ...sections_of(section),
  ])

export type ReadLetter = {
  sections: LetterSection[]
  patient: Resource | undefined
  /** What a transfer letter asks for, with its term. */
  request: Resource | undefined
}

const nothing: ReadLetter = { sections: [], patient: undefined, request: undefined }

const request_in = (bundle: Resource): Resource | undefined =>
  list_of(bundle['entry'])
    .map((entry) => object_of(entry['resource']))
    .find((one): one is Resource => one?.['resourceType'] === 'ServiceRequest' && one['occurrencePeriod'] !== undefined)

/** What a letter's data say, in words; nothing where they cannot be read. */
export const read_letter = (bytes: Uint8Array | undefined): ReadLetter => {
  if (!bytes) return nothing
  try {
    const { bundle, composition, patient } = read_document(bytes)
    const sections = sections_of(composition).filter(({ title, text }) => title || text)
    return { sections, patient, request: request_in(bundle) }
  } catch (error) {
    if (error instanceof Failure) return nothing
    throw error
  }
}
