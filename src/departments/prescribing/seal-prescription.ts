import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, type Store, type Unit } from '../../platform/records/index.ts'
import { add_document, find_document, get_facility_provider } from '../../platform/signing/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import { get_prescription, type StoredPrescription } from './prescription-store.ts'
import { seal_prescription_paper } from './print-prescription.ts'
import type { WhenSigned } from './sign-prescriptions.ts'
import { write_paper } from './signed-resources.ts'

type SignedDocument = NonNullable<Awaited<ReturnType<typeof find_document>>>
type Unsealed = { stored: StoredPrescription; document: SignedDocument }

const check = async (unit: Unit, code: string): Promise<Unsealed> => {
  const { facility } = unit.caller
  const stored = await get_prescription(unit.sql, facility, code)
  if (stored.replaced_by) throw fail.conflict(`Đơn ${stored.code} đã được thay bằng đơn ${stored.replaced_by}`)
  const document = await find_document(unit.sql, facility, stored.code, 1)
  if (!document) throw fail.not_found('Không có bản đã ký của đơn này')
  if (document.signer === facility) throw fail.conflict(`Đơn ${stored.code} đã có dấu của cơ sở`)
  return { stored, document }
}

/**
 * Puts the facility's seal on a prescription that its doctor has signed, after her, in one transaction with what is done then.
 * @throws 403, 404, 409 sealed or replaced meanwhile, 422 the facility has no certificate in force
 */
export const seal_prescription = async (
  store: Store,
  caller: Caller,
  code: string,
  when_sealed: WhenSigned,
): Promise<void> => {
  demand(caller, 'record.seal')
  const { facility } = caller
  const { stored, document } = await store.unit(caller, (unit) => check(unit, code))
  const provider = await store.unit(caller, ({ sql }) => get_facility_provider(sql, facility))
  const at = new Date()
  const sealed = await seal_prescription_paper(document.bytes, stored.body.facility, provider, at)
  await store.unit(caller, async (unit) => {
    await unit.take_turn(`prescribing:${facility}:${stored.patient}`)
    await check(unit, code)
    const id = new_id()
    const { slot, signer, signer_name } = sealed
    const step = {
      response: stored.code,
      version: 1,
      step: document.step + 1,
      slot,
      signer,
      signer_name,
      signed_at: at,
    }
    const { sha256 } = await add_document(unit.sql, facility, { ...step, id, bytes: Buffer.from(sealed.bytes) })
    const paper = { id, sha256, size: sealed.bytes.length, at: local_time(at) }
    const house = { system: identifier_system.facility, value: facility }
    await write_paper(unit, stored.body, stored.encounter, paper, {
      type: 'Organization',
      identifier: house,
      display: signer_name,
    })
    unit.note({
      ...{ action: 'E', interaction: 'seal', type: 'MedicationRequest', patient: stored.patient },
      ...{ ref: `MedicationRequest?group-identifier=${stored.code}`, detail: `${stored.code} ${sha256}` },
    })
    const { patient, encounter } = stored
    await when_sealed(unit, stored.body, { document: id, bytes: sealed.bytes, is_sealed: true }, { patient, encounter })
  })
}
