/** Shapes of the IT level on the wire. */

export type GroupId = 'INF' | 'MGT' | 'HIS' | 'PACS' | 'LIS' | 'NFR' | 'SEC' | 'EMR'
export type Grade = 'basic' | 'advanced'

export type Confidence = 'sure' | 'likely' | 'memory'

/** What a level asks of each group. */
export type Rung = {
  level: number
  confidence: Confidence
  source: string
  needs: Partial<Record<GroupId, number | Grade | null>>
}

/** The whole set with its marks: the definitions a person opens. */
export type CriteriaBook = {
  id: string
  title: string
  source: string
  note: string
  groups: { id: GroupId; number: string; vi: string; en: string; graded: 'level' | 'grade' }[]
  ladder: Rung[]
  criteria: Criterion[]
}

export type Criterion = {
  id: string
  /** TC number in the annex, where it is known. */
  number: number | null
  group: GroupId
  /** The level that first asks for it (INF, HIS), or its grade. */
  grade: number | Grade
  vi: string
  en: string
  /** How sure we are of words, number and place: the signed annex was not in reach. */
  confidence: Confidence
  /** Why it is marked so: what was confirmed, and by what. */
  source: string
  valid_from: string
  /** The last day in force. */
  valid_to: string | null
  /** May be answered "does not apply" (a blood bank, if there is one). */
  if_any?: boolean
}

export type Answer = 'yes' | 'no' | 'na'
/** measured: counted by the software from its own tables · declared: a person said so · none: nobody did. */
export type Basis = 'measured' | 'declared' | 'none'

export type Answered = {
  criterion: string
  answer: Answer
  basis: Basis
  /** The reason, in a sentence; of a declaration its evidence. */
  says: string
  numbers?: Record<string, number | string>
  /** Name of the query and the moment it was asked. */
  query?: string
  at?: string
  /** Who declared. */
  by?: string
  /** Declared otherwise than counted: the count stands. */
  declared?: Answer
}

export type GroupStanding = {
  group: GroupId
  /** Level 0–7 of INF and HIS; of the others null. */
  level: number | null
  grade: Grade | 'none' | null
  met: number
  total: number
}

export type Standing = {
  /** 0: not even level 1. */
  level: number
  groups: GroupStanding[]
  /** What the next level still lacks; null at the top. */
  next: { level: number; missing: string[] } | null
  sentence: string
}

export type AssessmentKind = 'self' | 'declaration' | 're-rating'

export type AssessmentLine = {
  facility: string
  id: string
  as_of: string
  kind: AssessmentKind
  year: number | null
  level: number
  decision: string
  made_at: string
  made_name: string
  software: string
  signed: boolean
  sent_at: string | null
}
export type Assessment = AssessmentLine & { answers: Answered[]; standing: Standing; changes: Change[] }

/** Against the assessment before it. */
export type Change = { criterion: string; before: Answer; after: Answer; says: string }

export type Rerating = {
  id: string
  criteria: string[]
  reason: string
  due: string
  ordered_by: string
  ordered_at: string
  answered_by: string | null
}

/** How a facility stands now, on its own page. */
export type OwnLevel = {
  facility: string
  name: string
  as_of: string
  answers: Answered[]
  standing: Standing
  /** Whether this server counts by itself, or only keeps what people declare. */
  measures: boolean
  /** At the hub: its own software answers and signs; this is its last word. */
  is_read_only: boolean
  criteria: Criterion[]
  history: AssessmentLine[]
  reratings: Rerating[]
  declaration: DeclarationState
  /** Why nothing goes to the hub by itself; '' when it does. */
  sending: string
}

export type DeclarationState = {
  year: number
  due: string
  state: 'early' | 'due' | 'late' | 'done'
  done_at: string | null
}

/** A line of the Sở's matrix. */
export type FacilityLevel = {
  facility: string
  name: string
  /** What counts: the newest assessment, with the criteria the Sở doubts taken as not met. */
  standing: Standing | null
  said_level: number | null
  newest: AssessmentLine | null
  previous_level: number | null
  declared_at: string | null
  doubted: number
}
export type LevelMatrix = {
  at: string
  year: number
  facilities: FacilityLevel[]
  /** How many facilities stand at each level, 0–7. */
  levels: number[]
}
