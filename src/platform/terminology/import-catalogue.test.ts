import assert from 'node:assert/strict'
import { test } from 'node:test'
import { import_request, open_terminology, text_bytes, tree, tree_import } from './fixtures.ts'
import {
  import_catalogue,
  ImportRefused,
  list_versions,
  lookup,
  lookup_codes,
  search_concepts,
  seed_starter,
  to_coding,
} from './index.ts'

const { writer, read, run_import } = await open_terminology()

test('an ICD-10 tree with its flags comes in whole, faults told with their lines', async () => {
  const report = await run_import(tree_import)
  assert.deepEqual(report.counts, { icd10: 23 })
  const told = report.problems.map((problem) => `${problem.severity} ${problem.line ?? ''} ${problem.message}`)
  assert.deepEqual(told, [
    'warning 12 Mã “U13/9” viết sai dấu chấm, đọc là U13.9',
    'warning 3 Mã J13 lặp lại (đã có ở dòng 2), đã gộp làm một',
  ])
  const meningitis = await read((sql) => lookup(sql, { catalogue: 'icd10', code: 'a170', on_date: '2026-08-01' }))
  assert.equal(meningitis?.code, 'A17.0')
  assert.equal(meningitis.properties['mark'], 'dagger')
  assert.equal(meningitis.parent, 'A17')
  const arthritis = await read((sql) =>
    lookup_codes(sql, { catalogue: 'icd10', codes: ['M05', 'M06.94'], on_date: '2026-08-01' }),
  )
  assert.equal(arthritis.get('M05')?.display, 'Viêm khớp dạng thấp', 'the deeper column names the category')
  assert.equal(arthritis.get('M06.94')?.parent, 'M06')
  const again = await run_import(tree_import)
  assert.equal(again.status, 'already_there')
  await assert.rejects(
    run_import({ version: 'TT 06/2026', bytes: text_bytes(tree), filename: 'tree.csv' }),
    /đặt tên phiên bản mới/,
  )
})

test('bad rows are listed with their lines and nothing is half-imported', async () => {
  const bad = 'MA,TEN\nA00,Tả\nXX,Sai mã\nA01,\nA00,Thương hàn\n,Không mã\n'
  await assert.rejects(run_import({ version: 'bad', bytes: text_bytes(bad) }), (error) => {
    assert.ok(error instanceof ImportRefused)
    const lines = error.problems.filter((problem) => problem.severity === 'error').map((problem) => problem.line)
    assert.deepEqual([...lines].sort(), [3, 4, 5, 6])
    assert.match(error.message, /Dòng 5: Mã A00 là “Tả” ở dòng 2 nhưng là “Thương hàn” ở dòng này/)
    return true
  })
  const versions = await read((sql) => list_versions(sql, 'icd10'))
  assert.deepEqual(
    versions.map((version) => version.version),
    ['TT 06/2026'],
  )
  const partly = await run_import({
    version: 'partly',
    valid_from: '2015-01-01',
    valid_to: '2015-12-31',
    bytes: text_bytes(bad),
    skip_bad_rows: true,
  })
  assert.deepEqual(partly.counts, { icd10: 1 })
  // A failure after the first rows were written leaves no trace either: one transaction
  const failing = writer.in_site(async (sql) => {
    await import_catalogue(
      sql,
      import_request({ version: 'rolled back', bytes: text_bytes('MA,TEN\nA02,Nhiễm khuẩn\n') }),
    )
    throw new Error('power cut')
  })
  await assert.rejects(failing, /power cut/)
  assert.equal(
    (await read((sql) => list_versions(sql, 'icd10'))).some((one) => one.version === 'rolled back'),
    false,
  )
})

test('the server role reads and cannot write; the import role cannot change what has landed', async () => {
  await assert.rejects(
    read((sql) => import_catalogue(sql, import_request({ version: 'x', bytes: text_bytes('MA,TEN\nA02,B\n') }))),
    /permission denied/,
  )
  for (const statement of ['UPDATE terminology.concept SET display = code', 'DELETE FROM terminology.concept']) {
    await assert.rejects(
      writer.in_site((sql) => sql.query(statement)),
      /permission denied/,
    )
  }
})

test('the starter lists go in once and give way to an imported list', async () => {
  const first = await writer.in_site(seed_starter)
  assert.deepEqual([...first].sort(), ['country', 'department', 'ethnicity', 'icd10', 'occupation', 'province', 'ward'])
  assert.deepEqual(await writer.in_site(seed_starter), [])
  const before_tt06 = await read((sql) => lookup(sql, { catalogue: 'icd10', code: 'E11.9', on_date: '2010-01-01' }))
  assert.equal(before_tt06?.display, 'Đái tháo đường típ 2, không biến chứng')
  assert.equal(
    await read((sql) => lookup(sql, { catalogue: 'icd10', code: 'E11.9', on_date: '2026-08-01' })),
    undefined,
  )
  const country = await read((sql) => search_concepts(sql, { catalogue: 'country', on_date: '2026-01-01', text: 'my' }))
  assert.ok(country.some((hit) => hit.code === 'US'))
  assert.deepEqual(before_tt06 && to_coding(before_tt06), {
    system: 'http://hl7.org/fhir/sid/icd-10',
    version: before_tt06.version,
    code: 'E11.9',
    display: 'Đái tháo đường típ 2, không biến chứng',
  })
})
