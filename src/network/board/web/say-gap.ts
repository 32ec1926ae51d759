import type { Gap } from '../../monitor/contract.ts'
import { say_short_day } from './figures.ts'
import type { use_words } from './words.ts'

export const say_gap = (words: ReturnType<typeof use_words>, { what, count, day }: Gap): string =>
  words.gaps[what]?.(count, say_short_day(day)) ?? what
