import {
  facility_kinds,
  find_facility,
  pharmacy_roles,
  put_facility,
  type Facility,
} from '../../platform/access/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { ensure_facility_certificate } from '../../platform/signing/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import {
  console_caller,
  demand_all,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_store,
  type Verb,
} from './verb.ts'

const to_organization = ({ code, name }: Facility): Resource => ({
  resourceType: 'Organization',
  id: code,
  identifier: [{ system: identifier_system.facility, value: code }],
  active: true,
  type: [{ coding: [{ system: code_system.organization_type, code: 'prov', display: 'Healthcare Provider' }] }],
  name,
})

/** Departments hang on it; what another system wrote about the house stays, but for the name. */
const put_organization = async (unit: Unit, facility: Facility): Promise<void> => {
  const stored = await unit.find('Organization', facility.code)
  if (!stored) await unit.create(to_organization(facility))
  else if (resource_of(stored)['name'] !== facility.name)
    await unit.update({ ...resource_of(stored), name: facility.name })
}

/** @throws 409 while people have accounts there who would be of no use at a pharmacy */
const check_people = async (unit: Unit, code: string): Promise<void> => {
  const { rows } = await unit.sql.query<{ names: string | null }>(
    `SELECT string_agg(username, ', ' ORDER BY username) AS names FROM access.account
     WHERE facility = $1 AND active AND role <> ALL ($2)`,
    [code, pharmacy_roles],
  )
  if (rows[0]?.names)
    throw fail.conflict(
      `Nhà thuốc chỉ có tài khoản ${pharmacy_roles.join(', ')}; cơ sở ${code} còn ${rows[0].names}. Khai nhà thuốc bằng một mã riêng`,
    )
}

export const facility_verb: Verb = {
  summary: 'thêm hoặc đổi tên một cơ sở của máy chủ này',
  usage: [
    `npx benhan facility --code 24012 --name "Bệnh viện …" --authority "Sở Y tế …" [--kind ${facility_kinds.join('|')}]`,
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['code', 'name', 'authority', 'kind'])
    demand_nothing_more(rest)
    const { code, name } = demand_all(values, ['code', 'name'])
    const { authority } = values
    const kind = facility_kinds.find((one) => one === values['kind'])
    if (!/^[0-9A-Z]{5}$/.test(code)) throw new Misuse(`Mã cơ sở “${code}” phải là 5 chữ số hoặc chữ in`)
    if (values['kind'] !== undefined && kind === undefined)
      throw new Misuse(`Loại cơ sở “${values['kind']}” phải là một trong: ${facility_kinds.join(', ')}`)
    const before = await with_store(desk, (store) =>
      store.unit(console_caller(code), async (unit) => {
        const known = await find_facility(unit.sql, code)
        const facility: Facility = {
          code,
          name: name.normalize('NFC'),
          authority: (authority ?? known?.authority ?? '').normalize('NFC'),
          kind: kind ?? known?.kind ?? 'hospital',
        }
        if (facility.kind === 'pharmacy') await check_people(unit, code)
        await put_facility(unit.sql, facility)
        await ensure_facility_certificate(unit.sql, facility)
        await put_organization(unit, facility)
        return known
      }),
    )
    desk.say(before ? `Đã đổi cơ sở ${code}: ${before.name} → ${name}.` : `Đã thêm cơ sở ${code} ${name}.`)
    return done
  },
}
