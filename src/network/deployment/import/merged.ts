/** Cells that were joined into one: only the first of them keeps a value, the others look filled and are empty. */

export type Region = { from_line: number; to_line: number; from: number; to: number }

const at_of = (letters: string): number =>
  [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** C, AA …: how Excel calls a column, from 0. */
export const letters_of = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letters_of(Math.floor(at / 26) - 1) + letters_of(at % 26)

/** “B5:C7”; undefined for what is no region. */
export const read_region = (ref: string): Region | undefined => {
  const [, from, from_line, to, to_line] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(ref) ?? []
  if (!from || !from_line || !to || !to_line) return undefined
  return { from: at_of(from), to: at_of(to), from_line: Number(from_line), to_line: Number(to_line) }
}

export const holds = (region: Region, line: number, at: number): boolean =>
  line >= region.from_line && line <= region.to_line && at >= region.from && at <= region.to

/** The first cell of the region in which this one has lost its value; undefined: it stands by itself, or is that first one. */
export const joined_to = (regions: Region[], line: number, at: number): string | undefined => {
  const region = regions.find((one) => holds(one, line, at))
  if (!region || (region.from_line === line && region.from === at)) return undefined
  return `${letters_of(region.from)}${region.from_line}`
}
