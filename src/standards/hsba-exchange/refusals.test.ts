import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { empty_hsba, from_json, from_xml, to_json, to_xml } from './index.ts'
import { random_hsba } from './test-generate.ts'

const refusal = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error.message
  }
  return assert.fail('phải bị từ chối')
}

const xml = to_xml(empty_hsba())
const json = to_json(empty_hsba())

test('DOCTYPE and entities: billion laughs, external entities, unknown names', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${xml.slice(xml.indexOf('\n'))}`
  assert.match(
    refusal(() => from_xml(laughs)),
    /DOCTYPE/,
  )
  assert.match(
    refusal(() => from_xml('<!DOCTYPE x SYSTEM "file:///etc/passwd"><HoSoBenhAn/>')),
    /DOCTYPE/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten>&b;</hoten>'))),
    /thực thể “&b;”/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten>A & B</hoten>'))),
    /thực thể/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten><![CDATA[x]]></hoten>'))),
    /CDATA/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<?php x ?><hoten/>'))),
    /dòng \d+/,
  )
})

test('wrong root, second root, truncated anywhere', () => {
  assert.match(
    refusal(() => from_xml('<BenhAn></BenhAn>')),
    /“BenhAn”/,
  )
  assert.match(
    refusal(() => from_xml(`${xml}<x/>`)),
    /sau phần tử gốc/,
  )
  assert.match(
    refusal(() => from_json('{"BenhAn":{}}')),
    /HoSoBenhAn/,
  )
  assert.match(
    refusal(() => from_json('{"HoSoBenhAn":{},"x":1}')),
    /x/,
  )
  const long = to_xml(random_hsba(7))
  const step = Math.ceil(long.length / 97)
  for (let at = 0; at < long.trimEnd().length; at += step) refusal(() => from_xml(long.slice(0, at)))
  for (let at = 0; at < json.trimEnd().length; at += 61) refusal(() => from_json(json.slice(0, at)))
})

test('unknown names, repeated elements and wrong kinds are refused with their place', () => {
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hotenn>x</hotenn>'))),
    /ThongTinBenhNhan\.hotenn/,
  )
  assert.match(
    refusal(() => from_json(json.replace('"hoten"', '"__proto__"'))),
    /__proto__/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten/><hoten>x</hoten>'))),
    /hoten: phần tử lặp lại/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten><b/></hoten>'))),
    /không có phần tử con/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', 'chữ<hoten/>'))),
    /lẫn chữ/,
  )
  assert.match(
    refusal(() => from_xml(xml.replace('<hoten/>', '<hoten a="1"/>'))),
    /thuộc tính/,
  )
  assert.match(
    refusal(() => from_json(json.replace('"hoten": ""', '"hoten": 5'))),
    /hoten: phải là chuỗi/,
  )
  assert.match(
    refusal(() => from_json(json.replace('"danhsachchuyenkhoa": []', '"danhsachchuyenkhoa": "x"'))),
    /phải là danh sách/,
  )
})

test('a missing group is refused by name', () => {
  const value = JSON.parse(json)
  delete value.HoSoBenhAn.PhieuPhauThuat
  assert.match(
    refusal(() => from_json(JSON.stringify(value))),
    /HoSoBenhAn\.PhieuPhauThuat: thiếu nhóm/,
  )
})

test('control characters are refused with place, on the way in and on the way out', () => {
  const hsba = empty_hsba()
  hsba.ThongTinBenhNhan.hoten = 'Nguyễn\u0000A'
  assert.match(
    refusal(() => to_xml(hsba)),
    /hoten: ký tự điều khiển U\+0000 ở vị trí 7/,
  )
  assert.match(
    refusal(() => to_json(hsba)),
    /U\+0000/,
  )
  for (const bad of ['&#0;', '&#x1F;', '&#xFFFE;', '&#xD800;', '\u0085', '&#x110000;'])
    refusal(() => from_xml(xml.replace('<hoten/>', `<hoten>a${bad}</hoten>`)))
  assert.match(
    refusal(() => from_json(json.replace('"hoten": ""', '"hoten": "\\ud800"'))),
    /U\+D800/,
  )
})

test('depth is bounded', () => {
  assert.match(
    refusal(() => from_xml('<HoSoBenhAn>'.repeat(100_000))),
    /lồng quá sâu/,
  )
})

test('namespace declarations on the root and comments say nothing and are passed over', () => {
  const text = xml.replace(
    '<HoSoBenhAn>',
    '<!-- a --><HoSoBenhAn xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><!-- b -->',
  )
  assert.deepEqual(from_xml(text), empty_hsba())
})
