import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { open_database, type Database, type Sql } from '../database/index.ts'
import { test_database } from '../database/test-database.ts'
import {
  catalog_import_command,
  import_catalogue,
  ImportRefused,
  list_versions,
  lookup,
  lookup_codes,
  search_concepts,
} from './index.ts'
import { seed_starter, to_coding, validate_diagnosis, type ImportRequest, type SearchRequest } from './index.ts'

let reader: Database
let writer: Database

before(async () => {
  const { database, url } = await test_database()
  reader = database
  writer = open_database(url, { role: 'benhan_catalog', connections_max: 2 })
})

// Closed before the template helper drops the database
test.after(() => writer.close())

const csv = (text: string): Uint8Array => new TextEncoder().encode(text)

const request = (more: Partial<ImportRequest>): ImportRequest => ({
  catalogue: 'icd10',
  version: 'v1',
  valid_from: '2026-07-01',
  source: 'test',
  filename: 'a.csv',
  bytes: csv(''),
  ...more,
})

const run_import = (more: Partial<ImportRequest>) => writer.in_site((sql) => import_catalogue(sql, request(more)))
const read = <T>(work: (sql: Sql) => Promise<T>): Promise<T> => reader.in_site(work)

/** A small tree in the shape of TT 06/2026, with its faults: NFD names, †, blanks, one line twice, a slash for a dot. */
const tree_header =
  'chapter_code,chapter_name,section_code,section_name,disease_id,disease_code,disease_name,type_code,type_name,level3_code,level3_name,level4_code,level4_name,include,exclude,note'
const leaf = (code: string, name: string, type = '', type_name = '', level3 = '', level3_name = ''): string =>
  `X,Bệnh hệ hô hấp,J09,Cúm và viêm phổi,x,${code},"${name}",${type},${type_name},${level3},${level3_name},,,,,`
const tree = [
  tree_header,
  leaf('J13', 'Viêm phổi do phế cầu'),
  leaf('J13', 'Viêm  phổi do phế cầu '.normalize('NFD')),
  leaf('J15.0', 'Viêm phổi do Klebsiella', 'J15', 'Viêm phổi do vi khuẩn'),
  leaf('J15.9', 'Viêm phổi do vi khuẩn, không xác định', 'J15', 'Viêm phổi do vi khuẩn'),
  leaf('J18.1', 'Viêm phổi thuỳ, không xác định', 'J18', 'Viêm phổi'),
  leaf('J18.9', 'Viêm phổi, không xác định', 'J18', 'Viêm phổi'),
  leaf('J17.0*', 'Viêm phổi trong bệnh nhiễm khuẩn', 'J17', 'Viêm phổi trong bệnh khác'),
  leaf('A17.0†', 'Viêm màng não do lao (G01*)', 'A17', 'Lao hệ thần kinh'),
  leaf('M05.34†', 'Viêm khớp dạng thấp, bàn tay', 'M05', 'Bệnh lý viêm đa khớp', 'M05', 'Viêm khớp dạng thấp'),
  leaf('M06.94', 'Viêm khớp, bàn tay', 'M05', 'Bệnh lý viêm đa khớp', 'M06', 'Viêm khớp khác'),
  leaf('U13/9', 'Tình trạng khác'),
  leaf('C61', 'U ác của tuyến tiền liệt'),
  leaf('O80.0', 'Đẻ thường ngôi chỏm', 'O80', 'Đẻ thường'),
  leaf('B90.9', 'Di chứng do lao', 'B90', 'Di chứng do lao'),
  leaf('P95', 'Thai chết không rõ nguyên nhân'),
  leaf('S02', 'Phôi vỡ (chữ để thử dấu)'),
].join('\n')
const flags = JSON.stringify({
  J15: { coMaBonHoacNamKyTuCuTheHon: true },
  J18: { coMaBonHoacNamKyTuCuTheHon: true },
  J170: { camBenhChinh: true },
  C61: { chuYeuNamGioi: true },
  O800: { chuYeuNuGioi: true },
  B909: { khongKhuyenKhichBenhChinh: true },
  P95: { chiMaHoaNguyenNhanTuVong: true },
})

test('an ICD-10 tree with its flags comes in whole, faults told with their lines', async () => {
  const report = await run_import({
    version: 'TT 06/2026',
    bytes: csv(tree),
    filename: 'tree.csv',
    more_files: [{ bytes: csv(flags), filename: 'flags.json' }],
  })
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
  const again = await run_import({
    version: 'TT 06/2026',
    bytes: csv(tree),
    filename: 'tree.csv',
    more_files: [{ bytes: csv(flags), filename: 'flags.json' }],
  })
  assert.equal(again.status, 'already_there')
  await assert.rejects(
    run_import({ version: 'TT 06/2026', bytes: csv(tree), filename: 'tree.csv' }),
    /đặt tên phiên bản mới/,
  )
})

