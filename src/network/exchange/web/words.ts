import { words_of } from '../../../base/ui/index.ts'
import { en } from './words/en.ts'
import { vi } from './words/vi.ts'

export type ExchangeWords = typeof vi
export const use_words = words_of<ExchangeWords>(vi, en)
