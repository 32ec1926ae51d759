/** What is asked of both sides. `make` prepares the n-th operation, untimed; what it returns is timed and judges its answer. */
export type Make = (n: number) => () => Promise<void>

export const questions = [
  'Patient?name',
  'Patient?identifier',
  'Observation?patient&code&_sort=-date',
  'Encounter?patient&_include=practitioner',
  'Observation?subject.name&code',
  'Observation?subject.identifier&code',
  'Patient?_has:Condition:code',
  'Patient?identifier&_revinclude=MedicationRequest',
  'Observation?code&date',
  'Condition?code&_total=accurate',
] as const

export type Question = (typeof questions)[number]

/** One of the two: a FHIR server over HTTP, or PostgreSQL alone. */
export type Side = {
  label: string
  load_shared(): Promise<void>
  /** Writes patient p's sixty resources, all or nothing. */
  ingest: Make
  create: Make
  read: Make
  update: Make
  everything: Make
  history: Make
  ask: Record<Question, Make>
  close(): Promise<void>
}

export const need = (is_right: boolean, what: string): void => {
  if (!is_right) throw new Error(what)
}
