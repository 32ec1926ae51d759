import { local_date } from '../../base/time/index.ts'
import type { DocumentKind } from './submission.ts'

/**
 * Of the dead nobody is sent on, asked back or prescribed for. Every other kind tells of what was: the summary of the very
 * stay, the answer to the house that had sent her, a result or an autopsy that comes when she is dead, the whole record.
 */
const asks_for_care: ReadonlySet<string> = new Set<DocumentKind>(['transfer-letter', 'reexam-letter', 'prescription'])

/** A day of the calendar here; what is no moment (a day, a month, a year, 'true') as it is. */
const day_of = (said: string): string => (said.length > 10 ? local_date(said) : said)

/**
 * Whether a paper asks for care of somebody who had died. By days: what was written on the day of the death was written
 * before it as far as anybody can tell. Of a month, a year or a death alone ('true') nobody can tell: it may have been.
 * @param deceased a moment, a day, a month, a year, or 'true' where only the death is known
 */
export const asks_care_of_dead = (
  { kind, created_at }: { kind: string; created_at: string },
  deceased: string,
): boolean => asks_for_care.has(kind) && (deceased === 'true' || day_of(created_at) > day_of(deceased))
