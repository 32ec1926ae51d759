import { fail } from '../../base/outcome/index.ts'
import { new_id, resource_of, type Unit } from '../../platform/records/index.ts'
import { identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { kind_names, to_requests, type Prescription } from '../../standards/e-prescription/index.ts'
import type { Finding } from './contract.ts'
import type { Situation } from './gather.ts'

const severity_of = { stop: 'high', red: 'high', amber: 'moderate' } as const

/** A warning that was gone past, with the reason: kept beside what was prescribed in spite of it. */
const to_issue = (finding: Finding, reason: string, requests: string[], prescription: Prescription): Resource => ({
  resourceType: 'DetectedIssue',
  id: new_id(),
  status: 'final',
  code: { text: finding.check },
  severity: severity_of[finding.level],
  patient: { reference: `Patient/${prescription.patient.id ?? ''}` },
  identifiedDateTime: prescription.signed_at,
  author: { reference: `Practitioner/${prescription.prescriber.id}`, display: prescription.prescriber.name },
  implicated: requests.map((id) => ({ reference: `MedicationRequest/${id}` })),
  detail: finding.message,
  mitigation: [
    {
      action: { text: reason },
      date: prescription.signed_at,
      author: { reference: `Practitioner/${prescription.prescriber.id}`, display: prescription.prescriber.name },
    },
  ],
})

/** The lines, the issues gone past, and the cancelled lines of what was replaced. */
export const write_requests = async (
  unit: Unit,
  prescription: Prescription,
  situation: Situation,
  overridden: { finding: Finding; reason: string; request_ids: string[] }[],
): Promise<void> => {
  const old = prescription.replaces ? situation.earlier.find(({ code }) => code === prescription.replaces) : undefined
  const codes = new Set(prescription.diagnoses.map(({ code }) => code))
  const context = {
    encounter: situation.stay.id,
    conditions: situation.diagnoses.filter(({ code }) => codes.has(code)).map(({ id }) => id),
    prior: new Map(old?.body.lines.map((line) => [line.drug_code, line.id])),
  }
  for (const request of to_requests(prescription, context)) await unit.create(request)
  for (const { id } of old?.body.lines ?? []) {
    const stored = await unit.find('MedicationRequest', id)
    if (!stored) throw fail.conflict(`Không thấy dòng thuốc ${id} của đơn ${prescription.replaces ?? ''}`)
    await unit.update(
      { ...resource_of(stored), status: 'cancelled', statusReason: { text: `Thay bằng đơn ${prescription.code}` } },
      { if_match: stored.version },
    )
  }
  const own = new Set(prescription.lines.map(({ id }) => id))
  for (const { finding, reason, request_ids } of overridden) {
    const mine = request_ids.filter((id) => own.has(id))
    // A finding without lines is about the whole prescription: nobody had asked for allergies.
    const implicated = request_ids.length === 0 ? [...own] : mine
    if (implicated.length > 0) await unit.create(to_issue(finding, reason, implicated, prescription))
  }
}

type Who = { reference?: string; type?: string; identifier?: { system: string; value: string }; display: string }

const by_caller = ({ caller: { actor } }: Unit): Who => ({
  reference: `Practitioner/${actor.id}`,
  display: actor.name,
})

/** @param who signed it last: the caller, or the house by its seal */
export const write_paper = async (
  unit: Unit,
  prescription: Prescription,
  encounter: string,
  document: { id: string; sha256: string; size: number; at: string },
  who = by_caller(unit),
): Promise<void> => {
  const title = `${kind_names[prescription.kind]} ${prescription.code}`
  const requests = prescription.lines.map(({ id }) => ({ reference: `MedicationRequest/${id}` }))
  await unit.create({
    resourceType: 'DocumentReference',
    id: document.id,
    masterIdentifier: { system: identifier_system.document_digest, value: document.sha256 },
    identifier: [{ system: identifier_system.prescription_code, value: prescription.code }],
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '57833-6' }], text: 'Đơn thuốc' },
    subject: { reference: `Patient/${prescription.patient.id ?? ''}` },
    date: document.at,
    author: [who],
    content: [
      {
        attachment: {
          contentType: 'application/pdf',
          url: `/api/documents/${document.id}`,
          size: document.size,
          hash: Buffer.from(document.sha256, 'hex').toString('base64'),
          title,
        },
      },
    ],
    context: { encounter: [{ reference: `Encounter/${encounter}` }], related: requests },
  })
  await unit.create({
    resourceType: 'Provenance',
    id: new_id(),
    target: [...requests, { reference: `DocumentReference/${document.id}` }],
    recorded: document.at,
    activity: { text: `Ký số: ${title}` },
    agent: [{ who }],
  })
}
