import { is_object, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'

/** A resource of the message and where it stands in it. */
export type Placed = { resource: Resource; place: string; index: number; full_url: string | undefined }

const ref_of = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`

/** What a name in the message means: a fullUrl or `Type/id` of an entry (R4 §3.5.1.2). */
export const resolver_of = (placed: readonly Placed[]): ((url: string) => Placed | undefined) => {
  const known = new Map<string, Placed>()
  for (const one of placed) {
    if (one.full_url) known.set(one.full_url, one)
    if (one.resource.id !== undefined) known.set(ref_of(one.resource), one)
  }
  return (url) => known.get(url)
}

export type Resolve = ReturnType<typeof resolver_of>

/** The resource behind a reference: contained in its holder, or an entry of the message. */
export const behind = (reference: unknown, holder: Resource | undefined, resolve: Resolve): Resource | undefined => {
  const url = text_of(object_of(reference)?.['reference'])
  if (url === undefined) return undefined
  if (url.startsWith('#'))
    return list_of(holder?.['contained']).find((one) => one['id'] === url.slice(1)) as Resource | undefined
  return resolve(url)?.resource
}

/** Identifiers of a resource and those that stand beside a reference to it. */
export const identifiers_of = (value: unknown): { system: string; value: string }[] => {
  const one = is_object(value) ? value['identifier'] : undefined
  return (Array.isArray(one) ? list_of(one) : is_object(one) ? [one] : []).flatMap((identifier) => {
    const said = text_of(identifier['value'])
    return said === undefined || identifier['use'] === 'old'
      ? []
      : [{ system: text_of(identifier['system']) ?? '', value: said }]
  })
}

/** Name as it is said: the whole text, else family name and the rest. */
export const name_of = (resource: Resource | undefined): string => {
  const first = list_of(resource?.['name'])[0]
  const given = Array.isArray(first?.['given']) ? first['given'].filter((word) => typeof word === 'string') : []
  return (
    text_of(first?.['text']) ??
    ([text_of(first?.['family']), ...given].filter(Boolean).join(' ') || text_of(resource?.['name']) || '')
  )
}
