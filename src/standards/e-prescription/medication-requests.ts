import { code_system, extension_url, identifier_system, type Resource } from '../fhir/index.ts'
import { coding_of, list_of, object_of, text_of } from '../fhir/index.ts'
import { printed_name, type NamedPharmacy, type PrescribedLine, type Prescription } from './prescription.ts'

export type RequestContext = {
  encounter?: string | undefined
  /** Conditions the prescription is for. */
  conditions: string[]
  /** MedicationRequest ids of the prescription it replaces, by drug code. */
  prior: Map<string, string>
}

const dosage = (line: PrescribedLine): Record<string, unknown> => {
  const { dose } = line
  return {
    text: line.directions,
    ...(line.time_of_use ? { patientInstruction: line.time_of_use } : {}),
    ...(dose
      ? {
          timing: {
            repeat: {
              boundsDuration: { value: dose.days, unit: 'ngày', system: code_system.ucum, code: 'd' },
              frequency: dose.times_per_day,
              period: 1,
              periodUnit: 'd',
            },
          },
          doseAndRate: [{ doseQuantity: { value: dose.amount, unit: dose.unit } }],
        }
      : {}),
    ...(line.route
      ? {
          route: {
            ...(line.route_code
              ? { coding: [{ system: code_system.drug_route, code: line.route_code, display: line.route }] }
              : {}),
            text: line.route,
          },
        }
      : {}),
  }
}

/** Who is to dispense it (R4 dispenseRequest.performer): another house, named by its code. */
const intended = ({ code, name }: NamedPharmacy) => ({
  type: 'Organization',
  identifier: { system: identifier_system.facility, value: code },
  display: name,
})

/** One line as the store keeps it; all lines of a prescription share its code as groupIdentifier. */
const to_request = (prescription: Prescription, line: PrescribedLine, context: RequestContext): Resource => {
  const { patient, prescriber } = prescription
  const prior = context.prior.get(line.drug_code)
  return {
    resourceType: 'MedicationRequest',
    id: line.id,
    extension: [{ url: extension_url.prescription_kind, valueCode: prescription.kind }],
    status: 'active',
    intent: 'order',
    category: [{ coding: [{ system: code_system.medication_request_category, code: 'community' }] }],
    medicationCodeableConcept: {
      coding: [{ system: code_system.drug, code: line.drug_code, display: printed_name(line) }],
      text: printed_name(line),
    },
    subject: { reference: `Patient/${patient.id ?? ''}`, display: patient.name },
    ...(context.encounter ? { encounter: { reference: `Encounter/${context.encounter}` } } : {}),
    authoredOn: prescription.signed_at,
    requester: { reference: `Practitioner/${prescriber.id}`, display: prescriber.name },
    ...(context.conditions.length > 0
      ? { reasonReference: context.conditions.map((id) => ({ reference: `Condition/${id}` })) }
      : {}),
    groupIdentifier: { system: identifier_system.prescription_code, value: prescription.code },
    ...(prescription.advice ? { note: [{ text: prescription.advice }] } : {}),
    dosageInstruction: [dosage(line)],
    dispenseRequest: {
      ...(prescription.pharmacy ? { performer: intended(prescription.pharmacy) } : {}),
      validityPeriod: { start: prescription.signed_at.slice(0, 10), end: prescription.collect_until },
      quantity: { value: line.quantity, unit: line.unit },
      ...(line.dose
        ? { expectedSupplyDuration: { value: line.dose.days, unit: 'ngày', system: code_system.ucum, code: 'd' } }
        : {}),
    },
    ...(prior ? { priorPrescription: { reference: `MedicationRequest/${prior}` } } : {}),
  }
}

export const to_requests = (prescription: Prescription, context: RequestContext): Resource[] =>
  prescription.lines.map((line) => to_request(prescription, line, context))

/** A line as far as a MedicationRequest tells it: what another program wrote is read the same way. */
export const line_of_request = (request: Resource): PrescribedLine => {
  const instruction = list_of(request['dosageInstruction'])[0] ?? {}
  const medication = object_of(request['medicationCodeableConcept']) ?? {}
  const supply = object_of(request['dispenseRequest']) ?? {}
  const quantity = object_of(supply['quantity']) ?? {}
  const route = object_of(instruction['route'])
  return {
    id: request.id ?? '',
    drug_code: coding_of(medication).code ?? '',
    ingredient: text_of(medication['text']) ?? coding_of(medication).display ?? '',
    ...{ brand: '', strength: '', form: '' },
    route_code: coding_of(route).code ?? '',
    route: text_of(route?.['text']) ?? coding_of(route).display ?? '',
    unit: text_of(quantity['unit']) ?? '',
    quantity: typeof quantity['value'] === 'number' ? quantity['value'] : 0,
    time_of_use: text_of(instruction['patientInstruction']),
    directions: text_of(instruction['text']) ?? '',
  }
}

/** The code a request belongs to. */
export const code_of_request = (request: Resource): string | undefined =>
  text_of(object_of(request['groupIdentifier'])?.['value'])
