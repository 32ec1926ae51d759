import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Clock = { due_h: number; source: string; certainty: string }

/** By when the portal should have a visit (SHARE-11); a facility can set its own hours. */
export const clock = JSON.parse(readFileSync(join(import.meta.dirname, 'clock.json'), 'utf8')) as Clock

const hour_ms = 3_600_000

export const due_of = (ended_at: Date, due_h = clock.due_h): Date => new Date(ended_at.getTime() + due_h * hour_ms)

/** Late: not there when it was due, whether or not it came afterwards. */
export const is_late = (due: Date, sent_at: Date | null, now = new Date()): boolean => (sent_at ?? now) > due
