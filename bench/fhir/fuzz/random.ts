/** Chance that can be asked again: the same seed gives the same requests on every machine. */
export type Random = {
  /** A whole number from 0 to `end`, exclusive. */
  below(end: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of several makers, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T
}

/** sfc32 over a seed (public domain, PractRand): small, quick, and good enough to choose requests with. */
export const make_random = (seed: number, stream = 0): Random => {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9 | 0, 1]
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + result
    return (result >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i += 1) next()
  const below = (end: number): number => Math.floor(next() * end)
  return {
    below,
    chance: (share) => next() < share,
    pick(list) {
      const found = list[below(list.length)]
      if (found === undefined && list.length === 0) throw new RangeError('nothing to pick from')
      return found as (typeof list)[number]
    },
    weighted(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, make] of choices) if ((left -= weight) < 0) return make()
      throw new RangeError('no choice was given')
    },
  }
}
