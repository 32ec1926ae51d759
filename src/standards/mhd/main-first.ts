import { list_of, type Resource } from '../fhir/index.ts'
import type { Placed } from './resolve.ts'

const told_of = new Set(['transforms', 'signs', 'appends'])

const follows_another = ({ resource }: { resource: Resource }): boolean =>
  list_of(resource['relatesTo']).some((one) => told_of.has(String(one['code'])))

/** The document itself first: the one that neither transforms nor signs another. The others keep their order. */
export const main_first = <T extends Pick<Placed, 'resource'>>(documents: readonly T[]): T[] => {
  const main = documents.find((one) => !follows_another(one)) ?? documents[0]
  return main === undefined ? [] : [main, ...documents.filter((one) => one !== main)]
}
