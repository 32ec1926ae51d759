import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '../../standards/fhir-terminology/index.ts'
import { open_terminology, text_bytes, tree_import } from './fixtures.ts'
import { open_fhir_catalogues, ward_map_url } from './index.ts'

const { read, run_import } = await open_terminology()
const catalogues = open_fhir_catalogues()
const icd = 'http://hl7.org/fhir/sid/icd-10'

const old_list = 'MÃ,TÊN\nJ18,Viêm phổi bản cũ\nJ99.9,Mã chỉ có ở bản cũ'
await run_import({
  ...{ version: 'cũ', valid_from: '2020-01-01', bytes: text_bytes(old_list) },
  mapping: { code: 'MÃ', display: 'TÊN' },
})
await run_import(tree_import)

const table_on = (on_date: string) =>
  read(async (sql) => {
    const [edition] = await catalogues.editions(sql, on_date, icd)
    assert.ok(edition?.is_in_force)
    return catalogues.table(sql, edition)
  })

test('the edition of the day comes first, and its table is made once', async () => {
  assert.equal((await table_on('2026-06-30')).version, 'cũ')
  const [one, other] = await Promise.all([table_on('2026-11-20'), table_on('2026-11-21')])
  assert.equal(one.version, 'TT 06/2026')
  assert.equal(one, other)
  assert.deepEqual(
    await read((sql) => catalogues.editions(sql, '1999-01-01', icd)).then((all) => all.map((e) => e.is_in_force)),
    [false, false],
  )
})

test('chapters and blocks stand above the codes of the list, by the names WHO gives them', async () => {
  const table = await table_on('2026-11-20')
  assert.deepEqual(table.ancestors_of('J15.0'), ['J15', 'J09-J18', 'X'])
  assert.equal(table.find('J09-J18')?.display, 'Cúm và viêm phổi')
  assert.equal(table.find('X')?.display, 'Bệnh của hệ hô hấp')
  assert.equal(table.find('X')?.is_abstract, true)
  assert.equal(table.find('J15')?.is_abstract, undefined)
  assert.ok(table.descendants_of('X').some((one) => one.code === 'J18.1'))
  assert.deepEqual(
    table.find('C61')?.properties?.map(({ code, value }) => `${code}=${String(value)}`),
    ['mostly_men=true'],
  )
  // A list without blocks: the chapter is known by the code.
  assert.deepEqual((await table_on('2026-06-30')).ancestors_of('J99.9'), ['X'])
})

test('old wards lead to new ones: whole, merged, divided', async () => {
  const map = [
    'wardCode,ward,districtCode,district,province,newWardCode,newWard,newProvinceCode',
    '1,Phường Một,1,Quận,Tỉnh,101,Phường Mới,1',
    '2,Phường Hai,1,Quận,Tỉnh,101,Phường Mới,1',
    '3,Xã Ba,1,Quận,Tỉnh,103,Xã Ba,1',
    '4,Xã Bốn,1,Quận,Tỉnh,104,Xã Đông,1',
    '4,Xã Bốn,1,Quận,Tỉnh,105,Xã Tây,1',
  ].join('\n')
  await run_import({ catalogue: 'ward-map', version: '2025', valid_from: '2025-07-01', bytes: text_bytes(map) })
  const [found] = await read((sql) => catalogues.maps(sql, '2026-11-20'))
  assert.ok(found?.url === ward_map_url)
  const system = 'https://benhanmo.vn/fhir/CodeSystem/ward'
  const ask = async (code: string, is_reverse = false) =>
    (
      await translate(found, { system, code, target_system: undefined, dependencies: [], is_reverse }, () =>
        Promise.resolve(undefined),
      )
    ).map((one) => `${one.equivalence} ${one.code}`)
  assert.deepEqual(await ask('00001'), ['wider 00101'])
  assert.deepEqual(await ask('00003'), ['equivalent 00103'])
  assert.deepEqual(await ask('00004'), ['inexact 00104', 'inexact 00105'])
  assert.deepEqual(await ask('00101', true), ['narrower 00001', 'narrower 00002'])
  assert.deepEqual(await read((sql) => catalogues.editions(sql, '2026-11-20', `${system}-map`)), [])
})
