import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  extension_url,
  find_extension,
  find_identifier,
  id_of_reference,
  identifier_system,
  list_of,
  object_of,
} from '../src/standards/fhir/index.ts'
import { build_site, demo_facilities, demo_staff, province_annex } from './index.ts'

const { units, printed_totals } = province_annex

test('the 17 units of the plan sum to what the plan prints', () => {
  assert.equal(units.length, 17)
  assert.deepEqual(
    units.map(({ stt }) => stt),
    Array.from({ length: 17 }, (_, i) => i + 1),
  )
  for (const column of ['total', 'province_2025', 'district_2025', 'own_fund'] as const)
    assert.equal(
      units.reduce((sum, { budget }) => sum + (budget[column] ?? 0), 0),
      printed_totals[column],
      column,
    )
  for (const { printed, budget } of units)
    assert.equal(
      (budget.province_2025 ?? 0) + (budget.district_2025 ?? 0) + (budget.own_fund ?? 0),
      budget.total,
      printed,
    )
})

test('every unit is a facility: code, level, beds, ownership, address, the Sở Y tế above, departments below', () => {
  assert.equal(new Set(demo_facilities.map(({ code }) => code)).size, demo_facilities.length)
  for (const unit of units) {
    const facility = demo_facilities.find(({ code }) => code === unit.code)
    assert.ok(facility, unit.printed)
    const { organisation } = build_site(facility.code, { patients: 0, seed: 1, today: '2026-11-21' })
    const of_id = (id: string) => organisation.find((one) => one.resourceType === 'Organization' && one.id === id)
    const house = of_id(facility.code)
    assert.ok(house)
    assert.equal(find_identifier(house, identifier_system.facility), unit.code)
    assert.equal(object_of(find_extension(house, extension_url.facility_level)?.['valueCoding'])?.['code'], '2')
    assert.equal(object_of(find_extension(house, extension_url.ownership)?.['valueCoding'])?.['code'], 'public')
    assert.ok(Number(find_extension(house, extension_url.planned_beds)?.['valueInteger']) >= 100)
    assert.match(String(list_of(house['address'])[0]?.['text']), /^.*(Phường|Xã) .*, Tỉnh Bắc Ninh$/)
    const above = of_id(id_of_reference(house['partOf']) ?? '')
    assert.equal(above?.['name'], 'Sở Y tế Bắc Ninh')
    const departments = organisation.filter((one) => id_of_reference(one['partOf']) === unit.code)
    assert.ok(departments.length >= 5, unit.printed)
  }
})

test('in every unit somebody sets the house up and a doctor can write', () => {
  for (const { code, printed } of units) {
    const roles = new Set(demo_staff(code).map(({ role }) => role))
    assert.ok(roles.has('it_admin') && roles.has('doctor'), printed)
  }
})
