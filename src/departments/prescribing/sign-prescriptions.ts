import { fail, Failure } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand, find_facility, has_setting, type Facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id, resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { add_document, find_facility_provider, get_provider } from '../../platform/signing/index.ts'
import { find_identifier, identifier_system, list_of, text_of } from '../../standards/fhir/index.ts'
import type { Prescription } from '../../standards/e-prescription/index.ts'
import { build_prescriptions, draw, type Drawn, type Prescriber } from './build-prescriptions.ts'
import type { DraftBody, Finding, SignedPrescriptions } from './contract.ts'
import { drop_draft, find_draft, from_catalogue } from './draft-store.ts'
import { gather, type Situation } from './gather.ts'
import { get_prescription, is_free, mark_replaced, put_prescription, to_head } from './prescription-store.ts'
import { sign_prescription_paper, type Providers, type SignedPaper } from './print-prescription.ts'
import { judge_draft, obstacles } from './rules/judge.ts'
import { write_paper, write_requests } from './signed-resources.ts'

/** As signed last; `is_sealed`: the facility's seal is on it too. */
export type SignedBytes = { document: string; bytes: Uint8Array; is_sealed: boolean }

/** What happens in the transaction that signs, for rooms that send prescriptions on. */
export type WhenSigned = (
  unit: Unit,
  prescription: Prescription,
  paper: SignedBytes,
  place: { patient: string; encounter: string },
) => Promise<void>

/** `asks_seal`: the paper will leave the house, so that room is left for its seal where it does not seal by itself. */
export type Onward = { when_signed?: WhenSigned; asks_seal?(sql: Sql, facility: string): Promise<boolean> }

type Prepared = {
  draft: DraftBody
  situation: Situation
  facility: Facility
  findings: Finding[]
  prescriber: Prescriber
}

const prescriber_of = async (unit: Unit): Promise<Prescriber> => {
  const { id, name } = unit.caller.actor
  const stored = await unit.find('Practitioner', id)
  const practitioner = stored ? resource_of(stored) : undefined
  const licence = find_identifier(practitioner, identifier_system.cchn)
  const phone = text_of(list_of(practitioner?.['telecom'])[0]?.['value'])
  return { id, name, ...(licence ? { licence } : {}), ...(phone ? { phone } : {}) }
}

const refuse = (left: Finding[]): void => {
  if (left.length === 0) return
  throw new Failure(
    422,
    left.map(({ level, message, key }) => ({
      severity: 'error',
      code: 'business-rule',
      message: level === 'stop' ? message : `${message}. Muốn kê vẫn phải ghi lý do`,
      expression: key,
    })),
  )
}

/** The same questions outside for a quick answer and inside the sealing transaction for the true one. */
const check = async (unit: Unit, encounter: string, revision: number): Promise<Prepared> => {
  demand(unit.caller, 'prescription.write')
  const stored = await find_draft(unit.sql, unit.caller.facility, encounter)
  if (stored.revision !== revision)
    throw fail.version_mismatch('Đơn nháp đã đổi từ lúc bạn xem; hãy xem bản mới rồi ký', { revision: stored.revision })
  const draft = await from_catalogue(unit.sql, stored.body, local_date(new Date()))
  const situation = await gather(unit, encounter, draft)
  const judged = judge_draft(draft, situation.facts)
  refuse(obstacles(judged, draft.reasons))
  const facility = await find_facility(unit.sql, unit.caller.facility)
  if (!facility) throw fail.not_found('Không có cơ sở này')
  return { draft, situation, facility, findings: judged.findings, prescriber: await prescriber_of(unit) }
}

const built = (prepared: Prepared, drawn: Drawn): Prescription[] =>
  build_prescriptions(prepared.draft, prepared.situation, prepared.facility, prepared.prescriber, drawn)

const overridden_of = ({ findings, draft }: Prepared, drawn: Drawn) =>
  findings
    .filter(({ level }) => level === 'red')
    .map((finding) => ({
      finding,
      reason: (draft.reasons[finding.key] ?? '').trim(),
      request_ids: finding.lines.flatMap((line) => drawn.ids.get(line) ?? []),
    }))

