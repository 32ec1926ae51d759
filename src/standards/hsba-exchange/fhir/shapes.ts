/** People, places and papers of FHIR R4, and the table of all resources the mapping knows. */
import type {
  Address,
  CodeableConcept,
  Coding,
  ContactPoint,
  Extension,
  Identifier,
  Of,
  Period,
  Quantity,
  Reference,
  Resource,
} from './elements.ts'
import type {
  Allergy,
  Condition,
  MedicationRequest,
  Observation,
  ObservationPart,
  Procedure,
  Report,
  ServiceRequest,
} from './events.ts'

export type * from './elements.ts'
export type * from './events.ts'

export type Patient = Of<
  'Patient',
  {
    identifier?: Identifier[]
    name?: { text?: string; family?: string; given?: string[] }[]
    gender?: string
    birthDate?: string
    telecom?: ContactPoint[]
    address?: Address[]
    contact?: {
      name?: { text?: string }
      telecom?: ContactPoint[]
      address?: Address
      relationship?: CodeableConcept[]
    }[]
    extension?: Extension[]
  }
>
export type Coverage = Of<
  'Coverage',
  {
    subscriberId?: string
    period?: Period
    identifier?: Identifier[]
    extension?: Extension[]
    type?: CodeableConcept
    beneficiary?: Reference
    payor?: Reference[]
  }
>
export type Encounter = Of<
  'Encounter',
  {
    class?: Coding
    identifier?: Identifier[]
    subject?: Reference
    period?: Period
    length?: Quantity
    serviceProvider?: Reference
    participant?: { type?: CodeableConcept[]; individual?: Reference }[]
    location?: { location: Reference; status?: string; period?: Period }[]
    hospitalization?: { dischargeDisposition?: CodeableConcept; destination?: Reference; admitSource?: CodeableConcept }
    reasonCode?: CodeableConcept[]
    extension?: Extension[]
  }
>
export type Item = {
  linkId?: string
  item?: Item[]
  answer?: (ObservationPart & { valueCoding?: Coding; valueDecimal?: number; item?: Item[] })[]
}
export type Sheet = Of<
  'QuestionnaireResponse',
  { questionnaire?: string; authored?: string; subject?: Reference; encounter?: Reference; item?: Item[] }
>
export type Organization = Of<
  'Organization',
  { name?: string; identifier?: Identifier[]; type?: CodeableConcept[]; partOf?: Reference }
>
export type Practitioner = Of<'Practitioner', { name?: { text?: string }[]; identifier?: Identifier[] }>
export type PlaceOf = Of<'Location', { name?: string; identifier?: Identifier[]; partOf?: Reference }>
export type RecordList = Of<
  'List',
  {
    code?: CodeableConcept
    mode?: string
    identifier?: Identifier[]
    subject?: Reference
    encounter?: Reference
    extension?: Extension[]
  }
>
export type Document = Of<
  'DocumentReference',
  {
    masterIdentifier?: Identifier
    description?: string
    content?: { attachment?: { contentType?: string; url?: string; title?: string } }[]
  }
>
export type Binary = Of<'Binary', { contentType?: string; data?: string }>

export type Kinds = {
  Patient: Patient
  Coverage: Coverage
  Encounter: Encounter
  Condition: Condition
  Observation: Observation
  AllergyIntolerance: Allergy
  DiagnosticReport: Report
  ServiceRequest: ServiceRequest
  MedicationRequest: MedicationRequest
  Procedure: Procedure
  QuestionnaireResponse: Sheet
  Organization: Organization
  Practitioner: Practitioner
  Location: PlaceOf
  List: RecordList
  DocumentReference: Document
  Binary: Binary
}

export const is_kind = <K extends keyof Kinds>(resource: Resource, kind: K): resource is Kinds[K] =>
  resource.resourceType === kind

export const of_kind = <K extends keyof Kinds>(resources: readonly Resource[], kind: K): Kinds[K][] =>
  resources.filter((resource): resource is Kinds[K] => is_kind(resource, kind))

export type BundleEntry = {
  fullUrl?: string
  resource: Resource
  request: { method: 'PUT' | 'POST'; url: string; ifNoneExist?: string }
}
export type Bundle = { resourceType: 'Bundle'; type: 'transaction'; entry: BundleEntry[] }
