/** Registers are data: a kind, its fields, who may turn it from one state into the next. Screens, import and export read this. */

export type Choice = { id: string; name: string }

export type Field = {
  id: string
  name: string
  type: 'text' | 'long' | 'count' | 'money' | 'day' | 'choice' | 'yes_no' | 'link'
  is_required?: boolean
  choices?: readonly Choice[]
  unit?: string
}

/** open: being written · submitted: waits for the Sở · approved, returned · answered, closed · recorded: nobody decides. */
export type EntryState = 'open' | 'submitted' | 'approved' | 'returned' | 'answered' | 'closed' | 'recorded'

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
  takes_files?: boolean
}
