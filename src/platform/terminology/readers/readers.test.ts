import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { open_terminology, text_bytes } from '../fixtures.ts'
import { lookup, search_concepts, validate_diagnosis } from '../index.ts'

const { read, run_import } = await open_terminology()

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
    bytes: text_bytes(units),
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
    bytes: text_bytes(old_list),
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
    bytes: text_bytes(map),
  })
  const mapped = await read((sql) => lookup(sql, { catalogue: 'ward-map', code: '07204', on_date: '2026-01-01' }))
  assert.deepEqual(mapped?.properties['now'], [
    { code: '07210', display: 'Phường Bắc Giang', province: '24' },
    { code: '07228', display: 'Phường Đa Mai', province: '24' },
  ])
})

test('small lists: FHIR XML, plain tables with lost zeros, columns by name', async () => {
  const xml =
    '<CodeSystem xmlns="http://hl7.org/fhir"><concept><code value="08"/><display value="HMông"/><definition value="Mèo, Hoa"/></concept></CodeSystem>'
  await run_import({
    catalogue: 'ethnicity',
    version: 'x',
    valid_from: '2020-01-01',
    filename: 'd.xml',
    bytes: text_bytes(xml),
  })
  const found = await read((sql) =>
    search_concepts(sql, { catalogue: 'ethnicity', on_date: '2026-01-01', text: 'meo' }),
  )
  assert.equal(found[0]?.code, '08', 'other names are found')
  await assert.rejects(
    run_import({ catalogue: 'ethnicity', version: 'y', filename: 'd.xml', bytes: text_bytes('<!DOCTYPE a><a/>') }),
    /DOCTYPE/,
  )
  const table = 'STT;Mã nghề;Tên nghề\n1;1;Nông dân\n2;10;Dịch vụ\n'
  const report = await run_import({
    catalogue: 'occupation',
    version: 'x',
    filename: 'n.csv',
    bytes: text_bytes(table),
    mapping: { code: 'Mã nghề', display: 'Tên nghề' },
  })
  assert.match(report.problems[0]?.message ?? '', /Mã “1” mất số 0 ở đầu, đã sửa thành “01”/)
  await assert.rejects(
    run_import({
      catalogue: 'occupation',
      version: 'z',
      filename: 'n.csv',
      bytes: text_bytes(table),
      mapping: { code: 'Cột lạ' },
    }),
    /Không thấy cột “Cột lạ”/,
  )
})
