import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import { list_documents } from '../../platform/signing/index.ts'
import { name_of_patient } from '../patients/index.ts'
import type { SigningQueue } from './contract.ts'
import { to_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, may_fill, slots_of, type Slot } from './signature-slots.ts'

const sheets_max = 500

/** Slots this person may fill now: authors sign their own sheets, heads and directors sign after the author has. */
const open_slots = (sheet: LoadedSheet, caller: Caller, filled: string[]): Slot[] =>
  slots_of(sheet.form).filter((slot) => {
    if (filled.includes(slot.id) || !may_fill(caller.actor.role, slot)) return false
    if (slot.role === 'truong-khoa' || slot.role === 'giam-doc') return filled.length > 0
    return sheet.author === caller.actor.id
  })

/** What waits for this person's signature, grouped by patient. */
export const list_signing_queue = (store: Store, forms: Forms, caller: Caller): Promise<SigningQueue> => {
  demand(caller, 'record.sign')
  return store.unit(caller, async (unit) => {
    const page = await unit.search(
      'QuestionnaireResponse',
      new URLSearchParams({ status: 'completed,amended', _count: String(sheets_max) }),
    )
    const sheets = page.entries.map((stored) => to_sheet(forms, stored, undefined))
    const steps = await list_documents(
      unit.sql,
      caller.facility,
      sheets.map((sheet) => sheet.stored.id),
    )
    const groups = new Map<string, SigningQueue[number]>()
    for (const sheet of sheets) {
      const own = steps.filter((step) => step.response === sheet.stored.id)
      const filled = filled_slots(sheet.form, own, sheet.stored.version).map((one) => one.slot)
      for (const slot of open_slots(sheet, caller, filled)) {
        const group = groups.get(sheet.patient) ?? { patient: sheet.patient, name: '', items: [] }
        group.items.push({
          sheet: sheet.stored.id,
          title: sheet.form.title,
          slot: slot.id,
          label: slot.label,
          encounter: sheet.encounter,
          at: sheet.authored,
        })
        groups.set(sheet.patient, group)
      }
    }
    if (groups.size === 0) return []
    const patients = await unit.search(
      'Patient',
      new URLSearchParams({ _id: [...groups.keys()].join(), _count: '1000' }),
    )
    for (const stored of patients.entries) {
      const group = groups.get(stored.id)
      if (group) group.name = name_of_patient(resource_of(stored))
    }
    return [...groups.values()]
  })
}
