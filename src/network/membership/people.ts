import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { group, one_of, read_shape, text, when_absent } from '../../base/shapes/index.ts'
import {
  find_facility,
  list_accounts,
  make_password,
  put_account,
  put_facility,
  rights_for,
  roles,
  set_account_active,
  type ListedAccount,
  type Right,
} from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { NewPerson, People, PersonLine } from './contract.ts'
import { note } from './decide.ts'
import { find_directory_facility, list_directory } from './facilities.ts'

/** What a member's people are at the hub: never a role that carries rights over records (decision 0025). */
export const member_roles = ['member_director', 'member_it'] as const

const board_rights: readonly Right[] = ['board.read', 'board.own']
const board_roles = roles.filter((role) => board_rights.some((right) => rights_for(role).includes(right)))

const person_line = (account: ListedAccount, names: Map<string, string>): PersonLine => {
  const rights = rights_for(account.role)
  return {
    ...{ id: account.id, facility: account.facility, username: account.username, name: account.name },
    ...{ title: account.title, role: account.role, active: account.active },
    facility_name: names.get(account.facility) ?? account.facility,
    seen_at: account.seen_at?.toISOString() ?? null,
    sees: rights.includes('board.read') ? 'all' : 'own',
    acts: rights.includes('board.write') || rights.includes('board.own'),
  }
}

/** Who may see and who may act on the board, the Sở's own people first. */
export const show_people = async (sql: Sql): Promise<People> => {
  const accounts = await list_accounts(sql, board_roles)
  const codes = [...new Set(accounts.map(({ facility }) => facility))]
  const directory = await list_directory(sql, { codes })
  const names = new Map(directory.map(({ code, name }) => [code, name]))
  for (const code of codes) if (!names.has(code)) names.set(code, (await find_facility(sql, code))?.name ?? code)
  const people = accounts.map((account) => person_line(account, names))
  return {
    people: people.toSorted((a, b) => (a.sees === b.sees ? 0 : a.sees === 'all' ? -1 : 1)),
    roles: [...member_roles],
  }
}

type Asked = { facility: string; role: (typeof member_roles)[number]; username: string; name: string; title: string }

const shape = group<Asked>('người của cơ sở', {
  facility: text('mã cơ sở', 5),
  role: one_of('vai trò', member_roles),
  username: text('tên đăng nhập', 40),
  name: text('họ tên', 100),
  title: when_absent(text('chức vụ', 100), ''),
})

const read_person = (value: unknown): Asked => {
  const asked = read_shape(shape, value)
  if (!/^[a-z0-9][a-z0-9._-]{2,39}$/.test(asked.username))
    throw fail.value('Tên đăng nhập gồm 3–40 chữ thường không dấu, số, dấu chấm hoặc gạch', 'username')
  if (asked.name.trim() === '') throw fail.value('Cần họ tên', 'name')
  return asked
}

/** A member's person gets a way in; the password is made here and told once. @throws 404, 409, 422 */
export const add_person = async (database: Database, caller: Caller, value: unknown): Promise<NewPerson> => {
  const { facility, role, username, name, title } = read_person(value)
  const password = make_password()
  await database.in_site(async (sql) => {
    const known = await find_directory_facility(sql, facility)
    if (!known) throw fail.not_found(`Danh bạ không có cơ sở ${facility}`)
    if (known.successor) throw fail.conflict(`Cơ sở này đã sáp nhập vào ${known.successor}`)
    const all = await list_accounts(sql, roles)
    // Of any house: at the hub people sign in by name alone.
    if (all.some((one) => one.username === username)) throw fail.conflict(`Tên đăng nhập ${username} đã có người dùng`)
    if (!(await find_facility(sql, facility)))
      await put_facility(sql, { code: facility, name: known.name, authority: known.authority, kind: 'hospital' })
    const id = randomUUID()
    const account = { id, facility, username, name: name.trim().normalize('NFC'), title: title.trim(), role }
    await put_account(sql, { ...account, practitioner: id, department: null, password })
  })
  await note(database, caller, 'board-person-added', `Organization/${facility}`, `${username}: ${name.trim()}, ${role}`)
  return { username, password }
}

/** Closes or opens the way of a member's person. The Sở's own are not closed from here. @throws 404 */
export const set_person = async (
  database: Database,
  caller: Caller,
  { id, active }: { id: string; active: boolean },
): Promise<void> => {
  const found = await database.in_site(async (sql) => {
    const person = (await list_accounts(sql, member_roles)).find((one) => one.id === id)
    if (!person) throw fail.not_found('Không có người này trong các cơ sở')
    await set_account_active(sql, id, active)
    return person
  })
  const interaction = active ? 'board-person-opened' : 'board-person-closed'
  await note(database, caller, interaction, `Organization/${found.facility}`, `${found.username}: ${found.name}`)
}
