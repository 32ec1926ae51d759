import { fail } from '../../base/outcome/index.ts'
import { is_object, list_of, type Resource } from '../fhir/index.ts'
import { to_ministry_address } from './address.ts'
import { to_ministry_extensions } from './extensions.ts'
import { with_ministry_identifiers } from './identifiers.ts'

export type InMinistryForm = {
  resource: Resource
  /** What the draft has no place for, by name: “identifier cchn”, “extension workplace”. */
  unmapped: string[]
}

const types = new Set(['Patient', 'Encounter', 'Organization', 'Practitioner', 'Coverage'])

/** No profile is claimed, ours or theirs: only who made it and that it is synthetic stays. */
const meta_of = (meta: unknown): Record<string, unknown> => {
  const { profile: _profile, ...kept } = is_object(meta) ? meta : {}
  return Object.keys(kept).length > 0 ? { meta: kept } : {}
}

/**
 * One resource in the Ministry's form. The same facts: nothing is added that was not there.
 * @throws 422 for a type the draft's mapper does not know
 */
export const to_ministry = (given: Resource): InMinistryForm => {
  if (!types.has(given.resourceType))
    throw fail.rule(`Dạng của Bộ Y tế chưa có cho ${given.resourceType}; có: ${[...types].join(', ')}`, 'resourceType')
  const unmapped = new Set<string>()
  const { resourceType, id, meta, extension, address, ...content } = with_ministry_identifiers(
    given,
    unmapped,
  ) as Resource
  const extensions = to_ministry_extensions(extension, unmapped)
  const resource: Resource = {
    resourceType,
    ...(id === undefined ? {} : { id }),
    ...meta_of(meta),
    ...(extensions.length > 0 ? { extension: extensions } : {}),
    ...content,
    ...(address === undefined ? {} : { address: list_of(address).map(to_ministry_address) }),
  }
  return { resource, unmapped: [...unmapped].toSorted() }
}

/** Several, each once, as a Bundle a program reads; what has no place, of all of them. */
export const to_ministry_bundle = (given: Resource[]): { bundle: Resource; unmapped: string[] } => {
  const made = given.map(to_ministry)
  return {
    bundle: {
      ...{ resourceType: 'Bundle', type: 'collection' },
      entry: made.map(({ resource }) => ({ resource })),
    },
    unmapped: [...new Set(made.flatMap(({ unmapped }) => unmapped))].toSorted(),
  }
}
