import assert from 'node:assert/strict'
import { test } from 'node:test'
import { narrative_text } from './narrative-text.ts'

test('a narrative of another house becomes plain lines: no markup, no script, tables read cell by cell', () => {
  const div = `<div xmlns="http://www.w3.org/1999/xhtml"><p>Sốt &gt; 39 &#160;°C<br/>ho &amp; khó thở</p>
    <script>alert(1)</script><table><tr><th>Mạch</th><td>96</td></tr><tr><th>HA</th><td>150/90</td></tr></table></div>`
  assert.equal(narrative_text(div), 'Sốt > 39 °C\nho & khó thở\nalert(1)Mạch · 96\nHA · 150/90')
  assert.equal(narrative_text(''), '')
  assert.equal(narrative_text('<p>&lt;img src=x onerror=alert(1)&gt;</p>'), '<img src=x onerror=alert(1)>')
})

test('of our own tables the head goes, and empty cells leave no trace', () => {
  const row = (cells: string[], tag: string) => `<tr>${cells.map((one) => `<${tag}>${one}</${tag}>`).join('')}</tr>`
  const div = `<div><table><thead>${row(['Nội dung', 'Chi tiết', 'Thời gian'], 'th')}</thead><tbody>${[
    row(['Mày đay cấp', '', '19/11/2026 20:33'], 'td'),
    row(['Creatinin', '96 µmol/L', ''], 'td'),
  ].join('')}</tbody></table></div>`
  assert.equal(narrative_text(div), 'Mày đay cấp · 19/11/2026 20:33\nCreatinin · 96 µmol/L')
})
