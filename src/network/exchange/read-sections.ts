import { Failure } from '../../base/outcome/index.ts'
import { read_document } from '../../standards/documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { LetterGist, LetterSection } from './contract.ts'
import { gist_of_document, no_gist } from './letter-gist.ts'
import { narrative_text } from './narrative-text.ts'

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
  gist: LetterGist
}

export const unread_letter: ReadLetter = { sections: [], patient: undefined, request: undefined, gist: no_gist }

const request_in = (bundle: Resource): Resource | undefined =>
  list_of(bundle['entry'])
    .map((entry) => object_of(entry['resource']))
    .find((one): one is Resource => one?.['resourceType'] === 'ServiceRequest' && one['occurrencePeriod'] !== undefined)

/** What a letter's data say, in words; nothing where they cannot be read. */
export const read_letter = (bytes: Uint8Array | undefined): ReadLetter => {
  if (!bytes) return unread_letter
  try {
    const document = read_document(bytes)
    const sections = sections_of(document.composition).filter(({ title, text }) => title || text)
    const request = request_in(document.bundle)
    return { sections, patient: document.patient, request, gist: gist_of_document(document, request) }
  } catch (error) {
    if (error instanceof Failure) return unread_letter
    throw error
  }
}
