import { inflateSync } from 'node:zlib'

/** Names of what a PDF does by itself, with what a person calls it (ISO 32000-1 §12.6.4, §12.7.8, §13). */
const active_names: Record<string, string> = {
  ...{ JavaScript: 'JavaScript', JS: 'JavaScript', Launch: 'lệnh mở chương trình', XFA: 'biểu mẫu XFA' },
  ...{ ImportData: 'lệnh nhập dữ liệu', SubmitForm: 'lệnh gửi dữ liệu đi', GoToE: 'tài liệu lồng tự mở' },
  ...{ RichMedia: 'nội dung đa phương tiện', Movie: 'nội dung đa phương tiện' },
}
const active_name = new RegExp(String.raw`/(${Object.keys(active_names).join('|')})(?![A-Za-z0-9])`)

const runnable_file = /\.(?:exe|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|msi|jar|lnk|dll|docm|xlsm|pptm|sh)\b/i
const runnable_starts = ['MZ', '\u007fELF', '#!']

/** An object stream of more than this tells nothing a paper needs: it is a bomb. */
const inflated_max = 32 * 1_048_576

/** Without one of these there is nothing to look for, and most papers have none. */
const worth_a_look = new RegExp(
  String.raw`/(?:[A-Za-z]*#[0-9A-Fa-f]{2}|ObjStm|EmbeddedFile|Filespec|${Object.keys(active_names).join('|')})`,
)

/** `/J#61vaScript` is `/JavaScript` (ISO 32000-1 §7.3.5). */
const plain_names = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const without_strings = (text: string): string => text.replace(/\((?:\\[\s\S]|[^\\()])*\)/g, '()')

type Pieces = { objects: string[]; streams: { head: string; bytes: Buffer }[] }

const begins_stream = />>\s*$/

/** Where the next stream begins: the word after a dictionary and before a line end, not the same letters in a text. */
const find_stream = (pdf: Buffer, from: number): { word: number; bytes: number } | undefined => {
  for (let word = pdf.indexOf('stream', from); word >= 0; word = pdf.indexOf('stream', word + 1)) {
    const [next, after] = [pdf[word + 6], pdf[word + 7]]
    const bytes = next === 0x0a ? word + 7 : next === 0x0d && after === 0x0a ? word + 8 : 0
    if (bytes > 0 && begins_stream.test(pdf.toString('latin1', Math.max(from, word - 40), word))) return { word, bytes }
  }
  return undefined
}

/** What stands between streams, and each stream with the object before it: inside of a stream anything may stand by chance. */
const take_apart = (pdf: Buffer): Pieces => {
  const pieces: Pieces = { objects: [], streams: [] }
  for (let at = 0; at <= pdf.length;) {
    const found = find_stream(pdf, at)
    const text = pdf.toString('latin1', at, found?.word ?? pdf.length)
    pieces.objects.push(text)
    const end = found ? pdf.indexOf('endstream', found.bytes) : -1
    if (!found || end < 0) break
    const head = plain_names(text.slice(Math.max(0, text.lastIndexOf(' obj'))))
    pieces.streams.push({ head, bytes: pdf.subarray(found.bytes, end) })
    at = end + 'endstream'.length
  }
  return pieces
}

const inflated = ({ head, bytes }: Pieces['streams'][number]): Buffer | undefined => {
  if (!/\/(?:FlateDecode|Fl)\b/.test(head)) return bytes
  try {
    return inflateSync(bytes, { maxOutputLength: inflated_max })
  } catch {
    return undefined
  }
}

const found_in = (text: string): string | undefined => {
  const name = active_name.exec(without_strings(plain_names(text)))?.[1]
  return name === undefined ? undefined : active_names[name]
}

/** Objects may lie packed in streams (ISO 32000-1 §7.5.7); one that cannot be unpacked cannot be looked at. */
const in_packed_objects = ({ streams }: Pieces): string | undefined => {
  for (const stream of streams.filter(({ head }) => /\/ObjStm\b/.test(head))) {
    const text = inflated(stream)?.toString('latin1')
    if (text === undefined) return 'phần nén không đọc được'
    const found = found_in(text) ?? runnable_name(text)
    if (found) return found
  }
  return undefined
}

const runnable_name = (text: string): string | undefined =>
  /\/EmbeddedFiles?\b|\/Filespec\b/.test(text) && runnable_file.test(text) ? 'tệp chạy được đính kèm' : undefined

const in_enclosed_files = ({ streams }: Pieces): string | undefined => {
  for (const stream of streams.filter(({ head }) => /\/EmbeddedFile\b/.test(head))) {
    const start = inflated(stream)?.subarray(0, 4).toString('latin1')
    if (start === undefined) return 'phần nén không đọc được'
    if (runnable_starts.some((one) => start.startsWith(one))) return 'tệp chạy được đính kèm'
  }
  return undefined
}

/**
 * What in a PDF would run on the reader's machine, in words; undefined: nothing. A paper of a record needs none of it
 * (PDF/A forbids it). Not a virus scanner: that one is asked beside it where there is one.
 */
export const active_content = (pdf: Uint8Array): string | undefined => {
  const buffer = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  if (!worth_a_look.test(buffer.toString('latin1'))) return undefined
  const pieces = take_apart(buffer)
  for (const text of pieces.objects) {
    const found = found_in(text) ?? runnable_name(plain_names(text))
    if (found) return found
  }
  return in_packed_objects(pieces) ?? in_enclosed_files(pieces)
}
