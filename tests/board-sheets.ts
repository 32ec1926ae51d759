import write_excel_file, { type SheetData } from 'write-excel-file/node'
import type { ImportPreview } from '../src/network/deployment/contract.ts'
import type { BoardHub } from './board-year.ts'
import { password } from './test-site.ts'

/** The Sở's spreadsheets as Excel writes them, sent to the board as its screen sends them. */
export type Answer = { status: number; text: string; preview: ImportPreview; bytes: Uint8Array }
type Chosen = Record<string, string>
export type Send = (what: string, bytes: Uint8Array | string, chosen?: Chosen, path?: string) => Promise<Answer>

/** Signed in as the Sở. `chosen`: what goes into the address beside the table; a text is sent as CSV. */
export const open_import = async (hub: BoardHub): Promise<Send> => {
  const signed = await fetch(`${hub.base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'oversight', password }),
  })
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (what, bytes, chosen = {}, path = 'import') => {
    const name = typeof bytes === 'string' ? 'bang.csv' : 'bang.xlsx'
    const wish = new URLSearchParams({ what, name, ...chosen })
    const response = await fetch(`${hub.base}/api/board/${path}?${wish.toString()}`, {
      method: 'POST',
      headers: { cookie, 'x-benhan': '1', 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
    })
    const got = Buffer.from(await response.arrayBuffer())
    const text = got.toString()
    const preview = (text.startsWith('{') ? JSON.parse(text) : {}) as ImportPreview
    return { status: response.status, text, preview, bytes: new Uint8Array(got) }
  }
}

/** Each with the number of its line. */
export const faults_of = ({ preview }: Answer): string[] =>
  preview.rows.flatMap(({ line, faults }) => faults.map((fault) => `${line} ${fault}`))
export const warnings_of = ({ preview }: Answer): string[] =>
  preview.rows.flatMap(({ line, warnings }) => warnings.map((warning) => `${line} ${warning}`))
export const changes_of = ({ preview }: Answer): string[] => preview.rows.flatMap(({ changes }) => changes)

type Plain = string | number | Date
export type Cell = Plain | null | { value: Plain; rowSpan?: number; columnSpan?: number; format?: string }

const cell = (one: Cell): SheetData[number][number] => {
  if (one === null) return null
  const { value, ...looks } = typeof one === 'object' && !(one instanceof Date) ? one : { value: one }
  if (value instanceof Date) return { format: 'dd/mm/yyyy', ...looks, value, type: Date }
  return typeof value === 'number' ? { ...looks, value, type: Number } : { ...looks, value, type: String }
}
export const sheet = (rows: Cell[][]): SheetData => rows.map((row) => row.map(cell))
export const book = (rows: Cell[][]): Promise<Buffer> => write_excel_file(sheet(rows)).toBuffer()
