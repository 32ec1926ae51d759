import type { Sample } from './measure.ts'

/** One row of bench/RESULTS.md. */
export type Line = { what: string; limit: string; measured: string; ratio: string; met: boolean }

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`

export const check = (answer: { status: number; text: string }): void => {
  if (answer.status >= 300) throw new Error(`bench: ${answer.status} ${answer.text.slice(0, 400)}`)
}

export const line = (what: string, sample: Sample, limit_ms: number, raw: Sample): Line => ({
  what,
  limit: `p95 ≤ ${limit_ms} ms`,
  measured: `p50 ${ms(sample.p50_ms)}, p95 ${ms(sample.p95_ms)} (n=${sample.count})`,
  ratio: `${Math.round(sample.p50_ms / raw.p50_ms)} ×`,
  met: sample.p95_ms <= limit_ms,
})
