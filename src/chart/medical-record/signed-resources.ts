import { local_time } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import type { LoadedSheet } from './sheet-store.ts'
import type { Slot } from './signature-slots.ts'

/** Whose name and key a signature has: a person's, or the facility's own, set by a person (chữ ký số cơ sở). */
export type Signer = { id: string; name: string; is_seal: boolean }

const reference_of = ({ id, name, is_seal }: Signer) => ({
  reference: `${is_seal ? 'Organization' : 'Practitioner'}/${id}`,
  display: name,
})

export const signed_document = (
  signer: Signer,
  sheet: LoadedSheet,
  document: { id: string; sha256: string; at: Date; title: string; size: number },
): Resource => ({
  resourceType: 'DocumentReference',
  id: document.id,
  masterIdentifier: { system: identifier_system.document_digest, value: document.sha256 },
  status: 'current',
  docStatus: 'final',
  type: { text: sheet.form.title },
  subject: { reference: `Patient/${sheet.patient}` },
  date: local_time(document.at),
  author: [reference_of(signer)],
  content: [
    {
      attachment: {
        contentType: 'application/pdf',
        url: `/api/documents/${document.id}`,
        size: document.size,
        hash: Buffer.from(document.sha256, 'hex').toString('base64'),
        title: document.title,
      },
    },
  ],
  context: {
    encounter: [{ reference: `Encounter/${sheet.encounter}` }],
    related: [{ reference: `QuestionnaireResponse/${sheet.stored.id}/_history/${sheet.stored.version}` }],
  },
})

const participant = (code: string) => ({
  coding: [{ system: code_system.provenance_participant, code }],
})

/** A seal is the facility's act; that a person set it, and for whom, stands beside it. */
const agents = ({ actor }: Caller, signer: Signer) =>
  signer.is_seal
    ? [
        { type: participant('legal'), who: reference_of(signer) },
        {
          type: participant('performer'),
          who: reference_of({ ...actor, is_seal: false }),
          onBehalfOf: reference_of(signer),
        },
      ]
    : [{ who: reference_of(signer) }]

export const signing_provenance = (
  caller: Caller,
  signer: Signer,
  sheet: LoadedSheet,
  slot: Slot,
  signed: { document: string; at: Date },
): Resource => ({
  resourceType: 'Provenance',
  id: new_id(),
  extension: [
    {
      url: extension_url.signature_slot,
      valueCoding: { system: code_system.signature_slot, code: slot.id, display: slot.label },
    },
  ],
  target: [
    { reference: `QuestionnaireResponse/${sheet.stored.id}/_history/${sheet.stored.version}` },
    { reference: `DocumentReference/${signed.document}` },
  ],
  recorded: signed.at.toISOString(),
  activity: { text: `Ký số: ${slot.label}` },
  agent: agents(caller, signer),
})
