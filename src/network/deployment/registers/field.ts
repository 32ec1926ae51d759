/** Registers are data: a kind, its fields, who may turn it from one state into the next. Screens, import and export read this. */

/** `also`: other names by which people write it in their spreadsheets. */
export type Choice = { id: string; name: string; also?: readonly string[] }

export type Field = {
  id: string
  name: string
  type: 'text' | 'long' | 'count' | 'money' | 'day' | 'choice' | 'yes_no' | 'link'
  is_required?: boolean
  choices?: readonly Choice[]
  unit?: string
  /** Only the Sở says it, whoever keeps the line. */
  by_so?: boolean
}

/**
 * open: being written · submitted: waits for the Sở · approved, returned · answered, closed · recorded: nobody decides ·
 * void: taken back with a reason; it counts nowhere and is kept.
 */
export type EntryState = 'open' | 'submitted' | 'approved' | 'returned' | 'answered' | 'closed' | 'recorded' | 'void'

/**
 * record: the facility keeps it and that is all; approve: the Sở approves or returns it; answer: the Sở answers it in time.
 */
export type Flow = 'record' | 'approve' | 'answer'

export type Register = {
  kind: string
  name: string
  /** Of one line, for a button. */
  one: string
  source: string
  flow: Flow
  fields: readonly Field[]
  /** The field a line is called by in lists. */
  title: string
  /** The field whose day is the line's deadline. */
  due?: string
  /** The field whose day says that it is done: from then on nobody waits for it. */
  done_on?: string
  takes_files?: boolean
  /** What the Sở's own fields are written by, as a button says it. */
  so_act?: string
  /** How the lines of all facilities add up. */
  sums?: Sums
}

/**
 * by: the field whose values the lines are parted by, or the year of that day. amounts: counts and money that are added.
 * short: of each line what is wanted less what is there, never below nothing. ends: the day after which a line is late, unless
 * the field of `by` has come to one of `done`. left_out: values of `by` that stand in their own row and in no sum of the whole.
 */
export type Sums = {
  by: string
  amounts: readonly string[]
  short?: { of: string; less: readonly string[] }
  ends?: string
  done?: readonly string[]
  left_out?: readonly string[]
}
