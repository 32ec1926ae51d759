/** A PDF laid open by qpdf: its objects as values, its streams unpacked. For the rules in pdf-a.ts. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

/** Names begin with "/", texts with "u:" or "b:", references read "12 0 R" (qpdf's JSON, version 2). */
export type Value = null | boolean | number | string | Value[] | Dictionary
export type Dictionary = { [name: string]: Value }
export type Stream = { dict: Dictionary; data: string }

export type OpenPdf = {
  bytes: Uint8Array
  trailer: Dictionary
  catalog: Dictionary
  pages: Dictionary[]
  /** Every dictionary of the file, streams' and nested ones included. */
  dictionaries: Dictionary[]
  streams: Stream[]
  get(value: Value | undefined): Value
  dict(value: Value | undefined): Dictionary
  list(value: Value | undefined): Value[]
  stream(value: Value | undefined): Stream | undefined
}

type Opened = { qpdf: [unknown, Record<string, { value?: Value; stream?: Stream }>] }

const run_qpdf = (bytes: Uint8Array): Opened => {
  const dir = mkdtempSync(join(tmpdir(), 'pdf-a-'))
  try {
    const path = join(dir, 'a.pdf')
    writeFileSync(path, bytes)
    const asked = ['--json=2', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=none', path]
    return JSON.parse(execFileSync('qpdf', asked, { maxBuffer: 256 * 1024 * 1024 }).toString()) as Opened
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const is_dictionary = (value: Value | undefined): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const inside = (value: Value): Dictionary[] => {
  if (Array.isArray(value)) return value.flatMap(inside)
  return is_dictionary(value) ? [value, ...Object.values(value).flatMap(inside)] : []
}

export const unpacked = ({ dict, data }: Stream): Uint8Array => {
  const bytes = Buffer.from(data, 'base64')
  return dict['/Filter'] === '/FlateDecode' ? inflateSync(bytes) : bytes
}

export const open_pdf = (bytes: Uint8Array): OpenPdf => {
  const [, objects] = run_qpdf(bytes).qpdf
  const get = (value: Value | undefined): Value => {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value ?? null
    const object = objects[`obj:${value}`]
    return object?.stream?.dict ?? get(object?.value)
  }
  const dict = (value: Value | undefined): Dictionary => {
    const found = get(value)
    return is_dictionary(found) ? found : {}
  }
  const list = (value: Value | undefined): Value[] => {
    const found = get(value)
    return Array.isArray(found) ? found : []
  }
  const pages_under = (node: Dictionary): Dictionary[] =>
    node['/Type'] === '/Pages' ? list(node['/Kids']).flatMap((kid) => pages_under(dict(kid))) : [node]
  const trailer = dict(objects['trailer']?.value)
  const catalog = dict(trailer['/Root'])
  const all = Object.values(objects)
  return {
    bytes,
    trailer,
    catalog,
    pages: pages_under(dict(catalog['/Pages'])),
    dictionaries: all.flatMap(({ value, stream }) => inside(stream?.dict ?? value ?? null)),
    streams: all.flatMap(({ stream }) => stream ?? []),
    get,
    dict,
    list,
    stream: (value) => (typeof value === 'string' ? objects[`obj:${value}`]?.stream : undefined),
  }
}
