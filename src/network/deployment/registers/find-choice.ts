import { fold } from '../../../base/text/index.ts'
import type { Choice } from './field.ts'

/** What is meant by an id, a name or another name for it, as people write it. */
export const find_choice = (choices: readonly Choice[], text: string): Choice | undefined =>
  choices.find(({ id }) => id === text) ??
  choices.find(({ name, also = [] }) => [name, ...also].some((one) => fold(one) === fold(text)))
