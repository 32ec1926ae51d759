/** What was found, ordered and done: the resources of FHIR R4 that have a time and an encounter. */
import type { Annotation, CodeableConcept, Extension, Identifier, Of, Period, Quantity, Reference } from './elements.ts'

type Event = {
  subject?: Reference
  encounter?: Reference
  code?: CodeableConcept
  category?: CodeableConcept[]
  identifier?: Identifier[]
  note?: Annotation[]
}
export type Condition = Of<
  'Condition',
  Event & { extension?: Extension[]; verificationStatus?: CodeableConcept; recordedDate?: string }
>
export type ObservationPart = {
  code?: CodeableConcept
  valueQuantity?: Quantity
  valueString?: string
  valueCodeableConcept?: CodeableConcept
  valueInteger?: number
}
export type Observation = Of<
  'Observation',
  Event &
    ObservationPart & {
      effectiveDateTime?: string
      component?: ObservationPart[]
      referenceRange?: { text?: string; low?: Quantity; high?: Quantity }[]
      interpretation?: CodeableConcept[]
    }
>
export type Allergy = Of<
  'AllergyIntolerance',
  Omit<Event, 'category' | 'subject'> & { patient?: Reference; clinicalStatus?: CodeableConcept; recordedDate?: string }
>
export type Report = Of<
  'DiagnosticReport',
  Event & {
    effectiveDateTime?: string
    issued?: string
    performer?: Reference[]
    resultsInterpreter?: Reference[]
    result?: Reference[]
    basedOn?: Reference[]
    conclusion?: string
  }
>
export type ServiceRequest = Of<
  'ServiceRequest',
  Event & {
    intent?: string
    requisition?: Identifier
    authoredOn?: string
    requester?: Reference
    performer?: Reference[]
    priority?: string
    reasonCode?: CodeableConcept[]
    quantityQuantity?: Quantity
  }
>
export type MedicationRequest = Of<
  'MedicationRequest',
  Event & {
    intent?: string
    groupIdentifier?: Identifier
    authoredOn?: string
    requester?: Reference
    medicationCodeableConcept?: CodeableConcept
    reasonCode?: CodeableConcept[]
    dosageInstruction?: { text?: string }[]
    dispenseRequest?: { quantity?: Quantity }
  }
>
export type Procedure = Of<
  'Procedure',
  Omit<Event, 'category'> & {
    category?: CodeableConcept
    performedDateTime?: string
    performedPeriod?: Period
    performer?: { actor?: Reference }[]
    outcome?: CodeableConcept
    complication?: CodeableConcept[]
    reasonCode?: CodeableConcept[]
  }
>
