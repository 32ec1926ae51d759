import { crc32, inflateRawSync } from 'node:zlib'
import { fail } from '../../base/outcome/index.ts'
import { folded_name, name_problem } from './entry-name.ts'
import { find_tail, read_central, read_local, type Central, type Local, type Tail } from './zip-record.ts'

/** What is wrong, and of which file; name '' is the package itself. */
export type Told = { name: string; message: string }

export type ReadZip = {
  files: { name: string; bytes: Uint8Array }[]
  /** What makes a file, or the package, unfit to be read. */
  faults: Told[]
  /** What is unusual and leaves the content as it is. */
  remarks: Told[]
}

export type ZipLimits = { files_max: number; total_bytes_max: number }
export const usual_limits: ZipLimits = { files_max: 5_000, total_bytes_max: 512 * 1024 * 1024 }

const stored = 0
const deflated = 8
/** Encrypted, strongly encrypted, with a hidden directory (APPNOTE §4.4.4). */
const encryption_flags = 0x2041
/** Sizes stand behind the content: writers that do not know them beforehand. */
const sizes_behind = 0x0008

const agrees = (central: Central, local: Local): boolean => {
  const behind = (local.flags & sizes_behind) !== 0 && local.packed === 0 && local.size === 0
  return (
    local.name === central.name &&
    (['needed', 'flags', 'method', 'time', 'date'] as const).every((key) => local[key] === central[key]) &&
    (behind || (['crc', 'packed', 'size'] as const).every((key) => local[key] === central[key]))
  )
}

const is_unusual = ({ made_by, needed, flags, extra, comment, inner, outer }: Central, local: Local): boolean =>
  made_by !== 20 || needed !== 20 || flags !== 0 || (extra | comment | inner | outer | local.extra) !== 0

/** The content, or why it cannot be had. */
const unpack = (packed: Buffer, { method, size, crc }: Central): Uint8Array | string => {
  if (method !== stored && method !== deflated) return `nén theo cách ${method}, ở đây chỉ đọc được ZIP thường`
  let content: Uint8Array = packed
  if (method === deflated) {
    try {
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
    } catch {
      return 'phần nén hỏng hoặc giải ra lớn hơn đã ghi'
    }
  }
  if (content.length !== size) return 'kích thước khác đã ghi'
  return crc32(content) === crc ? content : 'nội dung đã bị thay đổi (CRC khác)'
}

const demand_tail = (bytes: Buffer, limits: ZipLimits): Tail => {
  const tail = find_tail(bytes)
  if (!tail) throw fail.invalid('Tệp này không phải ZIP, hoặc phần cuối đã mất')
  if (tail.count === 0xffff || tail.offset === 0xffff_ffff) throw fail.too_large('Gói quá lớn (ZIP64), không đọc')
  if (tail.count > limits.files_max) throw fail.too_large(`Gói có ${tail.count} tệp, nhiều hơn mức ${limits.files_max}`)
  return tail
}

const tail_faults = (tail: Tail): string[] => [
  ...(tail.disks !== 0 || tail.count !== tail.count_all ? ['gói bị chia nhiều đĩa hoặc phần cuối bị sửa'] : []),
  ...(tail.offset + tail.size !== tail.at ? ['danh mục ZIP không nằm ở chỗ đã ghi'] : []),
]

const end_of = (bytes: Buffer, central: Central): number =>
  (read_local(bytes, central.offset)?.content ?? central.offset) + central.packed

/** The directory, as far as it can be walked. */
const walk_directory = (bytes: Buffer, tail: Tail, faults: Told[]): Central[] => {
  const found: Central[] = []
  let at = read_central(bytes, tail.offset, tail.at) ? tail.offset : Math.max(0, tail.at - tail.size)
  for (let i = 0; i < tail.count; i += 1) {
    const central = read_central(bytes, at, tail.at)
    if (!central) {
      // Files lie in the order of the directory: the first one not told of is the one whose line is broken.
      const last = found.at(-1)
      const next = last ? end_of(bytes, last) : 0
      faults.push({ name: read_local(bytes, next)?.name ?? '', message: 'dòng của tệp trong danh mục ZIP bị hỏng' })
      return found
    }
    found.push(central)
    at = central.next
  }
  if (at !== tail.at) faults.push({ name: '', message: 'danh mục ZIP có phần thừa' })
  return found
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576)

