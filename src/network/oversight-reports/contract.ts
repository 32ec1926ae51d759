/** Shapes of the reports on the wire, and the door through which figures come. */

export type PeriodKind = 'week' | 'month' | 'quarter' | 'half' | 'year' | 'adhoc'
/** Which days a month's report tells of: the calendar's, or from the 15th to the 14th (NĐ 09/2019/NĐ-CP Điều 12). */
export type Closing = 'nd09' | 'calendar'

export type Period = {
  kind: PeriodKind
  /** "tháng 11 năm 2026". */
  label: string
  from: string
  to: string
  /** The day up to which can be counted: `to`, or today while the period still runs. */
  counted_to: string
  /** Of a period that is over: what was written from this moment on was not known yet. null: the period still runs. */
  known_by?: string | null
  /** Of which programme of the Sở the plan and the money are told; absent: the latest that had begun. */
  programme?: string
}
export type PeriodWish = {
  kind: PeriodKind
  year?: number
  number?: number
  from?: string
  to?: string
  programme?: string
}

export type ValueKind = 'number' | 'percent' | 'money' | 'text' | 'day'
/** null: nobody is there who could say it; never the same as 0. */
export type Value = number | string | null

export type FigureFacts = { name: string; label: string; kind: ValueKind; unit: string; definition: string }
export type Column = { label: string; kind: ValueKind; /** Share of the page's width. */ share: number }
export type TableFacts = { name: string; label: string; columns: Column[]; definition: string }

/** Where a value comes from. */
export type Origin = {
  source: string
  query: string
  /** When it was counted: by the monitor, by a facility, or by the question itself. '': nobody did. */
  at: string
  /** The page with the rows it was counted from, with its days; '' or absent: there is none. */
  path?: string
  /** Of what is null: why. */
  why: string
}
export type Figure = FigureFacts & Origin & { value: Value }
export type Table = TableFacts & Origin & { rows: Value[][]; total: Value[] | null }

export type ToldTable = { rows: Value[][]; total?: Value[] | null }
export type Told = {
  figures?: Record<string, Value>
  tables?: Record<string, ToldTable | null>
  /** By name: when it was counted, if that was before it was asked for. */
  counted_at?: Record<string, string>
}

/** The rows a figure was counted from; each with the page where it can be looked at. */
export type FigureRows = {
  columns: Column[]
  rows: { cells: Value[]; path: string }[]
  /** More than are shown. */
  more: number
}
/** A figure asked for anew, with its rows. */
export type Evidence = FigureRows & {
  name: string
  label: string
  definition: string
  unit: string
  kind: ValueKind
  /** Of a table: undefined. */
  value?: Value
  period: Period
  origin: Origin
}

/** A line of the annex: what a number means, where and when it was counted. */
export type SourceLine = {
  label: string
  value: string
  raw: Value
  definition: string
  source: string
  query: string
  at: string
  path: string
}

/** What stands around the text (NĐ 30/2020/NĐ-CP, phụ lục I). */
export type Head = {
  /** Cơ quan chủ quản trực tiếp, and who issues it. */
  superior: string
  unit: string
  /** Behind the number: "BC-SYT". */
  symbol: string
  place: string
  /** "BÁO CÁO". */
  kind: string
  /** Trích yếu nội dung; may hold {{figures}}. */
  subject: string
  addressees: string[]
  /** Nơi nhận. */
  recipients: string[]
  /** "GIÁM ĐỐC", or in two lines "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC". */
  authority: string[]
  signer: string
  period_kinds: PeriodKind[]
  closing: Closing
  /** How the template is called in the list. */
  name: string
}

export type Template = {
  slug: string
  /** 0: as it came with the program. */
  version: number
  head: Head
  body: string
  note: string
  changed_name: string
  at: string | null
}
export type TemplateFault = { line: number; word: string; message: string }

/** Everything a report is made of: the same snapshot gives the same bytes. */
export type Snapshot = {
  edition: string
  template: string
  version: number
  head: Head
  body: string
  period: Period
  figures: Figure[]
  tables: Table[]
  /** Of the document, as the Sở's registry gives it; '' leaves room for the pen. */
  number: string
  /** yyyy-mm-dd on the paper. */
  dated: string
  made_at: string
  made_name: string
}

export type FileForm = 'docx' | 'pdf' | 'xlsx'
export type ReportLine = {
  id: string
  template: string
  version: number
  title: string
  period: Period
  made_name: string
  made_at: string
  files: { form: FileForm; sha256: string; size: number }[]
}

export type Catalogue = {
  figures: FigureFacts[]
  tables: TableFacts[]
  /** Names that some source tells. */ told: string[]
}
export type Preview = { pages: { svg: string; digest: string }[]; missing: string[]; sources: SourceLine[] }
