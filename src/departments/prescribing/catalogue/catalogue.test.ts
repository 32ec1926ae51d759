import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open_database } from '../../../platform/database/index.ts'
import { test_database } from '../../../platform/database/test-database.ts'
import { find_pairs } from './find-pairs.ts'
import { import_drugs, type DrugImport } from './import-drugs.ts'
import { ingredient_keys } from './ingredient-name.ts'
import { search_drugs } from './search-drugs.ts'
import { read_starter_drugs, seed_drugs } from './seed.ts'

const day = '2026-11-21'

const file = (changes: Partial<DrugImport> & { text: string }): DrugImport => {
  const { text, ...others } = changes
  return {
    ...{
      kind: 'products',
      filename: 'thuoc.json',
      facility: '24012',
      name: 'Thử',
      source: 'thử',
      valid_from: '2026-01-01',
    },
    ...{ skip_bad_rows: false, bytes: new TextEncoder().encode(text) },
    ...others,
  }
}

const { database, url } = await test_database()
const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
test.after(() => owner.close())
await owner.in_site((sql) => seed_drugs(sql))

const found = async (text: string, facility = '24012'): Promise<string[]> =>
  database.in_facility(facility, async (sql) =>
    (await search_drugs(sql, text, day)).map(({ brand, ingredient, strength }) => `${brand || ingredient} ${strength}`),
  )

test('one ingredient written in five ways is one ingredient', () => {
  assert.deepEqual(
    ingredient_keys(
      'Amoxicillin (dưới dạng Amoxicillin trihydrate) 875mg + Acid Clavulanic (dưới dạng Kali clavulanate) 125mg',
    ),
    ingredient_keys('Amoxicilin; acid clavulanic'),
  )
  assert.deepEqual(ingredient_keys('Paracetamol (acetaminophen)'), ingredient_keys('Acetaminophen'))
  assert.deepEqual(ingredient_keys('Medroxypro gesteron'), ingredient_keys('medroxyprogesterone'))
  assert.deepEqual(ingredient_keys('Chlorpheniramin(hydrogen maleat)'), ingredient_keys('Clorpheniramin maleat'))
  assert.deepEqual(ingredient_keys('Kali clorid'), ingredient_keys('Kali chloride'))
  assert.notDeepEqual(ingredient_keys('Kali clorid'), ingredient_keys('Natri clorid'))
  assert.equal(ingredient_keys('Vitamin B1 + B6 + B12').length, 3)
  assert.notDeepEqual(ingredient_keys('Cefixim'), ingredient_keys('Cefuroxim'))
})

test('the starter list finds a drug without diacritics, by initials, by strength', async () => {
  assert.ok(read_starter_drugs().every(({ ingredients }) => ingredients.length > 0))
  assert.equal(new Set(read_starter_drugs().map(({ code }) => code)).size, read_starter_drugs().length)
  assert.ok((await found('para 500'))[0]?.startsWith('Paracetamol 500mg'))
  assert.ok((await found('sat')).some((one) => one.startsWith('Sắt (II) fumarat')))
  assert.ok((await found('aac')).includes('Amoxicilin + acid clavulanic 875mg + 125mg'))
  assert.deepEqual(await found(''), [])
  assert.deepEqual(await found('khong co thuoc nay'), [])
})

const mau_03 = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{
    MA_THUOC: '40.221',
    TEN_HOAT_CHAT: 'Erythromycin',
    TEN_THUOC: 'Ery Thử',
    DON_VI_TINH: 'viên',
    HAM_LUONG: '500mg',
  },
  ...{ DUONG_DUNG: 'uống', MA_DUONG_DUNG: '1.01', DANG_BAO_CHE: 'Viên nén', SO_DANG_KY: '893110287423', DON_GIA: 1396 },
  ...{ TU_NGAY: '20260101', DEN_NGAY: '20261231', DENNGAY: '' },
  ...changes,
})

