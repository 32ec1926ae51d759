import { code_system } from '../../standards/fhir/index.ts'
import type { Concept } from './contract.ts'

/** Catalogue → Coding.system. Project catalogues without a public system live under the project's own space. */
const systems: Record<string, string> = {
  icd10: code_system.icd10,
  ethnicity: code_system.ethnicity,
  occupation: code_system.occupation,
  country: 'urn:iso:std:iso:3166',
}
const own_systems = code_system.ethnicity.replace(/\/[^/]*$/, '')

export const catalogue_system = (catalogue: string): string => systems[catalogue] ?? `${own_systems}/${catalogue}`

/** Coding.system → catalogue; undefined for a system no catalogue can hold. */
export const catalogue_of_system = (system: string): string | undefined => {
  const known = Object.entries(systems).find(([, one]) => one === system)?.[0]
  if (known !== undefined) return known
  const name = system.startsWith(`${own_systems}/`) ? system.slice(own_systems.length + 1) : ''
  return /^[a-z][a-z0-9-]{1,40}$/.test(name) ? name : undefined
}

export type Coding = { system: string; version: string; code: string; display: string }

/** The FHIR face of a concept. The version says which list the code was chosen from. */
export const to_coding = (concept: Pick<Concept, 'catalogue' | 'version' | 'code' | 'display'>): Coding => ({
  system: catalogue_system(concept.catalogue),
  version: concept.version,
  code: concept.code,
  display: concept.display,
})
