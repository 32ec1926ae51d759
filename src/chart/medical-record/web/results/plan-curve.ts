import type { Chart } from '../../contract.ts'

export type Point = { x: number; y: number; at: string; value: string }

const minutes_of = (at: string): number => new Date(at).getTime() / 60_000

/** Points of one measurement over the whole span of measuring, so that two curves share their time. */
export const plan_curve = (
  vitals: Chart['vitals'],
  code: string,
  [low, high]: [number, number],
  { width, height }: { width: number; height: number },
): Point[] => {
  const times = vitals.map((vital) => minutes_of(vital.at)).filter((time) => !Number.isNaN(time))
  const first = Math.min(...times)
  const span = Math.max(1, Math.max(...times) - first)
  return vitals
    .filter((vital) => vital.code === code && vital.value !== '' && !Number.isNaN(Number(vital.value)))
    .map((vital) => {
      const share = (Math.min(high, Math.max(low, Number(vital.value))) - low) / (high - low)
      const x = Math.round(((minutes_of(vital.at) - first) / span) * width)
      return { x, y: Math.round((1 - share) * height), at: vital.at, value: vital.value }
    })
    .sort((a, b) => a.x - b.x)
}
