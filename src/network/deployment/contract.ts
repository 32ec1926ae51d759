import type { BoardHead, FacilitySummary, FlowSum } from '../monitor/contract.ts'
import type { Register } from './registers/field.ts'
import type { Rule, RuleSubject } from './remind/rules.ts'

export type { Field, Register } from './registers/field.ts'

/** Registers in which a facility asks and the Sở answers in time (flow `answer`). */
export const asked_kinds: readonly string[] = ['difficulty', 'insurance', 'shortage']

/** What the Sở's board and a member's page get of the deployment (docs/decisions/0025). Days are yyyy-mm-dd, money whole đồng. */

export type BudgetSource = 'province' | 'district' | 'own' | 'other'
export const budget_sources: readonly BudgetSource[] = ['province', 'district', 'own', 'other']

/** A sum of money as a paper prints it; what it is of is said by what is named. */
export type Statement = {
  where: string
  dong: number
  facility?: string | undefined
  sources?: BudgetSource[] | undefined
  year?: number | undefined
}

export type Programme = {
  id: string
  name: string
  source: string
  from_day: string
  target_day: string
  steps: { step: string; due: string }[]
  said: Statement[]
}

/** What one may look at, where there is more than one. */
export type ProgrammeChoice = { id: string; name: string }

export type StepLine = { id: string; name: string; done: string; source: string }

/** A piece of work under a milestone (MON-04); `done_on` null: not done. */
export type PlannedTask = { what: string; owner: string; due: string; done_on: string | null }
/** `tasks` is absent in plans written before there were any. */
export type PlannedMilestone = {
  step: string
  due: string
  owner: string
  note: string
  tasks?: PlannedTask[] | undefined
}
export type TaskForceMember = { name: string; role: string; unit: string; phone: string }
export type PlanState = 'draft' | 'submitted' | 'approved' | 'returned'

export type Plan = {
  version: number
  state: PlanState
  milestones: PlannedMilestone[]
  task_force: TaskForceMember[]
  written_by: string
  written_at: string
  submitted_by: string
  submitted_at: string | null
  decided_by: string
  decided_at: string | null
  reason: string
}

/** A version that waits for the Sở's word. */
export type WaitingPlan = Pick<Plan, 'version' | 'submitted_by' | 'submitted_at'> & {
  facility: string
  programme: string
  programme_name: string
}

export type Milestone = {
  facility: string
  step: string
  due: string
  owner: string
  percent: number
  done_on: string | null
  evidence: string
  /** Said done while the registers did not prove it: what they lacked, and who said it; '': proved, or not done. */
  lacks: string
  lacks_by: string
  updated_at: string
  updated_by: string
  /** Days after `due`: of what is not done, until today; of what is done, until it was. 0: in time. */
  late_days: number
}

export type ProgressWord = {
  step: string
  day: string
  percent: number
  evidence: string
  /** What the registers lacked when it was said done. */
  lacks: string
  said_by: string
  said_at: string
}

export type Week = { day: string; facilities: number; operating: number; percent: number }

export type Forecast = {
  /** The day on which the line reaches everything; null: it does not rise. */
  day: string | null
  per_week: number
  /** So many ends of weeks the line is laid through. */
  weeks: number
}

export type Money = { dong: number; spent_dong: number }
export type BudgetLine = Money & {
  /** What was planned, and what is under contract; null: nobody has said it. */
  planned_dong: number | null
  contracted_dong: number | null
  facility: string
  year: number
  source: BudgetSource
  unit: 'dong' | 'million'
  note: string
  version: number
}

/** Money of one year and source on its way, over all facilities; null: of no line it is known. */
export type MoneyStages = {
  year: number
  source: BudgetSource
  lines: number
  dong: number
  spent_dong: number
  planned_dong: number | null
  planned_lines: number
  contracted_dong: number | null
  contracted_lines: number
}

/** What a paper says against what the lines add up to. */
export type BudgetCheck = Statement & { counted_dong: number; difference_dong: number }

export type EntryLine = {
  facility: string
  id: string
  kind: string
  body: Record<string, string | number | boolean>
  state: string
  due: string | null
  version: number
  reason: string
  written_by: string
  updated_at: string
  files: { id: string; name: string; size: number; sha256: string }[]
}

