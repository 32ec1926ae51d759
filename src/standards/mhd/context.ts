import type { Coded, SubmissionContext } from '../documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../fhir/index.ts'
import { identifiers_of } from './resolve.ts'

const codings_of = (concept: unknown): Coded[] =>
  list_of(object_of(concept)?.['coding']).flatMap((coding) => {
    const [code, display] = [text_of(coding['code']), text_of(coding['display'])]
    return code === undefined
      ? []
      : [{ system: text_of(coding['system']) ?? '', code, ...(display === undefined ? {} : { display }) }]
  })

const filled = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)

/** Only what carries a code or a number: a reference into the sender's own server leads nobody else anywhere. */
export const read_context = (document: Resource): SubmissionContext | undefined => {
  const context = object_of(document['context'])
  const read = {
    events: filled(
      list_of(context?.['event'])
        .map(codings_of)
        .filter((codings) => codings.length > 0),
    ),
    facility_type: filled(codings_of(context?.['facilityType'])),
    practice_setting: filled(codings_of(context?.['practiceSetting'])),
    related: filled(list_of(context?.['related']).flatMap(identifiers_of)),
  }
  const said = Object.entries(read).filter(([, value]) => value !== undefined)
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

const concept = (codings: Coded[]) => ({
  coding: codings.map(({ system, ...coding }) => (system === '' ? coding : { system, ...coding })),
})

/** DocumentReference.context, but for the period and the person. */
export const write_context = ({ events, facility_type, practice_setting, related }: SubmissionContext = {}) => ({
  event: events?.map(concept),
  facilityType: facility_type && concept(facility_type),
  practiceSetting: practice_setting && concept(practice_setting),
  related: related?.map((identifier) => ({ identifier })),
})
