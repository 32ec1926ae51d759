import { given_of, loinc, person_id, person_number, sample_date } from './plan-data.ts'

/** What is asked for a plan; every turn speaks of other rows. */
export type Question = {
  name: string
  method?: string
  path: string | ((turn: number) => string)
  body?: (turn: number) => unknown
  /** Rows that may be looked at where that is more than the usual. */
  looked_at?: number
}

const patient = (turn: number) => person_id(11 + turn)
const number = (turn: number) => encodeURIComponent(`urn:mrn|${person_number(21 + turn)}`)
const hb = encodeURIComponent(`${loinc}|718-7`)
const weight = (turn: number, id?: string) => ({
  resourceType: 'Observation',
  ...(id === undefined ? {} : { id }),
  ...{
    status: 'final',
    code: { coding: [{ system: loinc, code: '3141-9' }] },
    subject: { reference: `Patient/${patient(turn)}` },
  },
  ...{ effectiveDateTime: sample_date(turn), valueQuantity: { value: 60 + turn, unit: 'kg' } },
})

export const reads: Question[] = [
  { name: 'read', path: (turn) => `Patient/${patient(turn)}` },
  { name: 'vread', path: (turn) => `Observation/o-${turn}-0/_history/1` },
  { name: 'history of one', path: (turn) => `Observation/o-${turn}-0/_history` },
  { name: 'history of a type', path: 'Observation/_history?_count=20' },
  { name: 'history of all', path: '_history?_count=20', looked_at: 4_000 },
  { name: '$everything', path: (turn) => `Patient/${patient(turn)}/$everything` },
  { name: 'AuditEvent', path: (turn) => `AuditEvent?patient=Patient/${patient(turn)}` },
]

/** The shapes of ../shared/bench/fhir-bench.mjs, s1 to s10, and those an EMR asks besides. */
export const searches: Question[] = [
  { name: 's1 name', path: (turn) => `Patient?name=${given_of(50 * (turn % 16))}&_count=20` },
  { name: 's2 identifier', path: (turn) => `Patient?identifier=${number(turn)}` },
  {
    name: 's3 patient, code, newest',
    path: (turn) => `Observation?patient=Patient/${patient(turn)}&code=${hb}&_sort=-date&_count=20`,
  },
  { name: 's4 _include', path: (turn) => `Encounter?patient=Patient/${patient(turn)}&_include=Encounter:practitioner` },
  {
    name: 's5 chained name',
    path: (turn) => `Observation?subject:Patient.name=${given_of(50 * (turn % 16))}&code=${hb}&_count=20`,
  },
  {
    name: 's6 chained identifier',
    path: (turn) => `Observation?subject:Patient.identifier=${number(turn)}&code=${hb}`,
  },
  {
    name: 's7 _has, rare code',
    path: (turn) =>
      `Patient?_has:Condition:patient:code=${encodeURIComponent('http://hl7.org/fhir/sid/icd-10|J7')}&birthdate=ge19${40 + turn}-01-01&_count=20`,
  },
  {
    name: 's8 _revinclude',
    path: (turn) => `Patient?identifier=${number(turn)}&_revinclude=MedicationRequest:patient`,
  },
  {
    name: 's9 code, dates',
    path: (turn) =>
      `Observation?code=${hb}&date=ge${sample_date(40 * turn)}&date=lt${sample_date(40 * turn + 60)}&_count=20`,
  },
  {
    name: 's10 code, counted',
    path: (turn) =>
      `Condition?code=${encodeURIComponent(`http://hl7.org/fhir/sid/icd-10|J${turn}`)}&_total=accurate&_count=10`,
  },
  { name: 'newest changed', path: 'Observation?_sort=-_lastUpdated&_count=20' },
  { name: 'compartment', path: (turn) => `Patient/${patient(turn)}/Condition` },
  { name: 'quantity', path: (turn) => `Observation?patient=${patient(turn)}&value-quantity=gt50` },
  { name: 'ids', path: (turn) => `Patient?_id=${patient(turn)},${patient(turn + 1)}` },
  { name: 'encounter', path: (turn) => `Observation?encounter=Encounter/e-${turn}` },
]

export const writes: Question[] = [
  { name: 'create', method: 'POST', path: 'Observation', body: (turn) => weight(turn) },
  {
    name: 'update',
    method: 'PUT',
    path: (turn) => `Observation/o-${turn}-1`,
    body: (turn) => weight(turn, `o-${turn}-1`),
  },
  { name: 'delete', method: 'DELETE', path: (turn) => `Observation/o-${turn}-2` },
  {
    name: 'transaction',
    method: 'POST',
    path: '',
    body: (turn) => ({
      ...{ resourceType: 'Bundle', type: 'transaction' },
      entry: [
        { request: { method: 'POST', url: 'Observation' }, resource: weight(turn) },
        {
          request: { method: 'POST', url: 'Observation', ifNoneExist: `identifier=urn:x|${turn}` },
          resource: weight(turn),
        },
        { request: { method: 'PUT', url: `Observation/o-${turn}-3` }, resource: weight(turn, `o-${turn}-3`) },
        { request: { method: 'DELETE', url: `Condition/c-${turn}` } },
        { request: { method: 'GET', url: `Patient/${patient(turn)}` } },
      ],
    }),
  },
]
