/** PostgreSQL's own form of a row (COPY … FORMAT binary): it reads that in half the time it takes to read text. */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const end_mark = -1
const is_null = -1

const bytes_for_a_letter = 3
const bigint_oid = 20
const list_head_bytes = 20
const list_item_bytes = 12
/** PostgreSQL counts microseconds from 2000-01-01. */
const epoch_ms = 946_684_800_000

/** Rows for COPY, one value after the other, in one growing piece of memory; as texts they would be copied twice more. */
export type CopyRows = {
  /** Begins a row of so many values. */
  row(values: number): void
  none(): void
  text(value: string | null): void
  smallint(value: number): void
  integer(value: number): void
  boolean(value: boolean): void
  double(value: number): void
  /** 64-bit numbers are told as text. */
  bigint(value: string | null): void
  moment(value: Date | null): void
  /** bigint[]. */
  bigints(values: string[] | null): void
  /** tsvector of lexemes without places; each named once. */
  lexemes(values: string[] | null): void
  is_empty(): boolean
  /** What COPY takes; nothing may be added afterwards. */
  take(): Buffer
}

export const copy_rows = (expected_bytes: number): CopyRows => {
  let bytes = Buffer.allocUnsafe(Math.ceil(expected_bytes) + signature.length)
  let length = signature.copy(bytes)
  const need = (more: number): void => {
    if (length + more <= bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(length + more, bytes.length * 2))
    bytes.copy(larger, 0, 0, length)
    bytes = larger
  }
  const put_integer = (value: number): void => void (length = bytes.writeInt32BE(value, length))
  const put_bigint = (value: bigint): void => void (length = bytes.writeBigInt64BE(value, length))
  const none = (): void => {
    need(4)
    put_integer(is_null)
  }
  return {
    none,
    row(values) {
      need(2)
      length = bytes.writeInt16BE(values, length)
    },
    text(value) {
      if (value === null) return none()
      need(4 + value.length * bytes_for_a_letter)
      const written = bytes.write(value, length + 4)
      put_integer(written)
      length += written
    },
    smallint(value) {
      need(6)
      put_integer(2)
      length = bytes.writeInt16BE(value, length)
    },
    integer(value) {
      need(8)
      put_integer(4)
      put_integer(value)
    },
    boolean(value) {
      need(5)
      put_integer(1)
      length = bytes.writeUInt8(value ? 1 : 0, length)
    },
    double(value) {
      need(12)
      put_integer(8)
      length = bytes.writeDoubleBE(value, length)
    },
    bigint(value) {
      if (value === null) return none()
      need(12)
      put_integer(8)
      put_bigint(BigInt(value))
    },
    moment(value) {
      if (value === null) return none()
      need(12)
      put_integer(8)
      put_bigint(BigInt(value.getTime() - epoch_ms) * 1_000n)
    },
    bigints(values) {
      if (values === null) return none()
      need(4 + list_head_bytes + values.length * list_item_bytes)
      put_integer(values.length === 0 ? list_head_bytes - 8 : list_head_bytes + values.length * list_item_bytes)
      put_integer(values.length === 0 ? 0 : 1) // dimensions
      put_integer(0) // no NULL inside
      put_integer(bigint_oid)
      if (values.length === 0) return
      put_integer(values.length)
      put_integer(1) // number of the first
      for (const value of values) {
        put_integer(8)
        put_bigint(BigInt(value))
      }
    },
    lexemes(values) {
      if (values === null) return none()
      const start = length
      need(8)
      length += 4
      put_integer(values.length)
      for (const value of values) {
        need(value.length * bytes_for_a_letter + 3)
        length += bytes.write(value, length)
        length = bytes.writeUInt8(0, length) // its end
        length = bytes.writeInt16BE(0, length) // no places
      }
      bytes.writeInt32BE(length - start - 4, start)
    },
    is_empty: () => length === signature.length,
    take() {
      need(2)
      length = bytes.writeInt16BE(end_mark, length)
      return bytes.subarray(0, length)
    },
  }
}
