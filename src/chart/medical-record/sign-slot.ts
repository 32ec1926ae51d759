import { fail } from '../../base/outcome/index.ts'
import { find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, type Store, type Unit } from '../../platform/records/index.ts'
import {
  add_document,
  find_document,
  get_facility_provider,
  get_provider,
  list_documents,
  type SignedDocument,
} from '../../platform/signing/index.ts'
import { canonical } from '../../standards/fhir/index.ts'
import { find_empty_slot, sha256_hex, sign_pdf } from '../../standards/signatures/index.ts'
import type { Signed } from './contract.ts'
import { draw_mark, print_to_sign, type Mark } from './paper.ts'
import { load_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, is_seal, slots_of, why_not, why_not_yet, type Slot } from './signature-slots.ts'
import { signed_document, signing_provenance, type Signer } from './signed-resources.ts'

/** `by_setting`: the facility has settled that letters are sealed as soon as they are signed; whoever signed needs no right of the seal. */
export type Wish = {
  id: string
  slot: string
  if_match: number | undefined
  by_setting: boolean
  /** What the paper's own law asks before anybody signs it; throws what stands against it. */
  may_sign?: ((unit: Unit, sheet: LoadedSheet) => Promise<void>) | undefined
  /** Runs in the transaction that seals, once the signature stands there. */
  on_signed?: ((unit: Unit) => Promise<void>) | undefined
}

type Prepared = {
  sheet: LoadedSheet
  slot: Slot
  signer: Signer
  before: SignedDocument | undefined
  facility_name: string
}

const find_slot = (sheet: LoadedSheet, slot_id: string): Slot => {
  const slot = slots_of(sheet.form).find((one) => one.id === slot_id)
  if (!slot) throw fail.value(`Mẫu này không có chỗ ký “${slot_id}”`, 'slot')
  return slot
}

const signer_in = ({ facility, actor }: Caller, slot: Slot, facility_name: string): Signer =>
  is_seal(slot)
    ? { id: facility, name: facility_name, is_seal: true }
    : { id: actor.id, name: actor.name, is_seal: false }

/** The same questions are asked twice: outside for a quick answer, inside the sealing transaction for the true one. */
const check_signable = async (
  unit: Unit,
  forms: Forms,
  { id, slot: slot_id, if_match, by_setting, may_sign }: Wish,
): Promise<Prepared> => {
  const sheet = await load_sheet(unit, forms, id)
  const slot = find_slot(sheet, slot_id)
  const reason = by_setting && is_seal(slot) ? null : why_not(unit.caller.actor.role, slot)
  if (reason !== null) throw fail.forbidden(`Vai trò của bạn không ký được ở “${slot.label}”. ${reason}`)
  if (sheet.status === 'in-progress') throw fail.rule('Phiếu chưa hoàn thành; hãy hoàn thành rồi ký')
  if (sheet.status === 'entered-in-error') throw fail.rule('Phiếu đã hủy, không ký được')
  if (sheet.draft) throw fail.conflict('Phiếu đang có bản nháp chưa hoàn thành; hãy hoàn thành hoặc bỏ bản nháp rồi ký')
  if (if_match !== undefined && sheet.stored.version !== if_match)
    throw fail.version_mismatch('Phiếu đã đổi từ lúc bạn mở; hãy xem bản mới rồi ký', {
      current_version: sheet.stored.version,
    })
  const steps = await list_documents(unit.sql, unit.caller.facility, [id])
  const filled = filled_slots(sheet.form, steps, sheet.stored.version)
  if (filled.some((one) => one.slot === slot.id)) throw fail.conflict(`Chỗ “${slot.label}” đã được ký`)
  const too_early = why_not_yet(sheet.form, slot, filled)
  if (too_early !== null) throw fail.rule(too_early)
  await may_sign?.(unit, sheet)
  const before = await find_document(unit.sql, unit.caller.facility, id, sheet.stored.version)
  const facility = await find_facility(unit.sql, unit.caller.facility)
  const facility_name = facility?.name ?? ''
  return { sheet, slot, signer: signer_in(unit.caller, slot, facility_name), before, facility_name }
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

/** The one transaction that seals: it asks everything again and lets nothing move in between. */
const seal = (
  store: Store,
  forms: Forms,
  caller: Caller,
  wish: Wish,
  prepared: Prepared,
  signed: Uint8Array,
  base: Uint8Array,
  at: Date,
): Promise<Signed> =>
  store.unit(caller, async (unit) => {
    const { sheet, slot, signer } = prepared
    const id = sheet.stored.id
    await unit.sql.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', [caller.facility, `seal:${id}`])
    const again = await check_signable(unit, forms, { ...wish, if_match: sheet.stored.version })
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
      signer: signer.id,
      signer_name: signer.name,
      signed_at: at,
    })
    await unit.create(
      signed_document(signer, sheet, {
        id: document,
        sha256: added.sha256,
        at,
        title: sheet.form.title,
        size: signed.length,
      }),
    )
    await unit.create(signing_provenance(caller, signer, sheet, slot, { document, at }))
    unit.note({
      action: 'E',
      interaction: signer.is_seal ? 'seal' : 'sign',
      type: 'QuestionnaireResponse',
      ref: `QuestionnaireResponse/${id}/_history/${version}`,
      patient: sheet.patient,
      detail: `${slot.id} ${added.sha256}${wish.by_setting ? ' auto_seal' : ''}`,
    })
    await wish.on_signed?.(unit)
    return { document, sha256: added.sha256, signed_at: at.toISOString(), slot: slot.id }
  })

/**
 * Walk 1 of the design: checked, rendered once, signed with the slot's own key, sealed in one transaction that re-checks the version.
 * A facility's own slot is signed with the facility's certificate, after everybody else.
 * @throws 403 wrong role, 409 draft pending or slot filled, 412 version moved, 422 not completed, no certificate, seal too early
 */
export const sign_slot = async (store: Store, forms: Forms, caller: Caller, wish: Wish): Promise<Signed> => {
  const prepared = await store.unit(caller, (unit) => check_signable(unit, forms, wish))
  const at = new Date()
  const { slot, signer } = prepared
  const mark: Mark = {
    ...{ slot: slot.id, label: slot.label, name: signer.name, at: at.toISOString() },
    is_seal: signer.is_seal,
  }
  const base = await bytes_to_sign(caller, prepared, mark, at)
  if (prepared.before && sha256_hex(base) !== prepared.before.sha256)
    throw fail.conflict('Tài liệu đã lưu không còn nguyên vẹn; báo ngay quản trị (IT)')
  const provider = await store.unit(caller, ({ sql }) =>
    signer.is_seal ? get_facility_provider(sql, signer.id) : get_provider(sql, signer.id),
  )
  // A paper rendered before there were slots has none: a further signature is in the file, but nothing is seen of it.
  const room = find_empty_slot(base, slot.id)
  const signed = await sign_pdf(base, {
    provider,
    signer_name: signer.name,
    reason: slot.label,
    location: prepared.facility_name,
    signed_at: at,
    field_name: slot.id,
    appearance: room && (await draw_mark(mark, room)),
  })
  return seal(store, forms, caller, wish, prepared, signed, base, at)
}
