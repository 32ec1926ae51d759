/** multipart/related of DICOMweb (PS3.18 §8.6, RFC 2387): bytes between boundaries, never text. */

const crlf = Buffer.from('\r\n')
const blank_line = Buffer.from('\r\n\r\n')

/** Some write the boundary in quotation marks, some do not. */
const boundary_of = (content_type: string): string | undefined =>
  /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(content_type)?.slice(1).find(Boolean)

/** @returns the parts without their headers; undefined: no multipart message, or one that breaks off */
export const read_multipart = (given: Uint8Array, content_type: string): Buffer[] | undefined => {
  const name = boundary_of(content_type)
  if (name === undefined) return undefined
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const first = Buffer.from(`--${name}`)
  const next = Buffer.from(`\r\n--${name}`)
  const parts: Buffer[] = []
  let at = bytes.indexOf(first)
  if (at < 0) return undefined
  for (at += first.length; bytes.toString('latin1', at, at + 2) !== '--';) {
    const end = bytes.indexOf(next, at)
    if (end < 0) return undefined
    // A part without headers begins with the blank line itself.
    const is_bare = bytes.subarray(at, at + 4).equals(blank_line)
    const body = is_bare ? at : bytes.indexOf(blank_line, at)
    if (body < 0 || body > end) return undefined
    parts.push(bytes.subarray(body + blank_line.length, end))
    at = end + next.length
  }
  return parts
}

export const write_multipart = (
  parts: Uint8Array[],
  content_type: string,
  boundary: string,
): { content_type: string; body: Buffer } => ({
  content_type: `multipart/related; type="${content_type}"; boundary=${boundary}`,
  body: Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\nContent-Type: ${content_type}\r\n\r\n`), part, crlf]),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
})