test('bad rows are listed with their lines and nothing is half-imported', async () => {
  const bad = 'MA,TEN\nA00,Tả\nXX,Sai mã\nA01,\nA00,Thương hàn\n,Không mã\n'
  await assert.rejects(run_import({ version: 'bad', bytes: csv(bad) }), (error) => {
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
    bytes: csv(bad),
    skip_bad_rows: true,
  })
  assert.deepEqual(partly.counts, { icd10: 1 })
  // A failure after the first rows were written leaves no trace either: one transaction
  const failing = writer.in_site(async (sql) => {
    await import_catalogue(sql, request({ version: 'rolled back', bytes: csv('MA,TEN\nA02,Nhiễm khuẩn\n') }))
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
    read((sql) => import_catalogue(sql, request({ version: 'x', bytes: csv('MA,TEN\nA02,B\n') }))),
    /permission denied/,
  )
  for (const statement of ['UPDATE terminology.concept SET display = code', 'DELETE FROM terminology.concept']) {
    await assert.rejects(
      writer.in_site((sql) => sql.query(statement)),
      /permission denied/,
    )
  }
})

const codes_of = async (text: string, more: Partial<SearchRequest> = {}): Promise<string[]> =>
  (
    await read((sql) => search_concepts(sql, { catalogue: 'icd10', on_date: '2026-08-01', text, limit: 5, ...more }))
  ).map((hit) => hit.code)

test('search: codes however they are typed, then words by their beginnings', async () => {
  for (const typed of ['J15.9', 'j159', 'J 15.9', ' j15.9 ']) assert.equal((await codes_of(typed))[0], 'J15.9', typed)
  assert.deepEqual(await codes_of('j15'), ['J15', 'J15.0', 'J15.9'])
  assert.deepEqual(await codes_of('viem phoi th'), ['J18.1'])
  assert.deepEqual(await codes_of('Viêm phổi thùy'), ['J18.1'], 'the other spelling of the tone mark')
  assert.deepEqual(await codes_of('phoi kleb'), ['J15.0'])
  assert.deepEqual(await codes_of('lao mang'), ['A17.0'], 'words in any order')
  assert.equal((await codes_of('phôi'))[0], 'S02', 'typed marks are preferred')
  assert.equal((await codes_of('viem phoi'))[0], 'J18', 'the exact name')
  const for_main = await codes_of('viem phoi', { limit: 50, context: { use: 'main' } })
  assert.deepEqual(for_main.slice(-3), ['J18', 'J15', 'J17.0'], 'codes barred from the use come last')
  assert.equal(for_main[0], 'J13')
  assert.deepEqual(await codes_of("'; drop table x; --"), [])
  assert.deepEqual(await codes_of('không có bệnh này'), [])
  assert.deepEqual(await codes_of('', { limit: 2 }), ['A17', 'A17.0'])
  assert.deepEqual(await codes_of('viem', { parent: 'J18' }), ['J18.9', 'J18.1'])
  assert.deepEqual(await codes_of('j15', { on_date: '2026-06-30' }), [], 'no list in force yet')
})

test('search tells what is allowed and why not', async () => {
  const hits = await read((sql) =>
    search_concepts(sql, { catalogue: 'icd10', on_date: '2026-08-01', text: 'j15', context: { use: 'main' } }),
  )
  assert.deepEqual(
    hits.map((hit) => hit.allowed),
    [false, true, true],
  )
  assert.match(hits[0]?.warnings[0] ?? '', /J15 chưa đủ chi tiết/)
})

test('a diagnosis is judged by the list of the visit’s end date', async () => {
  const judge = (code: string, more: object = {}) =>
    read((sql) => validate_diagnosis(sql, { code, on_date: '2026-08-01', use: 'main', ...more }))
  const told = async (code: string, more: object = {}): Promise<string[]> =>
    (await judge(code, more)).map((issue) => `${issue.severity}: ${issue.message}`)
  assert.deepEqual(await told('J18.9'), [])
  assert.match((await told('J18')).join(), /^error: Mã J18 chưa đủ chi tiết/)
  assert.match((await told('J18', { use: 'comorbid' })).join(), /^error/, 'barred everywhere')
  assert.match((await told('J17.0')).join(), /^error: .*không được dùng làm bệnh chính/)
  assert.deepEqual(await told('J17.0', { use: 'comorbid' }), [])
  assert.match((await told('B90.9')).join(), /^warning: .*không khuyến khích/)
  assert.match((await told('P95', { use: 'comorbid' })).join(), /^error: .*nguyên nhân tử vong/)
  assert.deepEqual(await told('P95', { use: 'cause_of_death' }), [])
  assert.match((await told('C61', { gender: 'female' })).join(), /^warning: .*chủ yếu gặp ở nam/)
  assert.match((await told('O80.0', { gender: 'male' })).join(), /^warning: .*chủ yếu gặp ở nữ/)
  assert.deepEqual(await told('O80.0', { gender: 'female' }), [])
  assert.match((await told('J99.9')).join(), /không có trong danh mục ICD-10 áp dụng ngày 01\/08\/2026$/)
  assert.match(
    (await told('J18.9', { on_date: '2020-01-01' })).join(),
    /có trong bản “TT 06\/2026” áp dụng từ 01\/07\/2026/,
  )
})

test('QĐ 4469: header on line 3, annex sheets give main-diagnosis, sex and age, a category printed twice is one code', async () => {
  const rows = (lines: string[][]): string =>
    lines
      .map((cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`)
      .join('')
  const header = ['STT CHƯƠNG', 'MÃ NHÓM CHÍNH', 'TÊN NHÓM CHÍNH', 'MÃ BỆNH', 'DISEASE NAME', 'TÊN BỆNH', 'GHI CHÚ']
  const line = (code: string, english: string, name: string): string[] => [
    'I',
    'A00-A09',
    ' ',
    code,
    english,
    name,
    ' ',
  ]
  const sheets: [string, string[][]][] = [
    [
      'ICD10',
      [
        ['Phụ lục 1'],
        ['(Ban hành)'],
        header,
        line('A00', 'Cholera', 'Bệnh tả'),
        line('F02', 'Dementia', 'Sa sút'),
        line('F02*', 'Dementia', 'Sa sút trí tuệ'),
        line('A33', 'Tetanus', 'Uốn ván sơ sinh'),
        line('O80.9', 'Delivery', 'Đẻ thường'),
        line('A00.9', '', 'Bệnh tả, không xác định'),
      ],
    ],
    ['A2 Mã', [['Phụ lục A2'], ['x'], ['Mã'], ['F02']]],
    ['A3.1', [['Phụ lục A3.1 Bệnh trẻ sơ sinh ( phù hợp tuổi : 0 - 365 ngày )'], ['x'], ['Mã'], ['A33']]],
    ['A4.1', [['Phụ lục A4.1 Bệnh chỉ có ở giới Nữ'], ['x'], ['Mã'], ['O809']]],
  ]
  const files: Record<string, Uint8Array> = {
    'xl/workbook.xml': strToU8(
      `<workbook><sheets>${sheets.map(([name], at) => `<sheet name="${name}" r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/s${at}.xml"/>`).join(''),
    ),
  }
  sheets.forEach(
    ([, lines], at) => (files[`xl/worksheets/s${at}.xml`] = strToU8(`<sheetData>${rows(lines)}</sheetData>`)),
  )
  const report = await run_import({
    version: 'QĐ 4469',
    valid_from: '2020-11-01',
    filename: 'a.xlsx',
    bytes: zipSync(files),
  })
  assert.deepEqual(report.counts, { icd10: 5 })
  assert.equal(report.problems.length, 2)
  const judge = (code: string, more: object) =>
    read((sql) => validate_diagnosis(sql, { code, on_date: '2026-06-30', use: 'main', ...more }))
  assert.match((await judge('F02', {}))[0]?.message ?? '', /không được dùng làm bệnh chính/)
  assert.match((await judge('A33', { age_years: 40 }))[0]?.message ?? '', /dùng cho tuổi 0 - 365 ngày/)
  assert.deepEqual(await judge('A33', { age_days: 9 }), [])
  assert.equal((await judge('O80.9', { gender: 'male' }))[0]?.severity, 'warning')
  assert.equal(
    (await judge('A00', {}))[0]?.severity,
    'warning',
    'a category of an old list is warned about, not barred',
  )
  const cholera = await read((sql) => search_concepts(sql, { catalogue: 'icd10', on_date: '2021-01-01', text: 'chol' }))
  assert.equal(cholera[0]?.code, 'A00', 'English names are found too')
})

test('administrative units: both shapes, by date, and the map from old to new', async () => {
  const units = JSON.stringify([
    {
      Type: 'province',
      Code: '24',
      FullName: 'Tỉnh Bắc Ninh',
      Wards: [{ Type: 'ward', Code: '07210', FullName: 'Phường Bắc Giang' }],
    },
  ])
  const now = await run_import({
    catalogue: 'admin-units',
    version: '2026',
    valid_from: '2025-07-01',
    filename: 'u.json',
    bytes: csv(units),
  })
  assert.deepEqual(now.counts, { province: 1, ward: 1 })
  const old_list =
    '\ufeffMã,Tên,Tên Tiếng Anh,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố\n7204,Phường Thọ Xương,,Phường,213,Thành phố Bắc Giang,24,Tỉnh Bắc Giang\n,,,,318,Huyện Bạch Long Vĩ,31,Thành phố Hải Phòng\n'
  const old = await run_import({
    catalogue: 'admin-units',
    version: '2024',
    valid_from: '2004-01-01',
    valid_to: '2025-06-30',
    filename: 'o.csv',
    bytes: csv(old_list),
  })
  assert.deepEqual(old.counts, { province: 2, district: 2, ward: 1 })
  const ward = (on_date: string, code: string) => read((sql) => lookup(sql, { catalogue: 'ward', code, on_date }))
  assert.equal((await ward('2025-06-30', '07204'))?.display, 'Phường Thọ Xương', 'the lost zero is back')
  assert.equal(await ward('2025-07-01', '07204'), undefined)
  assert.equal((await ward('2025-07-01', '07210'))?.parent, '24')
  const map =
    'provinceCode,districtCode,wardCode,province,district,ward,newProvinceCode,newWard,newWardCode\n24,213,7204.0,Bắc Giang,TP Bắc Giang,Thọ Xương,24,Phường Bắc Giang,07210\n24,213,7204.0,Bắc Giang,TP Bắc Giang,Thọ Xương,24,Phường Đa Mai,07228\n31,318,,Hải Phòng,Bạch Long Vĩ,,31,Bạch Long Vĩ,11948\n'
  await run_import({
    catalogue: 'ward-map',
    version: '2025',
    valid_from: '2025-07-01',
    filename: 'm.csv',
    bytes: csv(map),
  })
  const mapped = await read((sql) => lookup(sql, { catalogue: 'ward-map', code: '07204', on_date: '2026-01-01' }))
  assert.deepEqual(
    (mapped?.properties['now'] as { code: string }[]).map((one) => one.code),
    ['07210', '07228'],
  )
})

test('small lists: FHIR XML, plain tables with lost zeros, columns by name', async () => {
  const xml =
    '<CodeSystem xmlns="http://hl7.org/fhir"><concept><code value="08"/><display value="HMông"/><definition value="Mèo, Hoa"/></concept></CodeSystem>'
  await run_import({
    catalogue: 'ethnicity',
    version: 'x',
    valid_from: '2020-01-01',
    filename: 'd.xml',
    bytes: csv(xml),
  })
  const found = await read((sql) =>
    search_concepts(sql, { catalogue: 'ethnicity', on_date: '2026-01-01', text: 'meo' }),
  )
  assert.equal(found[0]?.code, '08', 'other names are found')
  await assert.rejects(
    run_import({ catalogue: 'ethnicity', version: 'y', filename: 'd.xml', bytes: csv('<!DOCTYPE a><a/>') }),
    /DOCTYPE/,
  )
  const table = 'STT;Mã nghề;Tên nghề\n1;1;Nông dân\n2;10;Dịch vụ\n'
  const report = await run_import({
    catalogue: 'occupation',
    version: 'x',
    filename: 'n.csv',
    bytes: csv(table),
    mapping: { code: 'Mã nghề', display: 'Tên nghề' },
  })
  assert.match(report.problems[0]?.message ?? '', /Mã “1” mất số 0 ở đầu, đã sửa thành “01”/)
  await assert.rejects(
    run_import({
      catalogue: 'occupation',
      version: 'z',
      filename: 'n.csv',
      bytes: csv(table),
      mapping: { code: 'Cột lạ' },
    }),
    /Không thấy cột “Cột lạ”/,
  )
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

test('the console command imports a file, refuses a bad one with its lines, and explains itself', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-catalog-'))
  const path = join(dir, 'khoa.csv')
  const run = (more: string[] = []) =>
    writer.in_site((sql) =>
      catalog_import_command(
        [path, '--catalogue', 'route', '--version', '1', '--valid-from', '2026-01-01', ...more],
        sql,
      ),
    )
  try {
    writeFileSync(path, 'MA,TEN\n1.01,Uống\n1.01,Ngậm\n')
    const refused = await run()
    assert.equal(refused.exit_code, 1)
    assert.deepEqual(refused.lines, [
      'LỖI dòng 3: Mã 1.01 là “Uống” ở dòng 2 nhưng là “Ngậm” ở dòng này',
      'Không nhập dòng nào: hãy sửa tệp rồi nhập lại.',
    ])
    writeFileSync(path, 'MA,TEN\n1.01,Uống\n1.01,Uống \n')
    const done = await run()
    assert.deepEqual(done, {
      lines: ['Lưu ý dòng 3: Mã 1.01 lặp lại (đã có ở dòng 2), đã gộp làm một', 'route: 1 mã', 'Đã nhập xong.'],
      exit_code: 0,
    })
    assert.match((await run(['--name-column', 'x'])).lines.join(), /Không thấy cột “x”/)
    assert.equal((await run(['--unknown'])).exit_code, 2)
    assert.equal((await run(['--valid-to', '31/12/2026'])).exit_code, 1)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