export type Reminder = {
  facility: string
  rule: string
  about: string
  due: string
  told: 'facility' | 'director' | 'oversight' | 'oversight_lead'
  words: string
  day: string
  seen_by: string
  seen_at: string | null
}

/** A rule of reminding as it holds today, as it was shipped, and what the Sở said of it, the latest day first. */
export type ReminderRuleWord = {
  valid_from: string
  from_days: number
  is_on: boolean
  reason: string
  changed_by: string
  changed_at: string
}
export type ReminderRuleLine = {
  id: string
  of: RuleSubject
  told: Reminder['told']
  words: string
  from_days: number
  is_on: boolean
  first: number
  least: number
  most: number
  said: ReminderRuleWord[]
}

/** A line of a register that waits for the Sở's word. */
export type InboxEntry = {
  facility: string
  name: string
  id: string
  kind: string
  /** What the register is called, and what the line is about. */
  register: string
  title: string
  due: string | null
  written_by: string
  updated_at: string
}
export type InboxReminder = Reminder & { name: string }

/** Everything that waits for a word of the Sở, from one place. */
export type Inbox = {
  today: string
  plans: (WaitingPlan & { name: string })[]
  entries: InboxEntry[]
  reminders: InboxReminder[]
}

/** The exchange of the province on a day, or in the week that ends on it. */
export type TrendPoint = {
  day: string
  due: number
  sent: number
  arrived: number
  /** Of what arrived: before the day was closed. */
  on_time: number
  missing: number
}
export type Trend = { today: string; by: 'day' | 'week'; kind: string; points: TrendPoint[] }

export type FacilityState = {
  from_day: string
  level: string | null
  rank: string | null
  beds: number | null
  ownership: 'public' | 'private' | 'other'
  sort: string
  area: string | null
  codes: Record<string, string>
  contacts: { name: string; role: string; phone: string; email: string }[]
  source: string
  recorded_by: string
  recorded_at: string
}

export type AreaLine = {
  id: string
  kind: 'province' | 'district' | 'ward'
  name: string
  parent?: string | null
  valid_from: string
  /** The first day on which it is no more. */
  valid_to?: string | null
  /** What took its place. */
  successor?: string | null
  source: string
}

export type FacilityCard = {
  code: string
  name: string
  gln: string | null
  /** The day asked for, and what the facility was called on it. */
  on: string
  name_on: string
  names: { name: string; until: string }[]
  successor: string | null
  valid_to: string | null
  /** At the hub: none, applied, approved, suspended. */
  membership: string
  /** The latest first; the first that has begun is what holds. */
  states: FacilityState[]
  /** From the ward or district up to the province, on the day asked for. */
  areas: { id: string; kind: string; name: string }[]
}

export type RegisterLine = {
  code: string
  /** As it was called on the day asked for. */
  name: string
  name_now: string
  gln: string | null
  kind: string
  authority: string
  membership: string
  /** null: nobody has said what it was on that day. */
  state: FacilityState | null
  areas: { id: string; kind: string; name: string }[]
  /** It was no more on that day, and what took its place. */
  ended: { on: string; into: string | null } | null
  /** Its number in the programme that runs; null: it takes no part. */
  place: number | null
}

/** The facilities of the province as they stood on a day (MON-01, MON-28). */
export type RegisterPage = {
  today: string
  on: string
  /** So many match; of them the first are here. */
  total: number
  by_kind: Record<string, number>
  lines: RegisterLine[]
}

export type AreasPage = { today: string; areas: (AreaLine & { facilities: number })[] }

export type ProgrammeMember = {
  facility: string
  name: string
  place: number
  joined_on: string
  left_on: string | null
}
export type ProgrammePage = {
  today: string
  programme: Programme
  members: ProgrammeMember[]
}

export type ToDo = {
  facility: string
  /** late, soon, returned, missing, approve, answer */
  what: string
  words: string
  due: string | null
  /** Where it is done: a path of the screens. */
  link: string
  is_red: boolean
}

