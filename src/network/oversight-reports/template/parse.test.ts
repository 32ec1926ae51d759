import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_line, parse_template } from './parse.ts'

const names = { figures: new Set(['co_so.tong', 'lien_thong.thieu']), tables: new Set(['tien_do']) }
const faults_of = (body: string): string[] => parse_template(body, names).faults.map(({ message }) => message)

test('headings, paragraphs, items, figures, tables and conditions are read; the rest is text', () => {
  const { nodes, figures, tables, faults } = parse_template(
    '# I. TÌNH HÌNH\n\nCó {{co_so.tong}} cơ sở <b>&amp; $x#{1}.\n[[nếu lien_thong.thieu]]\n- Thiếu {{ lien_thong.thieu }}\n[[hết]]\n[[bảng tien_do]]',
    names,
  )
  assert.deepEqual(faults, [])
  assert.deepEqual(figures, ['co_so.tong', 'lien_thong.thieu'])
  assert.deepEqual(tables, ['tien_do'])
  assert.deepEqual(
    nodes.map(({ line, when }) => [line.kind, when?.figure]),
    [
      ['heading', undefined],
      ['paragraph', undefined],
      ['item', 'lien_thong.thieu'],
      ['table', undefined],
    ],
  )
  assert.deepEqual(nodes[1]?.line, {
    kind: 'paragraph',
    pieces: [
      { kind: 'text', text: 'Có ' },
      { kind: 'figure', name: 'co_so.tong' },
      { kind: 'text', text: ' cơ sở <b>&amp; $x#{1}.' },
    ],
  })
})

test('an unknown name is refused with its line and word, and the name that was meant', () => {
  assert.deepEqual(faults_of('Dòng đầu\nCó {{co_so.tog}} và {{co_so_tong}}'), [
    'Dòng 2: Không có số liệu tên “co_so.tog”',
    'Dòng 2: Không có số liệu tên “co_so_tong”; có phải “co_so.tong”?',
  ])
  assert.deepEqual(faults_of('[[bảng tiendo]]'), ['Dòng 1: Không có bảng tên “tiendo”; có phải “tien_do”?'])
  assert.match(faults_of('{{require("fs")}}')[0] ?? '', /không phải là tên số liệu/)
  assert.match(faults_of('{{constructor}}')[0] ?? '', /Không có số liệu tên “constructor”/)
})

test('what does not close, or is no word of ours, is told and never printed', () => {
  assert.match(faults_of('Có {{co_so.tong cơ sở')[0] ?? '', /Dòng 1: “\{\{co_so\.tong” mở mà không đóng/)
  assert.match(faults_of('[[nếu co_so.tong]]\nx')[0] ?? '', /Dòng 1: .*không có \[\[hết\]\]/)
  assert.match(faults_of('x\n[[hết]]')[0] ?? '', /Dòng 2: .*không có “\[\[nếu/)
  assert.match(faults_of('[[chạy lệnh]]')[0] ?? '', /Không hiểu “\[\[chạy lệnh\]\]”/)
  assert.match(
    faults_of('[[nếu co_so.tong]]\n[[nếu co_so.tong]]\n[[hết]]')[0] ?? '',
    /Dòng 2: “nếu” nằm trong “nếu” mở ở dòng 1/,
  )
  assert.match(
    parse_line('Kết quả {{ky.xx}}', names).faults[0]?.message ?? '',
    /^Trích yếu: Không có số liệu tên “ky.xx”/,
  )
})
