import { local_time, show_moment } from '../../base/time/index.ts'

/** How far two machines' clocks may be apart where nothing else is set (CLOCK_TOLERANCE_S). */
export const clock_tolerance_default_ms = 5 * 60_000
const tolerance_max_s = 3_600

/** @param text CLOCK_TOLERANCE_S @throws for what is no number of seconds up to an hour */
export const read_clock_tolerance = (text: string | undefined): number => {
  if (text === undefined || text === '') return clock_tolerance_default_ms
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > tolerance_max_s)
    throw new Error(`CLOCK_TOLERANCE_S là số giây từ 0 đến ${tolerance_max_s}, không phải “${text}”`)
  return seconds * 1_000
}

const units: [number, string][] = [
  [86_400, 'ngày'],
  [3_600, 'giờ'],
  [60, 'phút'],
  [1, 'giây'],
]

/** The two largest units that count: “7 phút 54 giây”. */
const say_duration = (ms: number): string => {
  let rest = Math.round(ms / 1_000)
  const words = units.flatMap(([size, name]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return count > 0 ? [`${count} ${name}`] : []
  })
  return words.slice(0, 2).join(' ') || '0 giây'
}

const second = (at: Date): string => `${local_time(at).slice(11, 19)} ${show_moment(local_time(at).slice(0, 10))}`

/** What somebody needs to put it right: both clocks, how far they are apart, whose is to be set. */
export const say_clock = (said: Date, now: Date, tolerance_ms: number): string =>
  `${second(said)}, sau giờ máy nhận (${second(now)}) ${say_duration(said.getTime() - now.getTime())}; ` +
  `cho phép lệch ${say_duration(tolerance_ms)}`
