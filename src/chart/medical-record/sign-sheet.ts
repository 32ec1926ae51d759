import { Failure } from '../../base/outcome/index.ts'
import { demand, has_setting } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { list_documents } from '../../platform/signing/index.ts'
import type { Signed } from './contract.ts'
import { load_sheet, type Forms } from './sheet-store.ts'
import { find_fully_signed, type FullySigned } from './find-fully-signed.ts'
import { sign_slot, type Wish } from './sign-slot.ts'
import { filled_slots, is_seal, slots_of, why_not_yet, type Slot } from './signature-slots.ts'

/** Where the facility has settled it, a letter that all its people have signed is sealed at once. */
const find_seal_due = (store: Store, forms: Forms, caller: Caller, id: string): Promise<Slot | undefined> =>
  store.unit(caller, async (unit) => {
    const { form, stored } = await load_sheet(unit, forms, id)
    const slot = slots_of(form).find(is_seal)
    if (!form.travels || !slot || !(await has_setting(unit.sql, caller.facility, 'auto_seal'))) return undefined
    const filled = filled_slots(form, await list_documents(unit.sql, caller.facility, [id]), stored.version)
    return filled.some((one) => one.slot === slot.id) || why_not_yet(form, slot, filled) !== null ? undefined : slot
  })

/** What was signed stays signed when the seal cannot follow: the answer says why. */
const seal_after = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  { id, ...hooks }: Pick<Wish, 'id' | 'may_sign' | 'on_signed'>,
): Promise<Partial<Signed>> => {
  const slot = await find_seal_due(store, forms, caller, id)
  if (!slot) return {}
  try {
    const wish = { id, slot: slot.id, if_match: undefined, by_setting: true, ...hooks }
    return { seal: await sign_slot(store, forms, caller, wish) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { not_sealed: error.message }
  }
}

/** A paper that leaves the house is complete: what has to happen happens with its last signature, or neither does. */
export type OnIssued = (unit: Unit, signed: FullySigned) => Promise<unknown>

const issue_with =
  (forms: Forms, id: string, on_issued: OnIssued) =>
  async (unit: Unit): Promise<void> => {
    const found = await find_fully_signed(unit, forms, id)
    if (found.is_signed && found.sheet.form.travels) await on_issued(unit, found)
  }

/**
 * One slot is signed; where the facility has settled it, its seal follows in the same request.
 * @throws as sign_slot does
 */
export const sign_sheet = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  slot: string,
  if_match: number | undefined,
  { may_sign, on_issued }: { may_sign?: Wish['may_sign']; on_issued?: OnIssued } = {},
): Promise<Signed> => {
  demand(caller, 'record.sign')
  const hooks = { may_sign, on_signed: on_issued && issue_with(forms, id, on_issued) }
  const signed = await sign_slot(store, forms, caller, { id, slot, if_match, by_setting: false, ...hooks })
  return { ...signed, ...(await seal_after(store, forms, caller, { id, ...hooks })) }
}