export type ProvinceRow = {
  code: string
  name: string
  place: number
  /** What it is (MON-01) and where it lies today; '' where nobody has said it. */
  sort: FacilityState['sort'] | ''
  area: string
  /** In the order of the steps; a facility without an approved plan has none. */
  milestones: Pick<Milestone, 'step' | 'due' | 'percent' | 'done_on' | 'lacks' | 'lacks_by' | 'late_days'>[]
  money: { source: BudgetSource; dong: number; spent_dong: number }[]
  /** Of the monitor: the last days and what is wrong; null when it knows nothing of the facility. */
  exchange: FacilitySummary | null
}

/** The page everybody opens: counted before, or small. */
export type ProvincePage = BoardHead & {
  /** When the curve of the steps and the money were written last; '' when nothing is there yet. */
  progress_at: string
  money_at: string
  programme: Programme
  steps: StepLine[]
  rows: ProvinceRow[]
  weeks: Week[]
  operating: number
  percent: number
  forecast: Forecast
  money: { source: BudgetSource; dong: number; spent_dong: number }[]
  /** What the plan's papers say of the whole, where it is not what the lines add up to. */
  disagreements: BudgetCheck[]
  /** What waits for a word of the Sở; told, told_lead: reminders that nobody of those who were told has read. */
  open: { difficulties: number; plans: number; papers: number; told: number; told_lead: number }
  /** The last weeks of the exchange, the running one until yesterday. */
  trend: TrendPoint[]
  /** Of the monitor, as its own page says it. */
  flow: FlowSum
  /** Facilities that have said nothing for longer than allowed. */
  silent: number
  /** … and nothing of yesterday, whose papers are not counted as due. */
  untold: number
}

/** Everything the board keeps of one facility. */
export type FacilityPage = {
  today: string
  programme: Programme
  card: FacilityCard
  plans: Plan[]
  milestones: Milestone[]
  progress: ProgressWord[]
  entries: EntryLine[]
  /** Lines that were taken back, each with the reason and who did it. */
  voided: EntryLine[]
  budget: BudgetLine[]
  reminders: Reminder[]
  /** What of them this person marks as read: what was told to such as him; null: nothing. */
  sees: Reminder['told'] | null
  to_do: ToDo[]
  /** On its own server, where the papers still to be sent stand one by one; '': no address is known. */
  own_page: string
}

/** Laws and steps as data: what the screens draw their forms from. */
export type Definitions = {
  steps: StepLine[]
  papers: { id: string; name: string }[]
  registers: Register[]
  /** When somebody is reminded of what. */
  rules: readonly Rule[]
}

export type MoneyUnit = 'dong' | 'thousand' | 'million' | 'billion'

/** What a spreadsheet would do, row by row, before anything is written. */
export type ImportPreview = {
  /** Of the file, its sheet and its unit as they were looked at; only these are written. */
  digest: string
  rows_read: number
  changes: number
  /** Of the file and of its rows. */
  faults: number
  /** What is written all the same and should be looked at first. */
  warnings: number
  file_faults: string[]
  /** The sheet that was read ('' in a CSV), and all that hold such a table. */
  sheet: string
  sheets: string[]
  /** Of money, as the file says it or as it was chosen; null: nobody has said it. */
  unit: MoneyUnit | null
  /** The file does not say it of all its money. */
  asks_unit: boolean
  /** Of the file as a whole: merged cells, how numbers were read. */
  notes: string[]
  rows: { line: number; facility: string; changes: string[]; warnings: string[]; faults: string[] }[]
}

/** So much: of counts and money by their field, what is short of each line, added up. */
export type RegisterSum = { lines: number; late: number; short: number; amounts: Record<string, number> }

/** One register over the whole province (MON-03, 08, 19, 20, SIG-12). */
export type RegisterSums = {
  today: string
  kind: string
  total: RegisterSum & { facilities: number }
  /** By status or kind, as the register parts its lines; '' is what is not said. */
  parts: (RegisterSum & { id: string; name: string; facilities: number })[]
  facilities: (RegisterSum & { code: string; name: string; parts: Record<string, number> })[]
  /** Who takes part in the programme and has said nothing here. */
  silent: { code: string; name: string }[]
  /** Of a register whose lines the Sở decides: how many stand in which state. */
  states: { id: string; lines: number }[]
  /** Taken back: in no sum, shown to who asks for them. */
  voided: number
  /** The lines of what was asked for: so many, and the first of them. */
  found: number
  lines: (EntryLine & { name: string; part: string; is_late: boolean })[]
}
