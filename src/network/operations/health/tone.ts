import type { Tone } from '../contract.ts'

const weight: Record<Tone, number> = { good: 0, unknown: 1, warn: 2, bad: 3 }

export const worst = (tones: Tone[]): Tone =>
  tones.reduce((one, other) => (weight[other] > weight[one] ? other : one), 'good' as Tone)

/** @param warn from here on amber @param bad from here on red */
export const tone_above = (value: number, warn: number, bad: number): Tone =>
  value >= bad ? 'bad' : value >= warn ? 'warn' : 'good'

/** The less is left the worse. */
export const tone_below = (value: number, warn: number, bad: number): Tone =>
  value <= bad ? 'bad' : value <= warn ? 'warn' : 'good'
