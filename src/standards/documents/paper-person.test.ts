/** Whom a paper names, by what is printed on it; and that no honest paper of ours is taken for another's. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { identifier_system } from '../fhir/index.ts'
import { rest_pdf_text, type PdfRead } from '../pdf-text/index.ts'
import { make_sample_house, make_sample_letter } from '../sample-letters/index.ts'
import { judge_paper_person, read_paper_person, say_another, type SubmissionPerson } from './index.ts'
import { make_letter } from './test-letters.ts'

after(rest_pdf_text)

const buoi: SubmissionPerson = {
  name: 'Trần Thị Bưởi',
  birth_date: '1990-03-02',
  identifiers: [
    { system: identifier_system.cccd, value: '024190000123' },
    { system: identifier_system.bhyt, value: 'HT3242412345678' },
  ],
}
const written_by = { name: 'Nguyễn Văn Á', identifiers: [] }
const paper = (...lines: string[]): PdfRead => ({ kind: 'text', lines, drawn: lines, pages: 1, pages_read: 1 })
const says = (read: PdfRead, person: SubmissionPerson = buoi): string =>
  judge_paper_person(read, { person, author: written_by }).says
const head = 'PHIẾU CHUYỂN CƠ SỞ KHÁM BỆNH, CHỮA BỆNH'

test('her', () => {
  for (const lines of [
    ['Họ và tên người bệnh: TRẦN THỊ BƯỞI\tNam\tNữ X'],
    ['Ho ten: Tran Thi Buoi'],
    ['Họ và tên (In hoa): TRẦN THỊ', 'BƯỞI'],
    ['T R Ầ N  T H Ị  B Ư Ở I'],
    // Decomposed, and by the other habit of tone marks.
    ['Họ tên: Trần Thị Bưởi'.normalize('NFD')],
    ['Số CCCD', '0 2 4 1 9 0 0 0 0 1 2 3'],
    ['CCCD: 024|190|000|123'],
    ['Số thẻ BHYT\tHT\t3\t24\t24\t12345678'],
    ['Mã thẻ BHYT: 2412345678'],
    // Her number counts more than a name that was typed otherwise.
    ['Họ tên người bệnh: TRẦN BƯỞI', 'Số định danh cá nhân: 024190000123'],
    // A mother on her newborn's paper, where the letter is hers too.
    ['Họ tên người bệnh: CON BÀ BƯỞI', 'Họ tên mẹ: Trần Thị Bưởi'],
  ])
    assert.equal(says(paper(head, ...lines)), 'her', lines.join(' / '))
})

test('another', () => {
  for (const lines of [
    ['Họ và tên người bệnh: HOÀNG VĂN BÁCH\tNam X\tNữ'],
    ['- Họ tên: Hoàng Văn Bách Tuổi: 40', 'Bác sĩ: Nguyễn Văn Á'],
    ['Họ và tên (In hoa): LÊ THỊ NAM Giới: Nữ'],
    ['Bệnh nhân: Trần Văn Bường, nam, 1971'],
    ['Số định danh cá nhân: 0 2 4 0 9 0 0 0 5 6 7 8'],
    // A namesake: one name, another number and another birth.
    ['Họ tên người bệnh: TRẦN THỊ BƯỞI', 'CCCD: 024155005678', 'Ngày sinh: 07/08/1955'],
  ])
    assert.equal(says(paper(head, ...lines)), 'another', lines.join(' / '))
})

test('nobody can tell', () => {
  for (const lines of [
    ['Phiếu kết quả xét nghiệm'],
    ['Họ và tên:'],
    ['Bác sĩ điều trị', 'Họ và tên: BS. Lê Thị Ánh'],
    ['Họ và tên: Nguyễn Văn Á'],
    ['Họ tên người nhà: Hoàng Văn Bách', 'CCCD người nhà: 024090005678'],
    ['Mẹ: Lê Thị Chín, CCCD: 024190005678'],
    // Neither is a slip, nor a placeholder, nor a missing middle name another person.
    ['Họ tên người bệnh: Trần Bưởi'],
    ['Họ tên người bệnh: Con bà Trần Thị Bưởi 2'.replace('Trần Thị Bưởi', 'Bưởi')],
    ['Số định danh cá nhân: 024190000132'],
    // One name, another birth, no number: somebody has to look.
    ['Họ tên người bệnh: TRẦN THỊ BƯỞI', 'Sinh ngày: 07/08/1955'],
    // An old code page (TCVN3).
    ['Hä vµ tªn ng­êi bÖnh: NguyÔn ThÞ B­ëi'],
    ['Mã tra cứu: 024090005678'],
  ])
    assert.equal(says(paper(head, ...lines)), 'nothing', lines.join(' / '))
  for (const why of ['too-large', 'too-slow', 'locked', 'broken'] as const)
    assert.equal(says({ kind: 'unread', why }), 'nothing')
})

test('her name inside a longer one is not hers', () => {
  const hoa = { name: 'Trần Thị Hoa', identifiers: [] }
  assert.equal(says(paper(head, 'Họ tên người bệnh: TRẦN THỊ HOÀNG'), hoa), 'another')
  assert.equal(says(paper(head, 'Họ tên người bệnh: TRẦN THỊ HOA'), hoa), 'her')
})

test('what is told on the way names nobody in full', async () => {
  const letter = await make_letter({ submission: { person: buoi } })
  const read = paper(head, 'Họ tên người bệnh: HOÀNG VĂN BÁCH', 'CCCD: 024090005678', 'Ngày sinh: 07/08/1990')
  const judged = judge_paper_person(read, { person: buoi, author: written_by })
  assert.ok(judged.says === 'another')
  assert.equal(
    say_another(judged.facts, letter, true),
    'Bản PDF ghi người bệnh “H.V.B.”, số định danh …5678, sinh 1990; phong bì và dữ liệu ghi “T.T.B.”, số định danh …0123, sinh 1990',
  )
  assert.match(
    say_another(judged.facts, letter, false),
    /“HOÀNG VĂN BÁCH”, số định danh 024090005678, sinh 07\/08\/1990/,
  )
})

test('a line made to tire whoever reads it does not', () => {
  const began_ms = performance.now()
  const lines = ['ten nb(', 'ho va ten: ', 'cccd ', 't.', 'ngay sinh 1 '].map((one) => one.repeat(500 / one.length))
  says(paper(...Array.from({ length: 400 }, (_, i) => lines[i % lines.length] ?? '')))
  assert.ok(performance.now() - began_ms < 2_000)
})

test('the letters we make for tests and for vendors name theirs', async () => {
  assert.deepEqual(await read_paper_person(await make_letter()), { says: 'her' })
  const house = make_sample_house('24999', 'Bệnh viện Mẫu')
  const sample = await make_sample_letter(house, { recipients: ['24998'] })
  assert.deepEqual(await read_paper_person(sample), { says: 'her' })
})
