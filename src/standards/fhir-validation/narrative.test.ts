import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find_narrative_fault } from './narrative.ts'

const div = (inside: string, attributes = ''): string =>
  `<div xmlns="http://www.w3.org/1999/xhtml"${attributes}>${inside}</div>`

test('formatted text passes as it is', () => {
  for (const inside of [
    'Chữ thường',
    '<p>Đoạn <b>đậm</b>, <i>nghiêng</i><br/>xuống dòng</p>',
    '<table class="grid"><tbody><tr><td style="color: red" colspan="2">ô</td></tr></tbody></table>',
    '<ul><li>một</li><li><a href="https://benhanmo.vn" title="a&amp;b">hai</a></li></ul><hr />',
    '<img src="data:image/png;base64,AAAA" alt="ảnh"/>',
    'nhỏ hơn &lt; lớn hơn &gt; và &amp; &#160; &#xA0;<!-- ghi chú -->',
  ])
    assert.equal(find_narrative_fault(div(inside)), undefined, inside)
  assert.equal(find_narrative_fault(`\n ${div('a', ' lang="vi" xml:lang="vi"')}\n`), undefined)
})

test('what runs, loads or asks for input is refused by name', () => {
  for (const [inside, words] of [
    ['<script>alert(1)</script>', /<script> không được phép/],
    ['<SCRIPT>alert(1)</SCRIPT>', /<SCRIPT> không được phép/],
    ['<p onclick="alert(1)">a</p>', /“onclick” không được phép/],
    ['<img src="x" onerror="alert(1)"/>', /“onerror” không được phép/],
    ['<a href="javascript:alert(1)">a</a>', /href không được chạy mã/],
    ['<a href=" java&#115;cript:alert(1)">a</a>', /href không được chạy mã/],
    ['<a href="java\tscript:alert(1)">a</a>', /href không được chạy mã/],
    ['<a href="data:text/html,a">a</a>', /href không được chạy mã/],
    ['<p style="background: url(http://a.vn/b)">a</p>', /style không được tải/],
    ['<p style="background: u&#114;l(//a.vn/b)">a</p>', /style không được tải/],
    ['<p style="width: expression(alert(1))">a</p>', /style không được tải/],
    ['<iframe src="http://a.vn"></iframe>', /<iframe> không được phép/],
    ['<object data="a"/>', /<object> không được phép/],
    ['<svg><g/></svg>', /<svg> không được phép/],
    ['<form><input type="text"/></form>', /<form> không được phép/],
    ['<style>p { color: red }</style>', /<style> không được phép/],
    ['<link rel="stylesheet" href="a"/>', /<link> không được phép/],
    ['<p xmlns="http://www.w3.org/2000/svg">a</p>', /xmlns phải là/],
  ] as const)
    assert.match(find_narrative_fault(div(inside)) ?? 'nothing found', words, inside)
})

test('what is not one well-formed div is refused', () => {
  for (const [text, words] of [
    ['<p>a</p>', /phải bắt đầu bằng <div/],
    ['chữ', /phải bắt đầu bằng <div/],
    ['<div>không có không gian tên</div>', /phần tử gốc phải là/],
    [`${div('a')}${div('b')}`, /đúng một div gốc/],
    [`${div('a')}chữ`, /đúng một div gốc/],
    [div('<p>a'), /không khớp/],
    [div('<b><i>a</b></i>'), /không khớp/],
    ['<div xmlns="http://www.w3.org/1999/xhtml">a', /không đóng/],
    [div('a < b'), /thẻ viết sai/],
    [div('<p class=a>a</p>'), /thẻ viết sai/],
    [div('<p hidden>a</p>'), /thẻ viết sai/],
    [div('a & b'), /&amp;/],
    [div('&nbsp;'), /&#160;/],
    [div('<!-- a'), /chú thích không đóng/],
    [div('<?php a ?>'), /thẻ viết sai/],
    [div('<![CDATA[a]]>'), /thẻ viết sai/],
    [div(''), /phải có nội dung/],
    [div(' <p> </p> '), /phải có nội dung/],
  ] as const)
    assert.match(find_narrative_fault(text) ?? 'nothing found', words, text)
})

test('a megabyte of tags or of spoilt tags is read in one pass', () => {
  const start = performance.now()
  assert.equal(find_narrative_fault(div('<b>a</b>'.repeat(130_000))), undefined)
  assert.ok(find_narrative_fault(div(`<p ${' '.repeat(1_000_000)}`)))
  assert.ok(find_narrative_fault(`<div ${'a="b" '.repeat(200_000)}`))
  assert.ok(find_narrative_fault(div('&'.repeat(1_000_000))))
  assert.ok(performance.now() - start < 5_000)
})
