/** The three records of a ZIP (APPNOTE 6.3.10 §4.3) as they stand in the bytes. */

export type Local = {
  needed: number
  flags: number
  method: number
  time: number
  date: number
  crc: number
  packed: number
  size: number
  name: string | undefined
  extra: number
  /** Where the content begins. */
  content: number
}

export type Central = Omit<Local, 'content'> & {
  made_by: number
  comment: number
  disk: number
  inner: number
  outer: number
  offset: number
  /** Where the next record begins. */
  next: number
}

export type Tail = {
  at: number
  disks: number
  count: number
  count_all: number
  size: number
  offset: number
  comment: number
}

const signature = { local: 0x04034b50, central: 0x02014b50, tail: 0x06054b50 }
const length = { local: 30, central: 46, tail: 22 }
const comment_max = 65_535

const utf8 = new TextDecoder('utf-8', { fatal: true })
const name_at = (bytes: Buffer, from: number, to: number): string | undefined => {
  try {
    return utf8.decode(bytes.subarray(from, to))
  } catch {
    return undefined
  }
}

export const read_local = (bytes: Buffer, at: number): Local | undefined => {
  if (at + length.local > bytes.length || bytes.readUInt32LE(at) !== signature.local) return undefined
  const u16 = (by: number) => bytes.readUInt16LE(at + by)
  const u32 = (by: number) => bytes.readUInt32LE(at + by)
  const name_end = at + length.local + u16(26)
  if (name_end + u16(28) > bytes.length) return undefined
  return {
    ...{ needed: u16(4), flags: u16(6), method: u16(8), time: u16(10), date: u16(12), crc: u32(14) },
    ...{ packed: u32(18), size: u32(22), extra: u16(28), content: name_end + u16(28) },
    name: name_at(bytes, at + length.local, name_end),
  }
}

export const read_central = (bytes: Buffer, at: number, end: number): Central | undefined => {
  if (at + length.central > end || bytes.readUInt32LE(at) !== signature.central) return undefined
  const u16 = (by: number) => bytes.readUInt16LE(at + by)
  const u32 = (by: number) => bytes.readUInt32LE(at + by)
  const name_end = at + length.central + u16(28)
  const next = name_end + u16(30) + u16(32)
  if (next > end) return undefined
  return {
    ...{ made_by: u16(4), needed: u16(6), flags: u16(8), method: u16(10), time: u16(12), date: u16(14), crc: u32(16) },
    ...{
      packed: u32(20),
      size: u32(24),
      extra: u16(30),
      comment: u16(32),
      disk: u16(34),
      inner: u16(36),
      outer: u32(38),
    },
    ...{ offset: u32(42), next, name: name_at(bytes, at + length.central, name_end) },
  }
}

/** The last record, behind which only its own comment may stand. */
export const find_tail = (bytes: Buffer): Tail | undefined => {
  const first = Math.max(0, bytes.length - length.tail - comment_max)
  for (let at = bytes.length - length.tail; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== signature.tail) continue
    const u16 = (by: number) => bytes.readUInt16LE(at + by)
    if (at + length.tail + u16(20) !== bytes.length) continue
    return {
      ...{ at, disks: u16(4) | u16(6), count: u16(8), count_all: u16(10), comment: u16(20) },
      ...{ size: bytes.readUInt32LE(at + 12), offset: bytes.readUInt32LE(at + 16) },
    }
  }
  return undefined
}
