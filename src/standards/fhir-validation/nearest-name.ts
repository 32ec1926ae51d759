/** Letters to add, drop or change to get from one word to the other (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_unused, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** The known name a person most likely meant, if one is near. */
export const nearest_name = (typed: string, known: readonly string[]): string | undefined => {
  if (typed.length > 64) return undefined
  const word = typed.toLowerCase()
  let best: string | undefined
  let best_distance = Math.min(3, Math.floor(word.length / 2)) + 1
  for (const name of known) {
    if (name.startsWith('_') !== typed.startsWith('_') || Math.abs(name.length - word.length) >= best_distance) continue
    const steps = distance(word, name.toLowerCase())
    if (steps < best_distance) [best, best_distance] = [name, steps]
  }
  return best
}
