import { createHash } from 'node:crypto'
import { code_system, identifier_system, parse_exact, type Resource } from '../../../src/standards/fhir/index.ts'
import { chance_of } from '../chance.ts'
import { generate_patient, generate_shared, resources_per_patient } from '../generate.ts'
import { diagnoses, givens } from '../record-words.ts'

/** What a side must know to ask about one patient and to judge the answer. Places are positions among the sixty. */
export type Facts = {
  given: string
  cccd: string
  observations: { place: number; code: string; at_ms: number }[]
  doctors: Set<string>
  medications: number
  diagnoses: string[]
}

export const systems = { cccd: identifier_system.cccd, loinc: code_system.loinc, icd10: code_system.icd10 }
/** What is asked for with a patient, newest first; every stay has one. */
export const asked_codes = ['718-7', '8867-4', '14749-6']

type Fields = {
  name?: { given?: string[] }[]
  identifier?: { system?: string; value?: string }[]
  code?: { coding?: { code?: string }[] }
  effectiveDateTime?: string
  participant?: { individual?: { reference?: string } }[]
}

const facts_of = (resources: Resource[]): Facts => {
  const fields = resources as (Resource & Fields)[]
  const of_type = (type: string) => fields.filter((one) => one.resourceType === type)
  const code_of = (one: Fields): string => one.code?.coding?.[0]?.code ?? ''
  const [patient] = of_type('Patient')
  return {
    given: patient?.name?.[0]?.given?.at(-1) ?? '',
    cccd: patient?.identifier?.find((one) => one.system === systems.cccd)?.value ?? '',
    observations: fields.flatMap((one, place) =>
      one.resourceType === 'Observation'
        ? [{ place, code: code_of(one), at_ms: Date.parse(one.effectiveDateTime ?? '') }]
        : [],
    ),
    doctors: new Set(of_type('Encounter').map((one) => one.participant?.[0]?.individual?.reference ?? '')),
    medications: of_type('MedicationRequest').length,
    diagnoses: of_type('Condition').map(code_of),
  }
}

const uuid_of = (ref: string): string => {
  const hex = createHash('md5').update(ref).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The sixty as entries of a transaction in which the server gives the ids. @param known `Type/id` of the shared ones */
export type Entry = { fullUrl: string; resource: Resource }
const entries_of = (resources: Resource[], known: Map<string, string>): Entry[] => {
  const urls = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, `urn:uuid:${uuid_of(one.id ?? '')}`]))
  const text = JSON.stringify(resources).replace(/"reference":"([^"]+)"/g, (whole, ref: string) => {
    const target = urls.get(ref) ?? known.get(ref)
    return target === undefined ? whole : `"reference":"${target}"`
  })
  return (parse_exact(text) as Resource[]).map(({ id, ...resource }) => ({
    fullUrl: `urn:uuid:${uuid_of(id ?? '')}`,
    resource: resource as Resource,
  }))
}

/** The synthetic site both sides are given: the same resources, the same questions, the same truth. */
export type World = {
  scale: number
  shared: Resource[]
  types: string[]
  facts(p: number): Facts
  entries(p: number, known: Map<string, string>): Entry[]
  /** One number after the other, the same for both sides. */
  chance: ReturnType<typeof chance_of>
  by_given: Map<string, Set<number>>
  by_diagnosis: Map<string, number>
  /** Which patients have this code at this time or up to a day later. */
  near(code: string, at_ms: number): Set<string>
}

const day_ms = 86_400_000

export const make_world = (seed: number, scale: number): World => {
  const all = Array.from({ length: scale }, (_, p) => facts_of(generate_patient(seed, p)))
  const by_given = new Map(givens.map((given) => [given, new Set<number>()]))
  const by_diagnosis = new Map(diagnoses.map(([code]) => [code, 0]))
  const times = new Map<string, { at_ms: number; name: string }[]>()
  all.forEach((facts, p) => {
    by_given.get(facts.given)?.add(p)
    for (const code of facts.diagnoses) by_diagnosis.set(code, (by_diagnosis.get(code) ?? 0) + 1)
    for (const { code, at_ms, place } of facts.observations) {
      const list = times.get(code) ?? []
      list.push({ at_ms, name: `${p}/${place}` })
      times.set(code, list)
    }
  })
  return {
    scale,
    shared: generate_shared(seed),
    types: generate_patient(seed, 0).map((one) => one.resourceType),
    facts: (p) => all[p] as Facts,
    entries: (p, known) => entries_of(generate_patient(seed, p), known),
    chance: chance_of(seed + 99),
    by_given,
    by_diagnosis,
    near: (code, at_ms) =>
      new Set(
        (times.get(code) ?? [])
          .filter((one) => one.at_ms >= at_ms && one.at_ms < at_ms + day_ms)
          .map((one) => one.name),
      ),
  }
}

export { resources_per_patient }
