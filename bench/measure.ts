export type Sample = { p50_ms: number; p95_ms: number; count: number }

const quantile = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

export const summarise = (times_ms: number[]): Sample => {
  const sorted = [...times_ms].sort((a, b) => a - b)
  return { p50_ms: quantile(sorted, 0.5), p95_ms: quantile(sorted, 0.95), count: sorted.length }
}

/** Runs `work` some times unmeasured, then measured. */
export const measure = async (count: number, work: (i: number) => Promise<unknown>, warm_up = 3): Promise<Sample> => {
  for (let i = 0; i < warm_up; i += 1) await work(i)
  const times: number[] = []
  for (let i = 0; i < count; i += 1) {
    const start = performance.now()
    await work(i + warm_up)
    times.push(performance.now() - start)
  }
  return summarise(times)
}
