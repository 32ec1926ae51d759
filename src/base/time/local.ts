/** Vietnam keeps one zone and no summer time (QĐ 134/2002/QĐ-TTg): the offset is a constant, no zone table is needed. */
export const vietnam_offset = '+07:00'
const offset_ms = 7 * 3_600_000

export type LocalParts = { year: number; month: number; day: number; hour: number; minute: number; second: number }

const shifted = (instant: Date | string): Date => {
  const date = typeof instant === 'string' ? new Date(instant) : instant
  return new Date(date.getTime() + offset_ms)
}

export const local_parts = (instant: Date | string): LocalParts => {
  const date = shifted(instant)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** The date in Vietnam at an instant: 2026-11-20T18:30Z is already the 21st. */
export const local_date = (instant: Date | string): string => shifted(instant).toISOString().slice(0, 10)

/** An instant as local text with its zone: `2026-11-21T01:30:00+07:00`. */
export const local_time = (instant: Date | string): string =>
  shifted(instant).toISOString().slice(0, 19) + vietnam_offset

/** Local date and `hh:mm` (or `hh:mm:ss`) of the clock on the wall → ISO text with the zone. */
export const to_instant = (date: string, time = '00:00'): string =>
  `${date}T${time.length === 5 ? `${time}:00` : time}${vietnam_offset}`
