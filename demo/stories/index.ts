import { internal_stories } from './internal.ts'
import { visits } from './visits.ts'
import type { Story } from './story.ts'

export const stories: Story[] = [...internal_stories]
export { visits }
export type { Coded, Day, Drug, Organ, Story, Visit, Vitals } from './story.ts'