test('a facility imports its Mẫu 03: bids of one drug are one product, its own list is seen by nobody else', async () => {
  const text = JSON.stringify([
    mau_03(),
    mau_03({ DON_GIA: 1500, TU_NGAY: '20260601' }),
    mau_03({ TEN_THUOC: 'Hoà Bình\ufeff'.normalize('NFD') }),
  ])
  const report = await owner.in_site((sql) => import_drugs(sql, file({ text })))
  assert.deepEqual([report.status, report.count, report.problems.length], ['imported', 2, 0])
  assert.equal((await owner.in_site((sql) => import_drugs(sql, file({ text })))).status, 'already_there')
  const [drug] = await database.in_facility('24012', (sql) => search_drugs(sql, 'ery', day))
  assert.deepEqual([drug?.price, drug?.unit, drug?.route], [1500, 'Viên', 'Uống'])
  assert.ok((await found('hoa binh')).length === 1)
  // the starter list gives way here, and stands at the other house
  assert.deepEqual(await found('paracetamol'), [])
  assert.ok((await found('paracetamol', '01929')).length > 0)
  assert.deepEqual(await found('ery thu', '01929'), [])
})

test('a bad line is told with its number and keeps the whole file out, until a person says otherwise', async () => {
  const text = JSON.stringify([mau_03({ TEN_THUOC: 'Thuốc tốt' }), mau_03({ TEN_THUOC: '', TEN_HOAT_CHAT: '' })])
  const refused = await owner.in_site((sql) => import_drugs(sql, file({ text })))
  assert.deepEqual([refused.status, refused.problems[0]?.line], ['refused', 2])
  const taken = await owner.in_site((sql) => import_drugs(sql, file({ text, facility: '01929', skip_bad_rows: true })))
  assert.deepEqual([taken.status, taken.count], ['imported', 1])
  await assert.rejects(
    owner.in_site((sql) => import_drugs(sql, file({ text: '{"a":1}' }))),
    /không phải danh mục thuốc Mẫu 03/,
  )
})

test('a supplement is found so that it can be refused; a narcotic is known by its ingredient', async () => {
  const text = JSON.stringify([
    mau_03({ TEN_THUOC: 'Viên bổ mắt', SO_DANG_KY: '1234/2024/ĐKSP' }),
    mau_03({ TEN_THUOC: 'Morphin thử', TEN_HOAT_CHAT: 'Morphin sulfat 30mg' }),
  ])
  await owner.in_site((sql) => import_drugs(sql, file({ text, facility: '24777' })))
  const drugs = await database.in_facility('24777', (sql) => search_drugs(sql, 'thu', day))
  assert.equal(drugs[0]?.controlled, 'N')
  const [supplement] = await database.in_facility('24777', (sql) => search_drugs(sql, 'bo mat', day))
  assert.equal(supplement?.kind, 'supplement')
})

test('pairs: conditions in brackets, mixtures, a name broken over two lines, a pair printed twice', async () => {
  const pair = (one: string, other: string) => ({
    'Hoạt chất 1': one,
    'Hoạt chất 2': other,
    'Cơ chế': '',
    'Hậu quả': 'xấu',
    'Xử trí': '',
  })
  const text = JSON.stringify({
    data: [
      pair('Ephedrin (sử dụng đường uống)', 'Xanh methylen\ufeff'),
      pair('Xanh methylen', 'Ephedrin (sử dụng đường uống)'),
      pair('Lopinavir/ritonavir (ritonavir)', 'Simvastatin'),
      pair('Medroxypro gesteron', 'Acid tranexamic'),
    ],
  })
  const report = await owner.in_site((sql) => import_drugs(sql, file({ kind: 'interactions', text, facility: null })))
  assert.deepEqual([report.status, report.count, report.problems.map(({ line }) => line)], ['imported', 3, [2]])
  const { list, pairs } = await database.in_facility('24012', (sql) =>
    find_pairs(
      sql,
      [
        ...ingredient_keys('Ritonavir'),
        ...ingredient_keys('Simvastatin'),
        ...ingredient_keys('Medroxyprogesteron acetat'),
      ],
      day,
    ),
  )
  assert.equal(list?.is_starter, false)
  assert.deepEqual(
    pairs.map(({ one_name }) => one_name),
    ['Lopinavir/ritonavir (ritonavir)'],
  )
})
