/** mulberry32: 32 bits of state, the same row of numbers on every machine. */
export type Random = {
  next(): number
  /** Whole number, both ends included. */
  int(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  weighted<T>(from: readonly (readonly [T, number])[]): T
  chance(share: number): boolean
  /** Around a middle, within ± spread. */
  near(middle: number, spread: number, decimals?: number): number
  digits(count: number): string
}

export const seed_of = (text: string, seed: number): number => {
  let hash = 2_166_136_261 ^ seed
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  return hash >>> 0
}

export const create_random = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[Math.floor(next() * from.length)]
    if (picked === undefined) throw new Error('demo: nothing to pick from')
    return picked
  }
  return {
    next,
    int,
    pick,
    weighted: <T>(from: readonly (readonly [T, number])[]): T => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) if ((left -= weight) < 0) return value
      return pick(from)[0]
    },
    chance: (share) => next() < share,
    near: (middle, spread, decimals = 0) => Number((middle + (next() * 2 - 1) * spread).toFixed(decimals)),
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
  }
}
