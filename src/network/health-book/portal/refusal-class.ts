import { say_submit_result } from '../../../standards/bhyt-exchange/index.ts'
import type { RefusalClass } from '../contract.ts'

/** What an answer's code means for us: somebody has to act (failed), it goes again by itself (away), or nobody knows (unknown). */
export type Meaning = { class: RefusalClass; state: 'failed' | 'away' | 'unknown' }

/** Codes of SUBMIT_RESULT (BHXH gateway guide, and the older 4210 list): whose business each is. */
const meanings: Record<string, Meaning> = {
  '123': { class: 'record', state: 'failed' },
  '1001': { class: 'size', state: 'failed' },
  '401': { class: 'account', state: 'away' },
  '403': { class: 'account', state: 'away' },
  '205': { class: 'setting', state: 'away' },
  '701': { class: 'hours', state: 'away' },
  '500': { class: 'portal', state: 'away' },
  // “The portal saves it again by itself”: sent twice it would be there twice.
  '124': { class: 'lost', state: 'unknown' },
}

/** A code no guide tells is for a person: it may say that the dossier is there already. */
export const meaning_of = (code: string): Meaning => meanings[code] ?? { class: 'unknown', state: 'failed' }

/** The portal's own words, with what the code means where they say nothing. */
export const say_answer = (code: string, said: string): string => {
  const known = say_submit_result(code)
  return `${said || known || 'Cổng không nêu lý do'} (mã ${code || 'không có'})`
}
