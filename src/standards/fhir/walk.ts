import { is_object } from './json.ts'

/** Small readers over plain FHIR JSON: what is not there, or is of another kind, comes back undefined. */
export const list_of = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(is_object) : []

export const text_of = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const object_of = (value: unknown): Record<string, unknown> | undefined => (is_object(value) ? value : undefined)

/** extension[url], first one. */
export const find_extension = (element: unknown, url: string): Record<string, unknown> | undefined =>
  is_object(element) ? list_of(element['extension']).find((extension) => extension['url'] === url) : undefined

/** identifier.value of a system; a number that is no longer valid (R4 IdentifierUse `old`) is not the one that is meant. */
export const find_identifier = (resource: unknown, system: string): string | undefined =>
  is_object(resource)
    ? text_of(
        list_of(resource['identifier']).find((one) => one['system'] === system && one['use'] !== 'old')?.['value'],
      )
    : undefined

export type Coding = { system?: string; code?: string; display?: string }

/** First coding of a CodeableConcept, or the Coding itself. */
export const coding_of = (value: unknown): Coding => {
  if (!is_object(value)) return {}
  const source = list_of(value['coding'])[0] ?? value
  const coding: Coding = {}
  for (const key of ['system', 'code', 'display'] as const) {
    const text = text_of(source[key])
    if (text !== undefined) coding[key] = text
  }
  return coding
}

/** Id behind a relative reference `Type/id`. */
export const id_of_reference = (value: unknown): string | undefined =>
  is_object(value)
    ? text_of(value['reference'])
        ?.replace(/\/_history\/.*$/, '')
        .split('/')
        .pop()
    : undefined

/** Replaces (or removes, with undefined) the extension of that url. */
export const put_extension = (
  element: Record<string, unknown>,
  url: string,
  value: Record<string, unknown> | undefined,
): void => {
  const others = list_of(element['extension']).filter((extension) => extension['url'] !== url)
  const all = value ? [...others, { url, ...value }] : others
  if (all.length > 0) element['extension'] = all
  else delete element['extension']
}
