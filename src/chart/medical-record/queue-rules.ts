import type { FormDefinition } from './form-definition.ts'
import { may_fill, slots_of, type Slot } from './signature-slots.ts'

/** Who looks into the queue; a head sees what is to be confirmed of the own department. */
export type Signer = { id: string; role: string; department: string | undefined }

/** What the queue knows of a completed sheet. */
export type WaitingSheet = {
  form: FormDefinition
  filled: readonly string[]
  author: string
  department: string
  stay_ended: boolean
}

/** Who confirms comes after who wrote; who receives the record comes after who hands it over; the facility's seal comes last. */
const ranks: Record<string, number> = {
  'truong-khoa': 1,
  'giam-doc': 2,
  'nguoi-giao-ho-so': 3,
  'nguoi-nhan-ho-so': 4,
  'co-so': 5,
}
const rank_of = (slot: Slot): number => ranks[slot.role] ?? 0
const writes = 0
const confirms_for_department = 1
const hands_over = 3
const seals = 5

/** Cover, summary and hand-over of a bệnh án are signed when the stay has ended, not while it is being written. */
const is_closing = (form: FormDefinition, slot: Slot): boolean =>
  form.kind === 'record' && slot.required_at !== 'clinical'

/** A writer's box is waited for when the regulation wants it; where it wants none, the first signature is enough. */
const writers_done = (slots: Slot[], filled: readonly string[]): boolean => {
  const own = slots.filter((slot) => rank_of(slot) === writes)
  const wanted = own.filter((slot) => slot.required_at !== undefined)
  if (wanted.length > 0) return wanted.every(({ id }) => filled.includes(id))
  return own.length === 0 || own.some(({ id }) => filled.includes(id))
}

const is_turn_of = (slot: Slot, slots: Slot[], filled: readonly string[]): boolean => {
  const rank = rank_of(slot)
  if (rank === writes) return true
  const between = slots.filter((one) => rank_of(one) > writes && rank_of(one) < rank)
  return writers_done(slots, filled) && between.every(({ id }) => filled.includes(id))
}

const is_for = (slot: Slot, sheet: WaitingSheet, signer: Signer): boolean => {
  const rank = rank_of(slot)
  if (rank === writes || rank === hands_over) return sheet.author === signer.id
  if (rank === confirms_for_department || rank === seals)
    return !signer.department || signer.department === sheet.department
  return true
}

/** Boxes of a sheet whose turn it is and which are this person's to sign. */
export const slots_in_turn = (sheet: WaitingSheet, signer: Signer): Slot[] => {
  const slots = slots_of(sheet.form)
  return slots.filter(
    (slot) =>
      !sheet.filled.includes(slot.id) &&
      may_fill(signer.role, slot) &&
      (sheet.stay_ended || !is_closing(sheet.form, slot)) &&
      is_for(slot, sheet, signer) &&
      is_turn_of(slot, slots, sheet.filled),
  )
}

/** Boxes of a form that could ever be this person's: what the database is asked to look for. */
export const slots_of_role = (form: FormDefinition, role: string): { own: string[]; others: string[] } => {
  const mine = slots_of(form).filter((slot) => may_fill(role, slot))
  const is_own = (slot: Slot): boolean => rank_of(slot) === writes || rank_of(slot) === hands_over
  return {
    own: mine.filter(is_own).map(({ id }) => id),
    others: mine.filter((slot) => !is_own(slot)).map(({ id }) => id),
  }
}
