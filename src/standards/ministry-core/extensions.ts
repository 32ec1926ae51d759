import { extension_url, list_of, ministry_core } from '../fhir/index.ts'

const renamed: Readonly<Record<string, string>> = {
  [extension_url.ethnicity]: ministry_core.extension.race,
  [extension_url.religion]: ministry_core.extension.ethic,
}

/** HL7's own stand in every guide. */
const is_of_hl7 = (url: string): boolean => url.startsWith('http://hl7.org/fhir/')

const name_of = (url: string): string => url.split('/').at(-1) ?? url

/** @param unmapped gets the names of those the draft has no place for: they are left out, nobody there could read them */
export const to_ministry_extensions = (extensions: unknown, unmapped: Set<string>): Record<string, unknown>[] =>
  list_of(extensions).flatMap((one) => {
    const url = String(one['url'])
    const place = renamed[url]
    if (place !== undefined) return [{ ...one, url: place }]
    if (is_of_hl7(url)) return [one]
    unmapped.add(`extension ${name_of(url)}`)
    return []
  })
