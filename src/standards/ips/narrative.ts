import type { Resource } from '../fhir/index.ts'
import { say_more, say_what, say_when } from './say.ts'

const escaped = (text: string): string =>
  text
    // XML has no place for them at all.
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const div = (inside: string): { status: 'generated'; div: string } => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="vi" xml:lang="vi">${inside}</div>`,
})

export const sentence = (text: string) => div(`<p>${escaped(text)}</p>`)

/** @param note what the reader must know of the list, e.g. that it is cut */
export const fact_table = (facts: Resource[], note: string) => {
  const rows = facts.map((fact) => [say_what(fact), say_more(fact), say_when(fact)])
  const line = (cell: 'td' | 'th', texts: string[]): string =>
    `<tr>${texts.map((text) => `<${cell}>${escaped(text)}</${cell}>`).join('')}</tr>`
  const head = `<thead>${line('th', ['Nội dung', 'Chi tiết', 'Thời gian'])}</thead>`
  const foot = note === '' ? '' : `<p>${escaped(note)}</p>`
  return div(`<table>${head}<tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>${foot}`)
}
