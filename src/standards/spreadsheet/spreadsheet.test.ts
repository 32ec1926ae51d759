import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { list_sheets, read_table } from './index.ts'

const csv = (text: string): Uint8Array => new TextEncoder().encode(text)

const book = (sheet_rows: string, shared = '', prefix = ''): Uint8Array => {
  const p = prefix
  const files: Record<string, string> = {
    'xl/workbook.xml': `<${p}workbook><${p}sheets><${p}sheet name="Khoa &amp; Giường" sheetId="1" r:id="rId9"/></${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Target="worksheets/sheet7.xml" Id="rId9"/></Relationships>',
    'xl/worksheets/sheet7.xml': `<${p}worksheet><${p}sheetData>${sheet_rows}</${p}sheetData></${p}worksheet>`,
    'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/></numFmts>
      <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165" applyNumberFormat="1"><alignment/></xf></cellXfs></styleSheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

test('xlsx: codes keep zeros, text stays text, dates become ISO dates, NFC, blanks trimmed', () => {
  const shared = `<si><t>Mã</t></si><si><t xml:space="preserve"> Tên  </t></si><si><t>4.0</t></si>
    <si><r><t>${'Viêm phổi'.normalize('NFD')}</t></r><r><t xml:space="preserve"> thuỳ &lt;trái&gt;</t></r><rPh><t>x</t></rPh></si><si/><si><t>001</t></si>`
  const bytes = book(
    `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><t>Ngày</t></is></c></row>
     <row r="4"><c r="A4" s="1"><v>4</v></c><c r="C4" t="s"><v>3</v></c><c r="D4" s="2"><v>46204</v></c></row>
     <row r="5"/><row r="6"><c r="A6" t="s"><v>2</v></c><c r="B6" s="3"><v>1</v></c><c r="C6"><v>38.399999999999999</v></c><c r="D6" t="e"><v>#N/A</v></c></row>
     <row r="7"><c r="A7" t="s"><v>5</v></c><c r="C7" t="str"><f>A1&amp;"x"</f><v>a &amp; b_x000D_</v></c><c r="D7" t="b"><v>1</v></c></row>
     <row r="8"><c r="A8" t="s"><v>4</v></c></row>`,
    shared,
  )
  assert.deepEqual(list_sheets(bytes), ['Khoa & Giường'])
  const table = read_table(bytes, 'a.xlsx', { sheet: 'Khoa & Giường', header_row: 2 })
  assert.deepEqual(table.header, ['Mã', '', 'Tên', 'Ngày'])
  assert.deepEqual(table.rows, [
    { line: 4, cells: ['00004', '', 'Viêm phổi thuỳ <trái>', '2026-07-01'] },
    { line: 6, cells: ['4.0', '1900-01-01', '38.4', ''] },
    { line: 7, cells: ['001', '', 'a & b', 'TRUE'] },
  ])
})

test('xlsx: prefixed elements and cells without an address, as some writers make them', () => {
  const rows =
    '<x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c><x:c><x:v>1e3</x:v></x:c></x:row><x:row><x:c><x:v>07</x:v></x:c></x:row>'
  const table = read_table(book(rows, '', 'x:'), 'b.xlsx')
  assert.deepEqual(table, { header: ['A', '1000'], rows: [{ line: 2, cells: ['07', ''] }] })
})

test('csv: byte-order mark, quotes, line breaks, semicolons, blank lines, short lines', () => {
  const table = read_table(
    csv('\ufeffMã;Tên;Ghi chú\r\n\r\n001;"Phường ""A""\nhai dòng"; x \r\n4.0;Xã B\r\n;;\r\n'),
    'a.csv',
  )
  assert.deepEqual(table.header, ['Mã', 'Tên', 'Ghi chú'])
  assert.deepEqual(table.rows, [
    { line: 3, cells: ['001', 'Phường "A"\nhai dòng', 'x'] },
    { line: 5, cells: ['4.0', 'Xã B', ''] },
  ])
  const utf16 = new Uint8Array(Buffer.from('\ufeffMã\tTên\n01\tKinh\n', 'utf16le'))
  assert.deepEqual(read_table(utf16, 'a.txt').rows, [{ line: 2, cells: ['01', 'Kinh'] }])
})

test('files that cannot be read say in Vietnamese what to do', () => {
  assert.throws(() => read_table(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'cu.xls'), /lưu lại dạng .xlsx/)
  assert.throws(() => read_table(csv('abc'), 'a.xlsx'), /không phải là tệp Excel/)
  assert.throws(() => read_table(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), 'a.xlsx'), /hỏng/)
  assert.throws(() => read_table(new Uint8Array([0x4d, 0xe3, 0x2c, 0xd4]), 'a.csv'), /CSV UTF-8/)
  assert.throws(
    () => read_table(book('<row r="1"><c r="A1"><v>1</v></c></row>'), 'a.xlsx', { sheet: 'B' }),
    /Khoa & Giường/,
  )
  assert.throws(() => read_table(csv('a,b\n1,2\n'), 'a.csv', { header_row: 9 }), /dòng 9 trống/)
  assert.throws(() => read_table(csv(''), 'a.csv'), /trống/)
})

const data = join(import.meta.dirname, '../../../../shared/data')

const skip = existsSync(data) ? false : '../shared/data is absent; the faults are covered by the tests above'

test('a national list of 14,286 lines is read in seconds', { skip }, (context) => {
  const bytes = new Uint8Array(readFileSync(join(data, 'icd10/tt06-2026-tree.xlsx')))
  const started = performance.now()
  const table = read_table(bytes, 'tt06-2026-tree.xlsx')
  const took_ms = Math.round(performance.now() - started)
  assert.equal(table.rows.length, 14286)
  assert.equal(table.header.length, 16)
  assert.ok(
    table.rows.every((row) => row.cells.every((cell) => cell === cell.normalize('NFC') && cell === cell.trim())),
  )
  assert.ok(took_ms < 10_000, `${took_ms} ms`)
  context.diagnostic(`tt06-2026-tree.xlsx: ${table.rows.length} rows in ${took_ms} ms`)
  const old = new Uint8Array(readFileSync(join(data, 'icd10/qd4469-2020-phu-luc.xlsx')))
  assert.equal(list_sheets(old).length, 14)
  const started_old = performance.now()
  assert.equal(read_table(old, 'qd4469.xlsx', { sheet: 'ICD10', header_row: 3 }).rows.length, 12219)
  context.diagnostic(`qd4469 sheet ICD10: 12219 rows in ${Math.round(performance.now() - started_old)} ms`)
})
