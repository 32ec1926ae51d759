import { Failure } from '../../base/outcome/index.ts'
import { sign_sheet, type Forms } from '../../chart/medical-record/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { list_documents } from '../../platform/signing/index.ts'
import { demo_staff, type DemoSheet } from '../../../demo/index.ts'
import { side_by_side } from './write-groups.ts'

/** One sheet's pages are made while another's are signed and a third's are written. */
const at_once = 4

const as_person = (facility: string, practitioner: string): Caller => {
  const account = demo_staff(facility).find((one) => one.practitioner === practitioner)
  if (!account) throw new Error(`demo: nobody at ${facility} is ${practitioner}`)
  return {
    facility,
    actor: { id: account.practitioner, name: account.name, role: account.role, kind: 'user' },
    purpose: 'TREAT',
    address: '',
    request_id: 'seed',
  }
}

/** Slots that carry a signature already, by sheet: a broken start goes on where it stopped. */
const find_signed = (store: Store, facility: string, sheets: DemoSheet[]): Promise<Map<string, Set<string>>> =>
  store.unit(as_person(facility, sheets[0]?.author ?? ''), async ({ sql }) => {
    const signed = new Map<string, Set<string>>()
    const documents = await list_documents(
      sql,
      facility,
      sheets.map(({ id }) => id),
    )
    for (const { response, slot } of documents)
      if (slot) signed.set(response, new Set([...(signed.get(response) ?? []), slot]))
    return signed
  })

/** A sheet that somebody is changing, or has taken back, is his: the refusal is heeded. */
const sign_where_it_may = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  id: string,
  slot: string,
): Promise<void> => {
  try {
    await sign_sheet(store, forms, caller, id, slot, undefined)
  } catch (error) {
    if (!(error instanceof Failure) || ![409, 422].includes(error.status)) throw error
  }
}

/**
 * Puts the demonstration's signatures through the one signing path there is: rendered, signed with the signer's own key,
 * sealed. The time in them is the true one, the moment the demonstration was made.
 */
export const sign_papers = async (store: Store, forms: Forms, facility: string, all: DemoSheet[]): Promise<void> => {
  const sheets = all.filter(({ signatures }) => signatures.length > 0)
  if (sheets.length === 0) return
  const signed = await find_signed(store, facility, sheets)
  const waiting = sheets.values()
  const sign_one_by_one = async (): Promise<void> => {
    for (const { id, signatures } of waiting)
      for (const { slot, signer } of signatures)
        if (!signed.get(id)?.has(slot)) await sign_where_it_may(store, forms, as_person(facility, signer), id, slot)
  }
  await side_by_side(at_once, sign_one_by_one)
}
