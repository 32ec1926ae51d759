import { cardiology_stories } from './cardiology.ts'
import { infectious_stories } from './infectious.ts'
import { intensive_care_stories } from './intensive-care.ts'
import { internal_stories } from './internal.ts'
import { nephrology_stories } from './nephrology.ts'
import { obstetric_stories } from './obstetrics.ts'
import { ophthalmology_stories } from './ophthalmology.ts'
import { paediatric_stories } from './paediatrics.ts'
import { respiratory_stories } from './respiratory.ts'
import type { Story } from './story.ts'
import { surgery_stories } from './surgery.ts'
import { traditional_stories } from './traditional.ts'
import { trauma_stories } from './trauma.ts'
import { visits } from './visits.ts'

export const stories: Story[] = [
  ...respiratory_stories,
  ...internal_stories,
  ...nephrology_stories,
  ...cardiology_stories,
  ...surgery_stories,
  ...trauma_stories,
  ...obstetric_stories,
  ...paediatric_stories,
  ...infectious_stories,
  ...traditional_stories,
  ...ophthalmology_stories,
  ...intensive_care_stories,
]
export { vary } from './vary.ts'
export { visits }
export type { Coded, Day, Drug, Organ, Story, Visit, Vitals } from './story.ts'