const seal_one = async (
  unit: Unit,
  prepared: Prepared,
  drawn: Drawn,
  prescription: Prescription,
  paper: SignedPaper,
  { when_signed }: Onward,
): Promise<void> => {
  const { caller, sql } = unit
  const { facility } = caller
  const { code, signed_at } = prescription
  const encounter = prepared.situation.stay.id
  if (!(await is_free(sql, facility, code))) throw fail.conflict('Mã đơn vừa được dùng; hãy ký lại')
  const common = { response: code, version: 1 }
  const unsigned = { slot: null, signer: null, signer_name: null, signed_at: null }
  await add_document(sql, facility, { ...common, id: new_id(), step: 0, bytes: Buffer.from(paper.base), ...unsigned })
  const last = paper.steps.at(-1) ?? paper.steps[0]
  let [document, sha256] = ['', '']
  for (const [i, { bytes, slot, signer, signer_name }] of paper.steps.entries()) {
    document = new_id()
    const step = { step: i + 1, bytes: Buffer.from(bytes), slot, signer, signer_name, signed_at: new Date(signed_at) }
    ;({ sha256 } = await add_document(sql, facility, { ...common, id: document, ...step }))
  }
  await put_prescription(sql, prescription, {
    ...{ encounter, document, patient: prepared.situation.stay.patient, signer: caller.actor.id },
  })
  if (prescription.replaces)
    await mark_replaced(sql, facility, prescription.replaces, code, signed_at, prepared.draft.replace_reason.trim())
  await write_requests(unit, prescription, prepared.situation, overridden_of(prepared, drawn))
  const size = last.bytes.length
  await write_paper(unit, prescription, encounter, { id: document, sha256, size, at: signed_at })
  unit.note({
    action: 'E',
    interaction: 'sign',
    type: 'MedicationRequest',
    ref: `MedicationRequest?group-identifier=${code}`,
    patient: prepared.situation.stay.patient,
    detail: `${code} ${sha256}`,
  })
  const is_sealed = paper.steps.length > 1
  const place = { encounter, patient: prepared.situation.stay.patient }
  await when_signed?.(unit, prescription, { document, bytes: last.bytes, is_sealed }, place)
}

/** A house that seals by itself and has no certificate (any more) prescribes all the same: the paper waits for the seal. */
const providers_of = async (sql: Sql, { facility, actor }: Caller, { asks_seal }: Onward): Promise<Providers> => {
  const sealing = (await has_setting(sql, facility, 'auto_seal'))
    ? await find_facility_provider(sql, facility)
    : undefined
  return {
    doctor: await get_provider(sql, actor.id),
    facility: sealing,
    has_room_for_seal: sealing !== undefined || ((await asks_seal?.(sql, facility)) ?? false),
  }
}

/**
 * Checked, rendered once, signed, and sealed in one transaction that asks everything again.
 * @throws 422 what is missing or has no reason, 412 draft moved, 409 code or replaced prescription taken meanwhile
 */
export const sign_prescriptions = async (
  store: Store,
  caller: Caller,
  encounter: string,
  revision: number,
  onward: Onward = {},
): Promise<SignedPrescriptions> => {
  const prepared = await store.unit(caller, (unit) => check(unit, encounter, revision))
  const drawn = draw(caller.facility, prepared.draft, new Date())
  const prescriptions = built(prepared, drawn)
  const providers = await store.unit(caller, ({ sql }) => providers_of(sql, caller, onward))
  const papers = new Map<string, SignedPaper>()
  for (const one of prescriptions) papers.set(one.code, await sign_prescription_paper(one, providers))
  return store.unit(caller, async (unit) => {
    await unit.take_turn(`prescribing:${caller.facility}:${prepared.situation.stay.patient}`)
    const again = await check(unit, encounter, revision)
    if (JSON.stringify(built(again, drawn)) !== JSON.stringify(prescriptions))
      throw fail.conflict('Hồ sơ vừa đổi trong lúc ký (người bệnh, chẩn đoán hoặc danh mục thuốc); hãy xem lại rồi ký')
    for (const one of prescriptions) {
      const paper = papers.get(one.code)
      if (paper) await seal_one(unit, again, drawn, one, paper, onward)
    }
    await drop_draft(unit.sql, caller.facility, encounter)
    const heads = await Promise.all(prescriptions.map(({ code }) => get_prescription(unit.sql, caller.facility, code)))
    return { prescriptions: heads.map(to_head) }
  })
}

/** As it would be printed now, with the code still to be drawn. */
export const preview_of = async (unit: Unit, encounter: string, body: DraftBody): Promise<Prescription[]> => {
  const day = local_date(new Date())
  const draft = await from_catalogue(unit.sql, body, day)
  const situation = await gather(unit, encounter, draft)
  const facility = await find_facility(unit.sql, unit.caller.facility)
  if (!facility) throw fail.not_found('Không có cơ sở này')
  const drawn = draw(facility.code, draft, new Date())
  const drawn_codes = new Map(
    [...drawn.codes].map(([kind, code]) => [kind, `${code.slice(0, 5)}·······-${kind}`] as const),
  )
  return build_prescriptions(draft, situation, facility, await prescriber_of(unit), { ...drawn, codes: drawn_codes })
}
