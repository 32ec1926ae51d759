import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand, department_of } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { load_places, type Places } from '../encounters/index.ts'
import { name_of_patient } from '../patients/index.ts'
import type { SigningItem, SigningQueue, SigningWard } from './contract.ts'
import { slots_in_turn, type Signer } from './queue-rules.ts'
import { find_candidates, type Candidate } from './queue-search.ts'
import { get_form, type Forms } from './sheet-store.ts'
import type { Slot } from './signature-slots.ts'

/** As they stand in the address. */
export type QueuePage = { after?: string | undefined; count?: string | undefined }

const count_default = 50
const count_max = 200

const read_count = (text: string | undefined): number => {
  if (text === undefined) return count_default
  if (!/^\d{1,6}$/.test(text)) throw fail.value('Số dòng mỗi trang phải là số nguyên không âm', 'count')
  return Math.min(Number(text), count_max)
}

const order = new Intl.Collator('vi', { numeric: true })

type Waiting = { candidate: Candidate; slot: Slot; title: string; bed: string; key: string[] }

type Lying = { bed: string; room: string }
type Beds = Map<string, Lying>

const load_beds = async (unit: Unit, places: Places): Promise<Beds> => {
  const { rows } = await unit.sql.query<{ bed: string; encounter: string }>(
    'SELECT bed, encounter FROM chart.bed_taken WHERE facility = $1',
    [unit.caller.facility],
  )
  return new Map(
    rows.map(({ bed, encounter }) => {
      const place = places.beds.get(bed)
      return [encounter, { bed: place?.name ?? '', room: place?.room ?? '' }]
    }),
  )
}

/** As one walks: department, then who lies there bed by bed, then who has gone home; a person's papers by time. */
const key_of = (candidate: Candidate, slot: Slot, ward: string, bed: Lying | undefined): string[] => [
  ward,
  bed ? `1 ${bed.room} ${bed.bed}` : candidate.stay_ended ? '3' : '2',
  candidate.patient,
  candidate.at.toISOString(),
  candidate.sheet,
  slot.id,
]

const compare = (one: string[], other: string[]): number => {
  for (const [i, part] of one.entries()) {
    const step = order.compare(part, other[i] ?? '')
    if (step !== 0) return step
  }
  return 0
}

const list_waiting = async (unit: Unit, forms: Forms, signer: Signer, places: Places): Promise<Waiting[]> => {
  const candidates = await find_candidates(unit, forms, signer)
  const beds: Beds = candidates.length > 0 ? await load_beds(unit, places) : new Map()
  return candidates
    .flatMap((candidate) => {
      const form = get_form(forms, candidate.slug)
      const bed = beds.get(candidate.encounter)
      const ward = places.departments.get(candidate.department)?.name ?? ''
      return slots_in_turn({ ...candidate, form }, signer).map((slot) => ({
        candidate,
        slot,
        title: form.title,
        bed: bed ? `${bed.bed} ${bed.room}` : '',
        key: key_of(candidate, slot, ward, bed),
      }))
    })
    .sort((one, other) => compare(one.key, other.key))
}

const encode = (key: string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The place in the order, not in the list: what was signed meanwhile moves nobody. */
const decode = (cursor: string): string[] => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.every((part) => typeof part === 'string')) return key
  } catch {
    // falls through to the refusal
  }
  throw fail.value('Không đọc được chỗ xem tiếp của danh sách chờ ký', 'after')
}

const to_item = ({ candidate, slot, title }: Waiting): SigningItem => ({
  sheet: candidate.sheet,
  version: candidate.version,
  title,
  slot: slot.id,
  label: slot.label,
  encounter: candidate.encounter,
  at: local_time(candidate.at),
})

const load_names = async (unit: Unit, patients: string[]): Promise<Map<string, string>> => {
  if (patients.length === 0) return new Map()
  const found = await unit.search(
    'Patient',
    new URLSearchParams({ _id: [...new Set(patients)].join(), _count: String(count_max) }),
  )
  return new Map(found.entries.map((stored) => [stored.id, name_of_patient(resource_of(stored))]))
}

const group = (page: Waiting[], places: Places, names: Map<string, string>): SigningWard[] => {
  const wards: SigningWard[] = []
  for (const one of page) {
    const { department, patient } = one.candidate
    let ward = wards.at(-1)
    if (ward?.department !== department) {
      ward = { department, name: places.departments.get(department)?.name ?? '', patients: [] }
      wards.push(ward)
    }
    let person = ward.patients.at(-1)
    if (person?.patient !== patient) {
      person = { patient, name: names.get(patient) ?? '', bed: one.bed, items: [] }
      ward.patients.push(person)
    }
    person.items.push(to_item(one))
  }
  return wards
}

/**
 * What waits for this person's signature: all of it counted, a page of it told, ward by ward and patient by patient.
 * @param page.count 0 for the number only
 */
export const list_signing_queue = (
  store: Store,
  forms: Forms,
  caller: Caller,
  page: QueuePage = {},
): Promise<SigningQueue> => {
  demand(caller, 'record.sign')
  const count = read_count(page.count)
  const after = page.after === undefined ? undefined : decode(page.after)
  return store.unit(caller, async (unit) => {
    const department = await department_of(unit.sql, caller.facility, caller.actor.id)
    const places = await load_places(unit)
    const all = await list_waiting(unit, forms, { id: caller.actor.id, role: caller.actor.role, department }, places)
    const rest = after === undefined ? all : all.filter(({ key }) => compare(key, after) > 0)
    const shown = rest.slice(0, count)
    const names = await load_names(
      unit,
      shown.map(({ candidate }) => candidate.patient),
    )
    const last = shown.at(-1)
    return {
      total: all.length,
      wards: group(shown, places, names),
      next: last && rest.length > shown.length ? encode(last.key) : null,
    }
  })
}
