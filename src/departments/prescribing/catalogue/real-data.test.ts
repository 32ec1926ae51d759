import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { open_database } from '../../../platform/database/index.ts'
import { test_database } from '../../../platform/database/test-database.ts'
import { find_pairs } from './find-pairs.ts'
import { import_drugs, type DrugImport, type DrugImportReport } from './import-drugs.ts'
import { ingredient_keys } from './ingredient-name.ts'
import { search_drugs } from './search-drugs.ts'

/** Files of others, never committed: tried where they lie (data/README.md names their faults). */
const data = join(import.meta.dirname, '../../../../../shared/data')
const skip = existsSync(`${data}/drugs`) ? false : 'the sample files are not here'
const day = '2026-11-21'

const { database, url } = await test_database()
const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
test.after(() => owner.close())

const load = (kind: DrugImport['kind'], path: string, facility: string): Promise<DrugImportReport> =>
  owner.in_site((sql) =>
    import_drugs(sql, {
      ...{ kind, facility, name: path, source: path, filename: path, skip_bad_rows: true, valid_from: '2026-01-01' },
      bytes: new Uint8Array(readFileSync(`${data}/${path}`)),
    }),
  )

const told = ({ status, count, problems }: DrugImportReport) => ({
  status,
  count,
  errors: problems.filter(({ severity }) => severity === 'error').length,
})

test('Mẫu 03 of a hospital', { skip }, async () => {
  const report = await load('products', 'drugs/thuoc-mau03-2026-06.json', '24012')
  assert.deepEqual(told(report), { status: 'imported', count: 469, errors: 0 })
  const unread = report.problems.filter(({ message }) => /không đọc được hoạt chất/.test(message))
  assert.equal(unread.length, 0)
  const hits = await database.in_facility('24012', (sql) => search_drugs(sql, 'amoxicilin clavulanic', day))
  assert.ok(
    hits.length > 3 && hits.every(({ ingredients }) => ingredients.length === 2),
    JSON.stringify(hits.map((hit) => hit.ingredients)),
  )
})

test('a formulary without codes, strengths inside the names', { skip }, async () => {
  const report = await load('products', 'drugs/hospital-formulary-gtvt.csv', '24013')
  const { status, count, errors } = told(report)
  assert.equal(status, 'imported')
  assert.ok(count > 400 && errors < 10, `${count} products, ${errors} errors`)
  const hits = await database.in_facility('24013', (sql) => search_drugs(sql, 'paracetamol', day))
  assert.ok(hits.length > 0)
})

test('contraindicated pairs meet the ingredients of a catalogue that spells them otherwise', { skip }, async () => {
  assert.deepEqual(told(await load('interactions', 'drug-interactions/qd5948-2021-pairs.json', '24012')), {
    // 20 of the 633 are said twice: once for each product that brings ritonavir, and ephedrin – xanh methylen
    ...{ status: 'imported', count: 613, errors: 0 },
  })
  const { pairs } = await database.in_facility('24012', (sql) =>
    find_pairs(sql, [...ingredient_keys('Simvastatine'), ...ingredient_keys('Clarithromycine 500mg')], day),
  )
  assert.equal(pairs.length, 1)
  const levels = await load('interactions', 'drug-interactions/ha-dong-interactions-2026-08-16.csv', '24013')
  assert.ok(levels.count > 700, JSON.stringify(told(levels)))
})
