import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { printed_name } from '../../standards/e-prescription/index.ts'
import type { SaleWish } from './contract.ts'
import type { Found } from './look-up.ts'

/** A person of another house has no chart here: named by her number, never given one. */
const subject_of = ({ source, prescription }: Found): Record<string, unknown> => {
  const { patient } = prescription
  if (source === 'own') return { reference: `Patient/${patient.id ?? ''}`, display: patient.name }
  return patient.cccd
    ? { identifier: { system: identifier_system.cccd, value: patient.cccd } }
    : { display: patient.name }
}

/** One line handed out (FHIR R4 MedicationDispense), and what it is called. */
export const to_dispense = (
  found: Found,
  wish: SaleWish['lines'][number],
  context: { id: string; sold_at: Date; caller: Caller },
): { resource: Resource; name: string } => {
  const line = found.prescription.lines.find(({ id }) => id === wish.id)
  if (!line) throw fail.value(`Đơn không có dòng thuốc ${wish.id}`, 'lines')
  const { actor } = context.caller
  const name = wish.substitute?.trim() || printed_name(line)
  const at = local_time(context.sold_at)
  const prescribed =
    found.source === 'own'
      ? { reference: `MedicationRequest/${line.id}` }
      : {
          type: 'MedicationRequest',
          identifier: { system: identifier_system.prescription_code, value: found.prescription.code },
        }
  return {
    name,
    resource: {
      resourceType: 'MedicationDispense',
      id: context.id,
      identifier: [{ system: identifier_system.prescription_code, value: found.prescription.code }],
      status: 'completed',
      medicationCodeableConcept: {
        ...(wish.substitute?.trim() ? {} : { coding: [{ system: code_system.drug, code: line.drug_code || line.id }] }),
        text: name,
      },
      subject: subject_of(found),
      performer: [{ actor: { reference: `Practitioner/${actor.id}`, display: actor.name } }],
      authorizingPrescription: [prescribed],
      quantity: { value: wish.quantity, unit: line.unit },
      whenHandedOver: at,
      dosageInstruction: [{ text: line.directions }],
      ...(wish.substitute?.trim()
        ? { substitution: { wasSubstituted: true, reason: [{ text: 'Người bệnh đồng ý' }] } }
        : {}),
    },
  }
}
