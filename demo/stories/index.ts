import { cardiology_stories } from './cardiology.ts'
import { internal_stories } from './internal.ts'
import { more_internal_stories } from './internal-more.ts'
import { more_stories } from './more.ts'
import { visits } from './visits.ts'
import type { Story } from './story.ts'

export const stories: Story[] = [...internal_stories, ...more_internal_stories, ...cardiology_stories, ...more_stories]
export { visits }
export type { Coded, Day, Drug, Organ, Story, Visit, Vitals } from './story.ts'
