import { fail } from '../../base/outcome/index.ts'
import { make_password, pharmacy_roles, put_account, roles, type Account } from '../../platform/access/index.ts'
import { new_id, resource_of, type Unit } from '../../platform/records/index.ts'
import { ensure_certificate } from '../../platform/signing/index.ts'
import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_store,
  type Verb,
} from './verb.ts'

const people_roles = roles.filter((role) => role !== 'system')
const username_form = /^[a-z0-9][a-z0-9._-]{1,39}$/

const check_new = async (unit: Unit, facility: string, username: string): Promise<void> => {
  const { rows } = await unit.sql.query<{ name: string }>(
    'SELECT name FROM access.account WHERE facility = $1 AND username = $2',
    [facility, username],
  )
  if (rows[0]) throw fail.conflict(`Tên đăng nhập ${username} đã có ở cơ sở ${facility} (${rows[0].name})`)
}

const find_department = async (unit: Unit, code: string): Promise<string> => {
  const query = new URLSearchParams({ identifier: `${identifier_system.department}|${code}` })
  const found = (await unit.search('Organization', query)).entries.find((one) => resource_of(one)['active'] !== false)
  if (!found) throw fail.not_found(`Cơ sở chưa có khoa ${code}; quản trị thêm ở trang “Khoa, phòng, giường”`)
  return found.id
}

const to_practitioner = (id: string, name: string): Resource => {
  const [family = '', ...given] = name.split(' ')
  return { resourceType: 'Practitioner', id, active: true, name: [{ text: name, family, given }] }
}

const to_role = (account: Account): Resource => ({
  resourceType: 'PractitionerRole',
  id: `${account.practitioner}-role`,
  active: true,
  practitioner: { reference: `Practitioner/${account.practitioner}` },
  organization: { reference: `Organization/${account.department ?? account.facility}` },
  code: [
    {
      coding: [
        { system: code_system.staff_role, code: account.role, ...(account.title ? { display: account.title } : {}) },
      ],
    },
  ],
})

type Wish = {
  facility: string
  username: string
  name: string
  role: string
  title: string
  department: string | undefined
}

/** The person, the role, the way in and the certificate: all or nothing. */
const add_account = async (unit: Unit, facility_name: string, wish: Wish): Promise<string> => {
  await check_new(unit, wish.facility, wish.username)
  const id = new_id()
  const department = wish.department === undefined ? null : await find_department(unit, wish.department)
  const password = make_password()
  const account = { ...wish, id, practitioner: id, department }
  await unit.create(to_practitioner(id, wish.name))
  await unit.create(to_role(account))
  await put_account(unit.sql, { ...account, password })
  await ensure_certificate(unit.sql, { id, name: wish.name, title: wish.title, organization: facility_name })
  return password
}

export const account_verb: Verb = {
  summary: 'tạo tài khoản; mật khẩu được in ra một lần',
  usage: [
    'npx benhan account --facility 24012 --username bs.an --name "BS. …" --role … [--title "…"] [--department K03]',
    `Vai trò: ${people_roles.join(', ')}`,
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'username', 'name', 'role', 'title', 'department'])
    demand_nothing_more(rest)
    const { facility, username, name, role } = demand_all(values, ['facility', 'username', 'name', 'role'])
    if (!people_roles.includes(role)) throw new Misuse(`Không có vai trò “${role}”`)
    if (!username_form.test(username))
      throw new Misuse(`Tên đăng nhập “${username}” chỉ gồm chữ thường không dấu, số, dấu chấm, gạch`)
    const password = await with_store(desk, async (store, database) => {
      const { name: facility_name, kind } = await demand_facility(database, facility)
      if (kind === 'pharmacy' && !pharmacy_roles.some((one) => one === role))
        throw fail.rule(`${facility_name} là nhà thuốc: chỉ có tài khoản ${pharmacy_roles.join(', ')}`)
      const { title = '', department } = values
      const wish = { facility, username, name: name.normalize('NFC'), role, title: title.normalize('NFC'), department }
      return store.unit(console_caller(facility), (unit) => add_account(unit, facility_name, wish))
    })
    desk.say(`Tài khoản ${username}, mật khẩu: ${password}`)
    return done
  },
}
