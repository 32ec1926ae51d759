import { local_time } from '../../base/time/index.ts'
import {
  code_system,
  coding_of,
  extension_url,
  find_extension,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { ReadDocument } from '../../standards/documents/index.ts'
import type { LetterGist } from './contract.ts'
import { narrative_text } from './narrative-text.ts'

/** A line of a tray, not the letter: what is longer is read there. */
const said_max = 240

const cut = (text: string): string => (text.length > said_max ? `${text.slice(0, said_max - 1).trimEnd()}…` : text)
export const gist_line = (text: string | undefined): string => cut((text ?? '').replace(/\s+/g, ' ').trim())

/** FHIR R4 request-priority; what nobody said is not made up. */
const urgencies = new Map<string | undefined, LetterGist['urgency']>([
  ['stat', 'emergency'],
  ['asap', 'urgent'],
  ['urgent', 'urgent'],
])

const words_of = (concept: unknown): string =>
  text_of(object_of(concept)?.['text']) ?? coding_of(concept).display ?? coding_of(concept).code ?? ''

const disease_of = (condition: Resource | undefined) => {
  const { system, code } = coding_of(condition?.['code'])
  return {
    diagnosis: gist_line(words_of(condition?.['code'])),
    diagnosis_code: system === code_system.icd10 ? gist_line(code) : '',
  }
}

const sections_in = (element: Record<string, unknown>): Record<string, unknown>[] =>
  list_of(element['section']).flatMap((section) => [section, ...sections_in(section)])

/** What it was written for: the disease the request names first, otherwise the first that a section lists. */
const main_disease = ({ composition, find }: ReadDocument, request: Resource | undefined): Resource | undefined => {
  const listed = sections_in(composition).flatMap((section) => list_of(section['entry']))
  return [...list_of(request?.['reasonReference']), ...listed]
    .map(find)
    .find((one) => one?.resourceType === 'Condition' && one['code'] !== undefined)
}

const section_words = ({ composition }: ReadDocument, code: string): string => {
  const own = sections_in(composition).find((section) =>
    list_of(object_of(section['code'])?.['coding']).some(
      (coding) => coding['system'] === code_system.letter_section && coding['code'] === code,
    ),
  )
  return narrative_text(text_of(object_of(own?.['text'])?.['div']) ?? '')
}

const way_of = (request: Resource | undefined) => {
  const parts = list_of((request && find_extension(request, extension_url.transfer_way))?.['extension'])
  const part = (name: string) => parts.find(({ url }) => url === name)
  const at = text_of(part('leaves_at')?.['valueDateTime'])
  return {
    transport: gist_line(words_of(part('transport')?.['valueCodeableConcept'])),
    escort: gist_line(text_of(part('escort')?.['valueString'])),
    leaves_at: at === undefined || Number.isNaN(Date.parse(at)) ? '' : local_time(at),
  }
}

const appointed_on = ({ bundle }: ReadDocument): string => {
  const appointment = list_of(bundle['entry'])
    .map((entry) => object_of(entry['resource']))
    .find((one) => one?.['resourceType'] === 'Appointment')
  const start = text_of(list_of(appointment?.['requestedPeriod'])[0]?.['start']) ?? text_of(appointment?.['start'])
  return /^\d{4}-\d\d-\d\d/.exec(start ?? '')?.[0] ?? ''
}

/** @param request what a transfer letter asks for; others have none */
export const gist_of_document = (document: ReadDocument, request: Resource | undefined): LetterGist => ({
  urgency: urgencies.get(text_of(request?.['priority'])) ?? '',
  ...disease_of(main_disease(document, request)),
  reason: gist_line(words_of(list_of(request?.['reasonCode'])[0]) || section_words(document, 'outcome').split('\n')[0]),
  condition: gist_line(section_words(document, 'condition')),
  ...way_of(request),
  appointed_on: appointed_on(document),
})

export const no_gist: LetterGist = {
  ...{ urgency: '', diagnosis: '', diagnosis_code: '', reason: '', condition: '', transport: '', escort: '' },
  ...{ leaves_at: '', appointed_on: '' },
}
