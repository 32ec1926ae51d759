/** Chance that is the same each time: a resource follows from its seed and index alone. */
export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number
  /** Both ends included. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** Shaped as the store's own ids (RFC 9562, UUIDv7): neighbours in time are neighbours on disk. */
  id(time_ms: number): string
}

/** SplitMix32: one state of 32 bits, mixed well enough that neighbouring seeds have nothing in common. */
export const chance_of = (seed: number): Chance => {
  let state = seed | 0
  const bits = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const hex = (digits: number): string => bits().toString(16).padStart(8, '0').slice(0, digits)
  const next = (): number => bits() / 2 ** 32
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    id(time_ms) {
      const time = time_ms.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(8)}${hex(4)}`
    },
  }
}
