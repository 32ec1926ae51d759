import { extension_url, find_extension, list_of, ministry_core, text_of } from '../fhir/index.ts'

const part = (url: string, value: { valueCoding: unknown } | { valueString: string } | undefined) =>
  value ? [{ url, ...value }] : []

const coding_part = (address: Record<string, unknown>, url: string, words: string | undefined) => {
  const coding = find_extension(address, url)?.['valueCoding']
  if (coding) return { valueCoding: coding }
  return words === undefined ? undefined : { valueString: words }
}

const own_parts = new Set<unknown>([extension_url.province, extension_url.ward])

/** Three tiers, of which the middle one is there only where the address still has it. */
export const to_ministry_address = (address: Record<string, unknown>): Record<string, unknown> => {
  const { city, extension, ...kept } = address
  const district = text_of(address['district'])
  const parts = [
    ...part('state', coding_part(address, extension_url.province, text_of(address['state']))),
    ...part('district', district === undefined ? undefined : { valueString: district }),
    ...part('ward', coding_part(address, extension_url.ward, text_of(city))),
  ]
  const others = list_of(extension).filter(({ url }) => !own_parts.has(url))
  const all = [...others, ...(parts.length > 0 ? [{ url: ministry_core.extension.address, extension: parts }] : [])]
  return { ...(all.length > 0 ? { extension: all } : {}), ...kept }
}
