import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { check_resource } from '../../platform/records/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { facts_of } from './body.ts'
import { find_by_numbers, whole_of } from './citizen.ts'
import { hear_death, lives } from './death.ts'
import { compare_told } from './decide.ts'
import { domain_of, facility_of_domain } from './domains.ts'
import { hold, settle_pair } from './held.ts'
import { list_merges, merge_persons, unmerge_persons } from './merge.ts'
import { to_patient, told_by_patient } from './patient.ts'
import type { Registered } from './known.ts'
import { register_person } from './register.ts'
import { find_absorbed, find_holdings, read_rows, type Row } from './rows.ts'
import type { Identity } from './told.ts'
import { note, update_person } from './write.ts'

export type Fed = Registered & { resource: Record<string, unknown>; is_new: boolean }

/** The source's own number of the person: a facility tells of its own domain only (PIXm 2:3.104.5). */
const own_number = (text: string, caller: Caller): Identity => {
  const [system = '', value = ''] = text.split('|', 2)
  const domain = domain_of(system, caller.facility)
  const owner = facility_of_domain(domain)
  if (value === '' || owner === undefined)
    throw fail.invalid(
      'Địa chỉ phải có identifier=hệ mã|mã, hệ mã là https://benhanmo.vn/fhir/sid/patient-code/<mã cơ sở>',
      'identifier',
    )
  if (owner !== caller.facility) throw fail.forbidden(`Chỉ cơ sở ${owner} được báo mã người bệnh của mình`)
  return { system: domain, value }
}

const read_number = (query: URLSearchParams, caller: Caller): Identity => {
  for (const name of query.keys())
    if (name !== 'identifier' && name !== '_format') throw fail.unsupported_parameter(name)
  const given = query.getAll('identifier')
  if (given.length !== 1) throw fail.invalid('Cần đúng một identifier=hệ mã|mã của cơ sở gửi', 'identifier')
  return own_number(given[0] ?? '', caller)
}

/** The number that takes this one's place: the facility merged two of its own charts (PIXm 2:3.104.4.2). */
const successor_number = (patient: Resource, caller: Caller): Identity | undefined => {
  const link = list_of(patient['link']).find((one) => one['type'] === 'replaced-by')
  if (!link) return undefined
  const number = object_of(object_of(link['other'])?.['identifier'])
  return own_number(`${text_of(number?.['system']) ?? ''}|${text_of(number?.['value']) ?? ''}`, caller)
}

const find_own = async (sql: Sql, caller: Caller, number: Identity): Promise<Row> => {
  const [row] = await find_by_numbers(sql, [number])
  if (!row) throw fail.not_found(`Chưa có mã người bệnh ${number.value} của cơ sở trong danh bạ`)
  return row
}

/**
 * The facility says that two of its codes are one person. Where nothing speaks against it the two are joined, and can be
 * parted again; where they are two by another name, birth or CCCD, somebody looks first.
 */
const resolve_duplicate = async (sql: Sql, caller: Caller, number: Identity, other: Identity): Promise<Registered> => {
  const [source, target] = [await find_own(sql, caller, number), await find_own(sql, caller, other)]
  const deceased = target.body.deceased ?? null
  if (source.id === target.id) return { person: target.id, state: 'known', deceased, issues: [] }
  if (compare_told(facts_of(source.body), target.body).contradicts.length === 0) {
    const reason = `Cơ sở ${caller.facility} báo hai mã người bệnh là một người`
    await settle_pair(sql, caller, [source.id, target.id], reason)
    return {
      person: await merge_persons(sql, caller, { source: source.id, target: target.id, reason }),
      state: 'known',
      deceased,
      issues: [],
    }
  }
  const says = [`Cơ sở ${caller.facility} báo hai mã là một người, nhưng thông tin hai người khác nhau`]
  await hold(sql, caller, source.id, { kind: 'likely-double', candidates: [target], says })
  const issues = says.map(
    (message) => ({ severity: 'warning', code: 'conflict', message, expression: 'link' }) as const,
  )
  return { person: source.id, state: 'held', deceased: source.body.deceased ?? null, issues }
}

/**
 * The facility says that a code it had told of as another's is a person of its own after all: what it joined by its feed is
 * parted again. What somebody at the hub joined stays.
 */
const part_own = async (sql: Sql, caller: Caller, number: Identity): Promise<void> => {
  for (const { row } of await find_holdings(sql, [number])) {
    if (row.merged_into === null) continue
    const standing = (await list_merges(sql, caller, row.id)).find((one) => one.source === row.id && !one.undone_at)
    if (standing?.facility !== caller.facility) continue
    const reason = `Cơ sở ${caller.facility} báo hai mã người bệnh là hai người`
    await unmerge_persons(sql, caller, { source: row.id, reason })
  }
}

/** Lines that were joined to hers keep no older word of the same facility; who told, and what, stands in the log. */
const note_death = async (sql: Sql, caller: Caller, person: string, said: string): Promise<void> => {
  const act = {
    action: 'U',
    interaction: 'ITI-104',
    type: 'Patient',
    ref: `Patient/${person}`,
    patient: person,
  } as const
  for (const row of await find_absorbed(sql, person)) {
    if (row.body.deaths?.[caller.facility] === undefined) continue
    const body = { ...row.body, ...hear_death(row.body, lives, caller.facility) }
    await update_person(sql, row, { caller, id: row.id, body, act: { ...act, ref: `Patient/${row.id}` } })
  }
  await note(sql, caller, { ...act, detail: said === lives ? 'rút báo tử' : `báo tử: ${said}` })
}

/**
 * Patient Identity Feed (PIXm ITI-104): PUT Patient?identifier=…, for who is added or revised, and for a code that was
 * merged into another of the same facility. Call within `in_facility(caller.facility, …)`.
 */
export const feed_patient = async (sql: Sql, caller: Caller, query: URLSearchParams, given: unknown): Promise<Fed> => {
  const number = read_number(query, caller)
  const patient = check_resource(given)
  if (patient.resourceType !== 'Patient') throw fail.invalid('Cần một tài nguyên Patient', 'resourceType')
  const successor = successor_number(patient, caller)
  const told = told_by_patient(patient)
  if (!successor && patient['active'] === true) await part_own(sql, caller, number)
  const before = await find_by_numbers(sql, [number])
  const done = successor
    ? await resolve_duplicate(sql, caller, number, successor)
    : await register_person(sql, caller, { ...told, identifiers: [number, ...told.identifiers] })
  if (told.deceased !== undefined && !successor) await note_death(sql, caller, done.person, told.deceased)
  const [row] = await read_rows(sql, [done.person])
  if (!row) throw fail.not_found('Không có người này trong danh bạ')
  const shown = to_patient(await whole_of(sql, row), { facility: caller.facility, is_identified: true })
  return { ...done, resource: shown, is_new: before.length === 0 && done.state !== 'known' }
}
