import { fail } from '../../base/outcome/index.ts'
import { check_cccd } from '../../base/identity-numbers/index.ts'
import { resource_of, search_all, type Unit } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { PersonCodes, PersonNumbers } from './contract.ts'

export const codes_of = (practitioner: Resource): PersonCodes => ({
  personal_id: find_identifier(practitioner, identifier_system.cccd) ?? '',
  bhxh_signer: find_identifier(practitioner, identifier_system.bhxh_signer) ?? '',
})

export const name_of = (practitioner: Resource): string => text_of(list_of(practitioner['name'])[0]?.['text']) ?? ''

type Account = { id: string; practitioner: string; name: string; role: string; active: boolean }

const no_account = { account: '', name: '', role: '', active: false }

const no_practitioner = (id: string): Resource => ({ resourceType: 'Practitioner', id })

/** Everybody of the house with her numbers, also who has only a Practitioner, or only an account. */
export const list_person_numbers = async (unit: Unit): Promise<PersonNumbers[]> => {
  const { rows } = await unit.sql.query<Account>(
    'SELECT id, practitioner, name, role, active FROM access.account WHERE facility = $1 ORDER BY active, name',
    [unit.caller.facility],
  )
  const accounts = new Map(rows.map(({ id, practitioner, ...one }) => [practitioner, { ...one, account: id }]))
  const stored = (await search_all(unit, 'Practitioner', {})).map((one) => ({ ...resource_of(one), id: one.id }))
  const known = new Set(stored.map(({ id }) => id))
  const others = [...accounts.keys()].filter((id) => !known.has(id)).map((id) => ({ ...no_practitioner(id), id }))
  return [...stored, ...others].map((practitioner) => ({
    ...{ id: practitioner.id, stored_name: name_of(practitioner) },
    ...(accounts.get(practitioner.id) ?? no_account),
    licence: find_identifier(practitioner, identifier_system.cchn) ?? '',
    ...codes_of(practitioner),
  }))
}

const bhxh_form = /^[\w./-]{2,40}$/

/** As they are to be kept. @throws 422 what is no such number */
export const read_codes = (wish: Partial<PersonCodes>): Partial<PersonCodes> => {
  const bhxh_signer = wish.bhxh_signer?.trim()
  if (bhxh_signer && !bhxh_form.test(bhxh_signer))
    throw fail.value('Mã người ký BHXH gồm 2 đến 40 chữ không dấu, số, “.”, “/”, “-”', 'bhxh_signer')
  const typed = wish.personal_id?.trim()
  if (!typed)
    return {
      ...(typed === undefined ? {} : { personal_id: '' }),
      ...(bhxh_signer === undefined ? {} : { bhxh_signer }),
    }
  const { ok, value, reasons } = check_cccd(typed)
  if (!ok) throw fail.value(reasons[0]?.message ?? 'Số định danh cá nhân không đúng', 'personal_id')
  return { personal_id: value, ...(bhxh_signer === undefined ? {} : { bhxh_signer }) }
}

const kept_systems: Record<keyof PersonCodes, string> = {
  personal_id: identifier_system.cccd,
  bhxh_signer: identifier_system.bhxh_signer,
}
const names: Record<keyof PersonCodes, string> = { personal_id: 'Số định danh', bhxh_signer: 'Mã người ký BHXH' }

/** A number belongs to one person. @throws 409 */
export const check_codes_free = async (unit: Unit, id: string, codes: Partial<PersonCodes>): Promise<void> => {
  for (const what of ['personal_id', 'bhxh_signer'] as const) {
    const value = codes[what]
    if (!value) continue
    const found = await unit.search(
      'Practitioner',
      new URLSearchParams({ identifier: `${kept_systems[what]}|${value}` }),
    )
    const other = found.entries.find((one) => one.id !== id)
    if (other) throw fail.conflict(`${names[what]} ${value} đang ghi cho ${name_of(resource_of(other)) || other.id}`)
  }
}

/** Each under its own system; an empty one is taken away, one that was not said stays. */
export const with_codes = (practitioner: Resource, codes: Partial<PersonCodes>): Resource => {
  const said = (['personal_id', 'bhxh_signer'] as const).filter((what) => codes[what] !== undefined)
  const gone = new Set(said.map((what) => kept_systems[what]))
  const others = list_of(practitioner['identifier']).filter((one) => !gone.has(String(one['system'])))
  const added = said.flatMap((what) => (codes[what] ? [{ system: kept_systems[what], value: codes[what] }] : []))
  return { ...practitioner, identifier: [...others, ...added] }
}
