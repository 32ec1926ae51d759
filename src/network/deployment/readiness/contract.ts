import type { GroupStanding } from '../../it-level/contract.ts'

/** Shapes of the scored surveys on the wire. Days are yyyy-mm-dd. */

export type ReadinessGroup =
  'infrastructure' | 'equipment' | 'network' | 'security' | 'software' | 'people' | 'record' | 'operations'

/** Where something is asked, and how sure it is that it is asked there. */
export type GuideClause = { text: string; confidence: 'sure' | 'likely' | 'memory' }

/** null: not answered, which is not nought. */
export type AnsweredQuestion = { question: string; points: number | null }

/** Over what was answered: so many points of so many. */
export type Score = {
  points: number
  max: number
  answered: number
  asked: number
  percent: number | null
  /** Against the survey before, over what both answered. */
  delta: number | null
}
export type GroupScore = Score & { group: ReadinessGroup }

/** TT 54 by the survey's answers. */
export type ReadinessLevel = {
  level: number
  /** Some criterion of the next level is answered with no; otherwise it is “at least”. */
  is_sure: boolean
  next: number | null
  missing: { id: string; name: string; is_unanswered: boolean }[]
  groups: GroupStanding[]
  answered: number
  criteria: number
}

/** CV 365 and what goes with it, by the survey's answers: a clause is met where everything asked of it is there in full. */
export type GuideStanding = {
  met: number
  answered: number
  asked: number
  missing: { id: string; name: string; clause: string; is_unanswered: boolean; is_part: boolean }[]
}

export type SurveyScore = {
  id: string
  on: string
  state: string
  /** The registers as they stood on this day. */
  lines_on: string
  answers: AnsweredQuestion[]
  groups: GroupScore[]
  total: Score
  level: ReadinessLevel
  guide: GuideStanding
  /** What the facility has published. */
  said_level: number | null
}

export type ReadinessQuestion = {
  id: string
  group: ReadinessGroup
  name: string
  /** How points come of an answer. */
  says: string
  criteria: { id: string; name: string; confidence: 'sure' | 'likely' | 'memory' }[]
  clause?: GuideClause
}

export type ReadinessRule = {
  id: string
  from_day: string
  source: string
  says: readonly string[]
  groups: readonly { id: ReadinessGroup; name: string }[]
  questions: ReadinessQuestion[]
}

export type ReadinessAverage = {
  facilities: number
  total: number | null
  groups: { group: ReadinessGroup; percent: number | null }[]
}

/** The latest surveys of a facility, the oldest first. */
export type Readiness = {
  rule: ReadinessRule
  scores: SurveyScore[]
  average: ReadinessAverage
  /** The list of all facilities is open to this person. */
  may_compare: boolean
}

/** Every facility's newest survey that went to the Sở; without one: null. */
/** As the screen gets it: with the programme whose facilities these are. */
export type ReadinessPage = ReadinessList & { programme: string }

export type ReadinessList = {
  rule: ReadinessRule
  average: ReadinessAverage
  rows: { facility: string; name: string; score: SurveyScore | null }[]
}
