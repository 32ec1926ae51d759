import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand, find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, type Store, type Unit } from '../../platform/records/index.ts'
import {
  add_document,
  find_document,
  get_provider,
  list_documents,
  type SignedDocument,
} from '../../platform/signing/index.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { find_empty_slot, sha256_hex, sign_pdf } from '../../standards/signatures/index.ts'
import type { Signed } from './contract.ts'
import { draw_mark, print_to_sign, type Mark } from './paper.ts'
import { load_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, slots_of, why_not, type Slot } from './signature-slots.ts'

type Prepared = { sheet: LoadedSheet; slot: Slot; before: SignedDocument | undefined; facility_name: string }

const find_slot = (sheet: LoadedSheet, slot_id: string): Slot => {
  const slot = slots_of(sheet.form).find((one) => one.id === slot_id)
  if (!slot) throw fail.value(`Mẫu này không có chỗ ký “${slot_id}”`, 'slot')
  return slot
}

/** The same questions are asked twice: outside for a quick answer, inside the sealing transaction for the true one. */
const check_signable = async (
  unit: Unit,
  forms: Forms,
  id: string,
  slot_id: string,
  if_match: number | undefined,
): Promise<Prepared> => {
  const sheet = await load_sheet(unit, forms, id)
  const slot = find_slot(sheet, slot_id)
  const reason = why_not(unit.caller.actor.role, slot)
  if (reason !== null) throw fail.forbidden(`Vai trò của bạn không ký được ở “${slot.label}”. ${reason}`)
  if (sheet.status === 'in-progress') throw fail.rule('Phiếu chưa hoàn thành; hãy hoàn thành rồi ký')
  if (sheet.status === 'entered-in-error') throw fail.rule('Phiếu đã hủy, không ký được')
  if (sheet.draft) throw fail.conflict('Phiếu đang có bản nháp chưa hoàn thành; hãy hoàn thành hoặc bỏ bản nháp rồi ký')
  if (if_match !== undefined && sheet.stored.version !== if_match)
    throw fail.version_mismatch('Phiếu đã đổi từ lúc bạn mở; hãy xem bản mới rồi ký', {
      current_version: sheet.stored.version,
    })
  const steps = await list_documents(unit.sql, unit.caller.facility, [id])
  if (filled_slots(sheet.form, steps, sheet.stored.version).some((one) => one.slot === slot.id))
    throw fail.conflict(`Chỗ “${slot.label}” đã được ký`)
  const before = await find_document(unit.sql, unit.caller.facility, id, sheet.stored.version)
  const facility = await find_facility(unit.sql, unit.caller.facility)
  return { sheet, slot, before, facility_name: facility?.name ?? '' }
}

/** Rendered once for each version: later signers sign the bytes that are there, in the slots that are there. */
const bytes_to_sign = async (caller: Caller, prepared: Prepared, mark: Mark, at: Date): Promise<Uint8Array> => {
  if (prepared.before) return prepared.before.bytes
  const { sheet } = prepared
  return print_to_sign(sheet.form, sheet.answers, mark, {
    caller,
    facility_name: prepared.facility_name,
    at,
    qr_text: `${canonical.facility_source}/${caller.facility}/phieu/${sheet.stored.id}/${sheet.stored.version}`,
    status: 'signed',
  })
}

const document_reference = (
  caller: Caller,
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
  author: [{ reference: `Practitioner/${caller.actor.id}`, display: caller.actor.name }],
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

const provenance = (caller: Caller, sheet: LoadedSheet, slot: Slot, document: string, at: Date): Resource => ({
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
    { reference: `DocumentReference/${document}` },
  ],
  recorded: at.toISOString(),
  activity: { text: `Ký số: ${slot.label}` },
  agent: [{ who: { reference: `Practitioner/${caller.actor.id}`, display: caller.actor.name } }],
})

/** The one transaction that seals: it asks everything again and lets nothing move in between. */
const seal = (
  store: Store,
  forms: Forms,
  caller: Caller,
  prepared: Prepared,
  signed: Uint8Array,
  base: Uint8Array,
  at: Date,
): Promise<Signed> =>
  store.unit(caller, async (unit) => {
    const { sheet, slot } = prepared
    const id = sheet.stored.id
    await unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [caller.facility, `seal:${id}`])
    const again = await check_signable(unit, forms, id, slot.id, sheet.stored.version)
    if ((again.before?.sha256 ?? '') !== (prepared.before?.sha256 ?? ''))
      throw fail.conflict('Người khác vừa ký phiếu này; hãy tải lại rồi ký tiếp')
    const { version } = sheet.stored
    const common = { response: id, version }
    if (!prepared.before)
      await add_document(unit.sql, caller.facility, {
        ...common,
        id: new_id(),
        step: 0,
        bytes: Buffer.from(base),
        slot: null,
        signer: null,
        signer_name: null,
        signed_at: null,
      })
    const document = new_id()
    const step = (prepared.before?.step ?? 0) + 1
    const added = await add_document(unit.sql, caller.facility, {
      ...common,
      id: document,
      step,
      bytes: Buffer.from(signed),
      slot: slot.id,
      signer: caller.actor.id,
      signer_name: caller.actor.name,
      signed_at: at,
    })
    await unit.create(
      document_reference(caller, sheet, {
        id: document,
        sha256: added.sha256,
        at,
        title: sheet.form.title,
        size: signed.length,
      }),
    )
    await unit.create(provenance(caller, sheet, slot, document, at))
    unit.note({
      action: 'E',
      interaction: 'sign',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${id}/_history/${version}`,
      patient: sheet.patient,
      detail: `${slot.id} ${added.sha256}`,
    })
    return { document, sha256: added.sha256, signed_at: at.toISOString(), slot: slot.id }
  })

/**
 * Walk 1 of the design: completed → rendered once → digest → signed → sealed in one transaction that re-checks the version.
 * @throws 403 wrong role, 409 draft pending or slot filled, 412 version moved, 422 not completed or no certificate
 */
export const sign_sheet = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  slot_id: string,
  if_match: number | undefined,
): Promise<Signed> => {
  demand(caller, 'record.sign')
  const prepared = await store.unit(caller, (unit) => check_signable(unit, forms, id, slot_id, if_match))
  const at = new Date()
  const { slot } = prepared
  const mark: Mark = { slot: slot.id, label: slot.label, name: caller.actor.name, at: at.toISOString() }
  const base = await bytes_to_sign(caller, prepared, mark, at)
  if (prepared.before && sha256_hex(base) !== prepared.before.sha256)
    throw fail.conflict('Tài liệu đã lưu không còn nguyên vẹn; báo ngay quản trị (IT)')
  const provider = await store.unit(caller, (unit) => get_provider(unit.sql, caller.actor.id))
  // A paper rendered before there were slots has none: a further signature is in the file, but nothing is seen of it.
  const room = find_empty_slot(base, slot.id)
  const signed = await sign_pdf(base, {
    provider,
    signer_name: caller.actor.name,
    reason: slot.label,
    location: prepared.facility_name,
    signed_at: at,
    field_name: slot.id,
    appearance: room && (await draw_mark(mark, room)),
  })
  return seal(store, forms, caller, prepared, signed, base, at)
}
