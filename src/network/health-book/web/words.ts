import { words_of } from '../../../base/ui/index.ts'
import { en } from './words/en.ts'
import { vi } from './words/vi.ts'

export type HealthBookWords = typeof vi
export const use_words = words_of<HealthBookWords>(vi, en)
