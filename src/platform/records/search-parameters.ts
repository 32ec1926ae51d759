/**
 * The search parameters this store serves, one table for indexing, querying and /metadata: what is not here is refused
 * with its name (400), never ignored. Names and meanings: FHIR R4 §3.1.1, each type's own list.
 * A path is a dotted walk; arrays are walked through.
 */
export type SearchParameter = {
  kind: 'token' | 'reference' | 'string' | 'date'
  paths: string[]
}

const token = (...paths: string[]): SearchParameter => ({ kind: 'token', paths })
const reference = (...paths: string[]): SearchParameter => ({ kind: 'reference', paths })
const string = (...paths: string[]): SearchParameter => ({ kind: 'string', paths })
/** The type's own date; one for each type, held in columns of its own. */
const date = (...paths: string[]): SearchParameter => ({ kind: 'date', paths })

const identifier = token('identifier')

export const search_parameters: Record<string, Record<string, SearchParameter>> = {
  Patient: {
    identifier,
    active: token('active'),
    gender: token('gender'),
    birthdate: date('birthDate'),
    name: string('name.text', 'name.family', 'name.given'),
    family: string('name.family'),
    given: string('name.given'),
    phone: token('telecom'),
    link: reference('link.other'),
  },
  RelatedPerson: { identifier, patient: reference('patient'), name: string('name.text', 'name.family', 'name.given') },
  Practitioner: { identifier, active: token('active'), name: string('name.text', 'name.family', 'name.given') },
  PractitionerRole: {
    identifier,
    practitioner: reference('practitioner'),
    organization: reference('organization'),
    role: token('code'),
  },
  Organization: {
    identifier,
    active: token('active'),
    type: token('type'),
    name: string('name', 'alias'),
    partof: reference('partOf'),
  },
  Location: {
    identifier,
    status: token('status'),
    name: string('name', 'alias'),
    organization: reference('managingOrganization'),
    partof: reference('partOf'),
  },
  Encounter: {
    identifier,
    status: token('status'),
    class: token('class'),
    patient: reference('subject'),
    subject: reference('subject'),
    'service-provider': reference('serviceProvider'),
    location: reference('location.location'),
    participant: reference('participant.individual'),
    diagnosis: reference('diagnosis.condition'),
    date: date('period'),
  },
  Condition: {
    identifier,
    code: token('code'),
    category: token('category'),
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    'recorded-date': date('recordedDate'),
  },
  Observation: {
    identifier,
    code: token('code'),
    category: token('category'),
    status: token('status'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    performer: reference('performer'),
    'derived-from': reference('derivedFrom'),
    date: date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
  },
  AllergyIntolerance: {
    identifier,
    code: token('code', 'reaction.substance'),
    'clinical-status': token('clinicalStatus'),
    patient: reference('patient'),
    date: date('recordedDate'),
  },
  Coverage: {
    identifier,
    status: token('status'),
    patient: reference('beneficiary'),
    beneficiary: reference('beneficiary'),
  },
  DiagnosticReport: {
    identifier,
    code: token('code'),
    category: token('category'),
    status: token('status'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    'based-on': reference('basedOn'),
    result: reference('result'),
    date: date('effectiveDateTime', 'effectivePeriod'),
  },
  ServiceRequest: {
    identifier,
    code: token('code'),
    category: token('category'),
    status: token('status'),
    intent: token('intent'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    authored: date('authoredOn'),
  },
  MedicationRequest: {
    identifier,
    status: token('status'),
    intent: token('intent'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    authoredon: date('authoredOn'),
  },
  Procedure: {
    identifier,
    code: token('code'),
    category: token('category'),
    status: token('status'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    date: date('performedDateTime', 'performedPeriod'),
  },
  QuestionnaireResponse: {
    identifier,
    status: token('status'),
    questionnaire: token('questionnaire'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    author: reference('author'),
    authored: date('authored'),
  },
  List: {
    identifier,
    status: token('status'),
    code: token('code'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    item: reference('entry.item'),
    date: date('date'),
  },
  DocumentReference: {
    identifier: token('identifier', 'masterIdentifier'),
    status: token('status'),
    type: token('type'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('context.encounter'),
    related: reference('context.related'),
    date: date('date'),
  },
  Provenance: { target: reference('target'), agent: reference('agent.who'), recorded: date('recorded') },
  Binary: {},
  Composition: {
    identifier,
    status: token('status'),
    type: token('type'),
    patient: reference('subject'),
    subject: reference('subject'),
    encounter: reference('encounter'),
    date: date('date'),
  },
}

export const supported_types = new Set(Object.keys(search_parameters))

/** Where a resource names the patient it is about (R4 compartment definition Patient, for the types in use). */
export const patient_paths: Record<string, string[]> = {
  Patient: ['id'],
  Coverage: ['beneficiary'],
  AllergyIntolerance: ['patient'],
  RelatedPerson: ['patient'],
  Provenance: ['patient'],
}
export const default_patient_paths = ['subject', 'patient']
