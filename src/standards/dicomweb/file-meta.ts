/** Meta header of a DICOM file (PS3.10 §7.1): explicit VR, little endian, whatever the pictures behind it are. */

export type FileMeta = { sop_class: string; instance: string; transfer_syntax: string }

const preamble = 128
const long_forms = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

/** UIDs are padded with one NUL to an even length. */
const uid_in = (bytes: Buffer): string => bytes.toString('latin1').replace(/[\0 ]+$/, '')

/** undefined: no DICOM file, or one whose header does not say what it is. */
export const read_file_meta = (given: Uint8Array): FileMeta | undefined => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length < preamble + 4 || bytes.toString('latin1', preamble, preamble + 4) !== 'DICM') return undefined
  const said = new Map<number, string>()
  for (let at = preamble + 4; at + 8 <= bytes.length && bytes.readUInt16LE(at) === 0x0002;) {
    const element = bytes.readUInt16LE(at + 2)
    const is_long = long_forms.has(bytes.toString('latin1', at + 4, at + 6))
    if (is_long && at + 12 > bytes.length) return undefined
    const start = at + (is_long ? 12 : 8)
    const end = start + (is_long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6))
    if (end > bytes.length) return undefined
    said.set(element, uid_in(bytes.subarray(start, end)))
    at = end
  }
  const [sop_class, instance, transfer_syntax] = [0x0002, 0x0003, 0x0010].map((element) => said.get(element) ?? '')
  return sop_class && instance && transfer_syntax ? { sop_class, instance, transfer_syntax } : undefined
}
