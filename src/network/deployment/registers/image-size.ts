/** Width and height of a picture, read from its own head; undefined where it is no whole picture of that kind. */

type Size = { width: number; height: number }

const png_head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const starts = (bytes: Buffer, head: number[]): boolean => head.every((byte, i) => bytes[i] === byte)
const some = (size: Size): Size | undefined => (size.width > 0 && size.height > 0 ? size : undefined)

/** ISO/IEC 15948: the signature, IHDR first, IEND last. */
export const size_of_png = (bytes: Buffer): Size | undefined => {
  if (!starts(bytes, png_head) || bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  if (bytes.lastIndexOf('IEND') < 0) return undefined
  return some({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) })
}

/** SOF0 … SOF15, without DHT, JPG and DAC (ITU-T T.81, table B.1). */
const is_frame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** ITU-T T.81: segments with their lengths up to the frame, and an end of image somewhere after it. */
export const size_of_jpeg = (bytes: Buffer): Size | undefined => {
  if (!starts(bytes, [0xff, 0xd8, 0xff])) return undefined
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (!is_frame(bytes[at + 1] ?? 0)) continue
    const is_ended = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at
    return is_ended ? some({ height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }) : undefined
  }
  return undefined
}
