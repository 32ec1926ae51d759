import {
  compartment_parameters,
  resource_types,
  search_parameters_of,
  type Composite,
  type Path,
} from '../../standards/fhir-search/index.ts'

/** What of a type goes into which index. Made once per type from its search parameters. */
export type IndexPlan = {
  type: string
  tokens: Path[]
  references: Path[]
  uris: Path[]
  strings: Path[]
  /** The type's own date: held in columns, so that a patient's facts come in its order. */
  own_date: Path[]
  dates: Path[]
  amounts: Path[]
  /** Composites whose parts stand together inside one element of a list. */
  pairs: Composite[]
  /** The type's own code: its first coding has a column. */
  own_code: string | undefined
  /** Where the resource names the patient it is about. */
  patient: Path[]
  /** Where else it names a patient into whose compartment it comes by that: one of several, or who did it. */
  compartment: ReadonlySet<string>
}

/** Only these carry another name than `code` for what the resource is an instance of. */
const own_code_of: Record<string, string> = {
  MedicationRequest: 'medication',
  MedicationAdministration: 'medication',
  MedicationDispense: 'medication',
  MedicationStatement: 'medication',
  Immunization: 'vaccineCode',
  DocumentReference: 'type',
  Composition: 'type',
}

const own_date_names = [
  'date',
  'authored',
  'authoredon',
  'birthdate',
  'recorded-date',
  'recorded',
  'created',
  'period',
  'effective-time',
  'performed',
]

const is_single = (path: Path): boolean => path.steps.every((step) => !step.is_list)
/** Several parameters look at one place of one data type: it is indexed once. */
const unique = (paths: Path[]): Path[] => [...new Map(paths.map((path) => [`${path.key}:${path.leaf}`, path])).values()]

/** Parts of the resource itself need no pair: both stand once, so both conditions together say the same. */
const unique_pairs = (composites: Composite[]): Composite[] => {
  const found = new Map<string, Composite>()
  for (const one of composites) {
    const [first, second, third] = one.parts
    if (one.path.key === '' || !first || !second || third) continue
    found.set(`${one.path.key}$${[...first.paths, ...second.paths].map((path) => path.key + path.leaf).join()}`, one)
  }
  return [...found.values()]
}

const plan_of = (type: string): IndexPlan => {
  const parameters = [...(search_parameters_of(type) ?? new Map()).values()]
  const paths = (kind: string): Path[] =>
    unique(parameters.filter((one) => one.kind === kind).flatMap((one) => one.paths))
  const own_date = own_date_names
    .map((name) => parameters.find((one) => one.name === name && one.kind === 'date'))
    .find((one) => one?.paths.every(is_single))?.paths
  const own_date_keys = new Set((own_date ?? []).map((path: Path) => path.key))
  const code = own_code_of[type] ?? 'code'
  const tokens = paths('token')
  const has_code = tokens.some((path) => path.key === code && path.leaf === 'CodeableConcept' && is_single(path))
  const pairs = unique_pairs(parameters.flatMap((one) => one.composites))
  const paired = new Set(
    pairs.flatMap((pair) => (pair.parts[1]?.paths ?? []).map((path) => `${pair.path.key}.${path.key}`)),
  )
  const about = ['patient', 'subject', 'beneficiary'].map((name) => parameters.find((one) => one.name === name))
  const patient = about.find((one) => one?.kind === 'reference')?.paths.filter(is_single) ?? []
  const own = new Set(patient.map((path: Path) => path.key))
  const compartment = compartment_parameters('Patient', type).flatMap(
    (name) => search_parameters_of(type)?.get(name)?.paths ?? [],
  )
  return {
    type,
    tokens,
    references: paths('reference'),
    uris: paths('uri'),
    strings: paths('string'),
    own_date: own_date ?? [],
    dates: paths('date').filter((path) => !own_date_keys.has(path.key) && !paired.has(path.key)),
    amounts: unique([...paths('quantity'), ...paths('number')]).filter((path) => !paired.has(path.key)),
    pairs,
    own_code: has_code ? code : undefined,
    patient,
    compartment: new Set(compartment.map((path) => path.key).filter((key) => !own.has(key))),
  }
}

const plans = new Map<string, IndexPlan>()

export const index_plan = (type: string): IndexPlan => {
  let plan = plans.get(type)
  if (!plan) plans.set(type, (plan = plan_of(type)))
  return plan
}

/**
 * What each edition of these rules changed. Whoever changes the rules adds a line: the server indexes the rows of these
 * types anew before it serves (reindex.ts). `is_additive`: what an older program asks for is still found, so that the work
 * may be done ahead, while the older program serves.
 */
export type IndexEdition = { edition: number; types: 'all' | readonly string[]; is_additive: boolean }

const first_edition: IndexEdition = { edition: 1, types: 'all', is_additive: true }
/** One statement for "in this patient's compartment": $everything asked forty, one for each place. */
const compartment_edition: IndexEdition = {
  edition: 2,
  types: [...resource_types].filter((type) => index_plan(type).compartment.size > 0),
  is_additive: true,
}
export const index_editions: readonly IndexEdition[] = [first_edition, compartment_edition]

/** Written beside each row. */
export const index_edition = (index_editions.at(-1) ?? first_edition).edition
