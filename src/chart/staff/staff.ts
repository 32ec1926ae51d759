import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import {
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Licensing, StaffLine, StaffMember } from './contract.ts'
import { check_codes_free, codes_of, name_of, read_codes, with_codes } from './person-numbers.ts'

type Account = {
  practitioner: string
  username: string
  name: string
  title: string
  role: string
  department: string | null
}

const find_accounts = async (unit: Unit, practitioner?: string): Promise<Account[]> =>
  (
    await unit.sql.query<Account>(
      `SELECT practitioner, username, name, title, role, department FROM access.account
       WHERE facility = $1 AND ($2::text IS NULL OR practitioner = $2) ORDER BY name, username`,
      [unit.caller.facility, practitioner ?? null],
    )
  ).rows

const find_resource = async (unit: Unit, type: string, id: string): Promise<Resource | undefined> => {
  const stored = await unit.find(type, id)
  return stored && resource_of(stored)
}

const to_line = async (unit: Unit, account: Account, practitioner: Resource | undefined): Promise<StaffLine> => {
  const department =
    account.department === null ? undefined : await find_resource(unit, 'Organization', account.department)
  return {
    ...{ id: account.practitioner, name: account.name, title: account.title, role: account.role },
    ...{ username: account.username, department: text_of(department?.['name']) ?? '' },
    licence: (practitioner && find_identifier(practitioner, identifier_system.cchn)) ?? '',
  }
}

/** Everybody who can sign in here. */
export const list_staff = (store: Store, caller: Caller): Promise<StaffLine[]> => {
  demand(caller, 'accounts.manage')
  return store.unit(caller, async (unit) => {
    const lines: StaffLine[] = []
    for (const account of await find_accounts(unit))
      lines.push(await to_line(unit, account, await find_resource(unit, 'Practitioner', account.practitioner)))
    return lines
  })
}

const scope_of = (practitioner: Resource): string => {
  const [first] = list_of(practitioner['qualification'])
  return text_of(object_of(first?.['code'])?.['text']) ?? ''
}

const get_account = async (unit: Unit, id: string): Promise<Account> => {
  const [account] = await find_accounts(unit, id)
  if (!account) throw fail.not_found('Cơ sở không có người này')
  return account
}

/** One of ours. @throws 404 */
export const get_staff_member = (store: Store, caller: Caller, id: string): Promise<StaffMember> => {
  demand(caller, 'accounts.manage')
  return store.unit(caller, async (unit) => {
    const account = await get_account(unit, id)
    const stored = await unit.get('Practitioner', id)
    const practitioner = resource_of(stored)
    return {
      ...(await to_line(unit, account, practitioner)),
      ...{ version: stored.version, scope: scope_of(practitioner) },
      ...codes_of(practitioner),
    }
  })
}

const check_free = async (unit: Unit, id: string, licence: string): Promise<void> => {
  const query = new URLSearchParams({ identifier: `${identifier_system.cchn}|${licence}` })
  const other = (await unit.search('Practitioner', query)).entries.find((one) => one.id !== id)
  if (!other) return
  throw fail.conflict(`Số chứng chỉ ${licence} đang ghi cho ${name_of(resource_of(other)) || other.id}`)
}

const licence_form = /^[\p{L}\d][\p{L}\d./-]{2,49}$/u

const with_licence = (practitioner: Resource, licence: string, scope: string): Resource => {
  const others = list_of(practitioner['identifier']).filter((one) => one['system'] !== identifier_system.cchn)
  const [, ...more] = list_of(practitioner['qualification'])
  const { qualification: _before, ...rest } = practitioner
  const qualification = [...(scope === '' ? [] : [{ code: { text: scope } }]), ...more]
  return {
    ...rest,
    identifier: [...others, { system: identifier_system.cchn, value: licence }],
    ...(qualification.length > 0 ? { qualification } : {}),
  }
}

/** Writes down licence and scope as the paper says them (Luật KCB 15/2023 Điều 27); the hub's directory is told of it. */
export const license_staff_member = (store: Store, caller: Caller, id: string, wish: Licensing): Promise<void> => {
  demand(caller, 'accounts.manage')
  const licence = wish.licence.normalize('NFC').trim()
  if (!licence_form.test(licence))
    throw fail.value('Số chứng chỉ hành nghề gồm chữ, số, “/”, “-”, ví dụ 001234/BG-CCHN', 'licence')
  const codes = read_codes(wish)
  return store.unit(caller, async (unit) => {
    await get_account(unit, id)
    const stored = await unit.get('Practitioner', id)
    if (stored.version !== wish.if_match)
      throw fail.version_mismatch('Có người vừa đổi thông tin của người này; hãy tải lại', {
        current_version: stored.version,
      })
    await check_free(unit, id, licence)
    await check_codes_free(unit, id, codes)
    const licensed = with_licence(resource_of(stored), licence, wish.scope.normalize('NFC').trim())
    await unit.update(with_codes(licensed, codes), { if_match: wish.if_match })
  })
}
