import { is_object, list_of, text_of, type Resource } from '../fhir/index.ts'

const literal = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/

export const refs_in = (value: unknown, found = new Set<string>()): Set<string> => {
  if (Array.isArray(value)) for (const one of value) refs_in(one, found)
  else if (is_object(value))
    for (const [key, one] of Object.entries(value)) {
      if (key === 'reference' && typeof one === 'string' && literal.test(one)) found.add(one)
      else refs_in(one, found)
    }
  return found
}

/** `Type/id` of a reference, also of one to a version or behind this server's own address. */
const target_of = (reference: string, base: string): string =>
  (reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference).replace(/\/_history\/.*$/, '')

type Inside = { carried: ReadonlySet<string>; base: string; unsaid: string }

/** The reference leading inside the document, or what is left of it: of which type it was, and its words. */
const closed = (reference: string, of: Record<string, unknown>, { carried, base, unsaid }: Inside) => {
  const { reference: _gone, ...rest } = of
  const target = target_of(reference, base)
  if (reference.startsWith('#') || reference.startsWith('urn:')) return of
  if (carried.has(target)) return reference.includes('/_history/') ? { ...rest, reference: target } : of
  const type = target.split('/')[0] ?? ''
  return {
    ...rest,
    ...(literal.test(target) ? { type } : {}),
    display: text_of(of['display']) ?? unsaid,
  }
}

const walk = (value: unknown, inside: Inside): unknown => {
  if (Array.isArray(value)) {
    const next = value.map((one) => walk(one, inside))
    return next.some((one, i) => one !== value[i]) ? next : value
  }
  if (!is_object(value)) return value
  const reference = text_of(value['reference'])
  const of = reference === undefined ? value : closed(reference, value, inside)
  let next: Record<string, unknown> = of
  for (const [key, one] of Object.entries(of)) {
    const walked = walk(one, inside)
    if (walked !== one) next = { ...next, [key]: walked }
  }
  return next
}

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

/**
 * The resource with every reference leading inside the document; one that lost a reference says that it did.
 * @param unsaid what stands for a target that has no words of its own
 */
export const close_references = (
  resource: Resource,
  carried: ReadonlySet<string>,
  base: string,
  unsaid = 'không kèm bản tóm tắt',
): Resource => {
  const next = walk(resource, { carried, base, unsaid })
  if (next === resource || !is_object(next)) return resource
  const meta = is_object(next['meta']) ? next['meta'] : {}
  return {
    ...next,
    resourceType: resource.resourceType,
    meta: { ...meta, tag: [...list_of(meta['tag']), subsetted] },
  }
}
