import { is_object, type Resource } from '../fhir/index.ts'
import { close_references } from '../ips/index.ts'
import { uuid_urn_of } from './uuid.ts'

export type Entry = { fullUrl: string; resource: Resource }

const ref_of = ({ resourceType, id }: Resource): string | undefined =>
  id === undefined ? undefined : `${resourceType}/${id}`

/** Every `Type/id` that the document carries, by its name inside the document. */
const renamed = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, names))
  if (!is_object(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'reference' && typeof one === 'string' ? (names.get(one) ?? one) : renamed(one, names),
    ]),
  )
}

/** What the store added of its own goes: in the document it is a copy, with another name. */
const without_store_words = ({ id: _id, meta, ...rest }: Resource): Resource => {
  const { versionId: _version, lastUpdated: _updated, ...kept } = meta ?? {}
  const { resourceType, ...content } = rest
  return { resourceType, ...(Object.keys(kept).length > 0 ? { meta: kept } : {}), ...content }
}

/**
 * Resources as entries of a document: each once, named by a URN that follows from the document's identity, with every
 * reference leading inside; what is left outside keeps its type and words (ips/close-references).
 */
export const enclose = (
  identity: string,
  resources: Resource[],
): { url_of: (one: Resource) => string; entries: Entry[] } => {
  const by_name = new Map<string, Resource>()
  const urls = new Map<Resource, string>()
  for (const [at, one] of resources.entries()) {
    if (urls.has(one)) continue
    const url = uuid_urn_of(identity, ref_of(one) ?? `${one.resourceType}#${at}`)
    urls.set(one, url)
    if (!by_name.has(url)) by_name.set(url, one)
  }
  const names = new Map<string, string>()
  for (const [url, one] of by_name) {
    const ref = ref_of(one)
    if (ref !== undefined) names.set(ref, url)
  }
  const carried = new Set(names.keys())
  const entries = [...by_name].map(([fullUrl, one]) => {
    const closed = without_store_words(close_references(one, carried, '', 'không kèm tài liệu này'))
    return { fullUrl, resource: renamed(closed, names) as Resource }
  })
  return { url_of: (one) => urls.get(one) ?? '', entries }
}
