import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import type { Snapshot } from '../src/network/oversight-reports/contract.ts'
import type { Json, Person } from './test-site.ts'

/** The words of a DOCX, a paragraph a line. */
export const docx_text = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
    .replaceAll('</w:p>', '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')

/** What another program (poppler) reads out of a PDF: words with one space between them, lines forgotten. */
export const pdf_text = (bytes: Uint8Array): string =>
  execFileSync('pdftotext', ['-', '-'], { input: Buffer.from(bytes), encoding: 'utf8' })
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')

/** Makes a report of the Sở and reads back what was kept of it. */
export const make_report = async (so: Person, wish: Json): Promise<{ path: string; snapshot: Snapshot }> => {
  const made = await so('POST', '/api/hub/reports', wish)
  assert.equal(made.status, 201, made.text)
  const path = `/api/hub/reports/${made.json['id']}`
  return { path, snapshot: (await so('GET', path)).json['snapshot'] as Snapshot }
}

/** What a report says, without when it was asked. */
export const said_by = ({ figures, tables }: Snapshot) => ({
  figures: Object.fromEntries(figures.map(({ name, value }) => [name, value])),
  tables: Object.fromEntries(tables.map(({ name, rows, total }) => [name, { rows, total }])),
})