/** Before anything is unpacked; the largest file is named. */
const demand_total = (directory: Central[], limits: ZipLimits): void => {
  const total = directory.reduce((sum, { size }) => sum + size, 0)
  if (total <= limits.total_bytes_max) return
  const [largest] = directory.toSorted((one, other) => other.size - one.size)
  const message = `Gói giải ra ${mebibytes(total)} MB, lớn hơn mức ${mebibytes(limits.total_bytes_max)} MB`
  throw fail.many(413, [{ severity: 'error', code: 'too-long', message, expression: largest?.name }])
}

/** How far the walk has come. */
type Walk = { bytes: Buffer; directory_at: number; seen: Set<string>; end: number }

const faults_of_place = (
  central: Central,
  local: Local | undefined,
  { seen, end, directory_at, bytes }: Walk,
): string[] => {
  const name = central.name ?? ''
  const problem = name_problem(name)
  return [
    ...(problem ? [`tên tệp không dùng được: ${problem}`] : []),
    ...(seen.has(folded_name(name)) ? ['tên tệp lặp lại trong gói'] : []),
    ...((central.flags & encryption_flags) !== 0 ? ['tệp được mã hóa'] : []),
    ...(central.disk !== 0 || central.offset < end ? ['tệp chồng lên tệp khác'] : []),
    ...(local && agrees(central, local) ? [] : ['đầu tệp khác với danh mục ZIP']),
    ...(end_of(bytes, central) > directory_at ? ['tệp bị cắt cụt'] : []),
  ]
}

const read_entry = (central: Central, walk: Walk): ReadZip => {
  const { bytes } = walk
  const local = read_local(bytes, central.offset)
  const names = [...new Set([central.name ?? '', local?.name ?? central.name ?? ''])]
  const told = (message: string): Told[] => names.map((name) => ({ name, message }))
  const faults = faults_of_place(central, local, walk)
  const is_odd = local !== undefined && (central.offset > walk.end || is_unusual(central, local))
  walk.seen.add(folded_name(central.name ?? ''))
  walk.end = Math.max(walk.end, end_of(bytes, central))
  const remarks = is_odd ? told('vỏ ZIP không như khi lập gói') : []
  if (faults.length > 0) return { files: [], faults: faults.flatMap(told), remarks }
  const content = unpack(bytes.subarray(walk.end - central.packed, walk.end), central)
  return typeof content === 'string'
    ? { files: [], faults: told(content), remarks }
    : { files: [{ name: central.name ?? '', bytes: content }], faults: [], remarks }
}

/**
 * A ZIP of somebody else, bounded before anything is unpacked: count, declared total, no two files over the same bytes.
 * @throws 400 no ZIP, 413 too large
 */
export const read_zip = (given: Uint8Array, limits: ZipLimits = usual_limits): ReadZip => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const tail = demand_tail(bytes, limits)
  const faults: Told[] = tail_faults(tail).map((message) => ({ name: '', message }))
  const remarks: Told[] = tail.comment > 0 ? [{ name: '', message: 'gói có lời ghi chú' }] : []
  const directory = walk_directory(bytes, tail, faults)
  demand_total(directory, limits)
  const walk: Walk = { bytes, directory_at: tail.at - tail.size, seen: new Set(), end: 0 }
  const entries = directory.map((central) => read_entry(central, walk))
  if (walk.end !== walk.directory_at)
    remarks.push({ name: directory.at(-1)?.name ?? '', message: 'có byte lạ giữa tệp cuối và danh mục ZIP' })
  return {
    files: entries.flatMap((one) => one.files),
    faults: [...faults, ...entries.flatMap((one) => one.faults)],
    remarks: [...remarks, ...entries.flatMap((one) => one.remarks)],
  }
}
