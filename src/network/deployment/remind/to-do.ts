import { days_between, format_date } from '../../../base/time/index.ts'
import type { EntryLine, Milestone, Plan, ProgrammeChoice, ToDo } from '../contract.ts'
import { papers } from '../programme/papers.ts'
import { name_of_step } from '../programme/steps.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import { get_register } from '../registers/registers.ts'
import { title_of } from '../registers/title-of.ts'
import type { Open } from './find-open.ts'

const place = (facility: string, part: string): string => `/so/co-so/${facility}/${part}`

/** What a facility does in one programme; the programme is named where it takes part in more than one. */
export type Doing = { programme: ProgrammeChoice | null; plan: Plan | undefined; milestones: Milestone[] }

const plan_place = (facility: string, { programme }: Doing): string =>
  place(facility, 'ke-hoach') + (programme ? `?chuong-trinh=${encodeURIComponent(programme.id)}` : '')

const of_which = ({ programme }: Doing): string => (programme ? ` (${programme.name})` : '')

const of_plan = (facility: string, doing: Doing): ToDo[] => {
  const { plan } = doing
  const line = { facility, due: null, link: plan_place(facility, doing) }
  const named = of_which(doing)
  if (!plan) return [{ ...line, what: 'missing', words: `Chưa có kế hoạch triển khai${named}`, is_red: true }]
  if (plan.state === 'draft')
    return [{ ...line, what: 'missing', words: `Kế hoạch chưa gửi Sở duyệt${named}`, is_red: false }]
  if (plan.state === 'returned')
    return [{ ...line, what: 'returned', words: `Sở trả lại kế hoạch${named}: ${plan.reason}`, is_red: true }]
  return []
}

const soon_days = 14

const of_steps = (facility: string, doing: Doing, today: string): ToDo[] =>
  doing.milestones
    .filter(({ percent }) => percent < 100)
    .filter(({ due, late_days }) => late_days > 0 || Date.parse(due) - Date.parse(today) <= soon_days * 86_400_000)
    .map(({ step, due, late_days, percent }) => ({
      ...{ facility, due, link: plan_place(facility, doing), is_red: late_days > 0 },
      what: late_days > 0 ? 'late' : 'soon',
      words:
        late_days > 0
          ? `Bước ${name_of_step(step)}${of_which(doing)} trễ ${late_days} ngày, mới ${percent} %`
          : `Bước ${name_of_step(step)}${of_which(doing)} đến hạn ${format_date(due)}, đang ${percent} %`,
    }))

/** What came back, of every register of which the Sở approves the lines. */
const of_returned = (facility: string, entries: EntryLine[]): ToDo[] =>
  entries
    .filter(({ kind, state }) => state === 'returned' && get_register(kind).flow === 'approve')
    .map(({ kind, body, reason }) => ({
      ...{ facility, what: 'returned', due: null, link: page_of_kind(facility, kind), is_red: true },
      words: `Sở trả lại ${get_register(kind).one} “${title_of(get_register(kind), body)}”: ${reason}`,
    }))

const of_papers = (facility: string, entries: EntryLine[]): ToDo[] => {
  const documents = entries.filter(({ kind }) => kind === 'document')
  const missing = papers.filter(({ id }) => !documents.some(({ body }) => body['paper'] === id))
  if (missing.length === 0) return []
  const line = { facility, due: null, link: place(facility, 'ho-so'), is_red: false }
  return [{ ...line, what: 'missing', words: `Còn ${missing.length} văn bản chưa có` }]
}

const of_answers = (facility: string, entries: EntryLine[]): ToDo[] =>
  entries
    .filter(({ state }) => state === 'answered')
    .map(({ kind, body, reason }) => ({
      ...{ facility, what: 'answer', due: null, link: page_of_kind(facility, kind), is_red: false },
      words: `Sở đã trả lời “${title_of(get_register(kind), body)}”: ${reason}`,
    }))

const flow_place = (facility: string): string => `/so/lien-thong/${facility}`

/** Nine weeks of one trouble are one thing to do. */
const of_gaps = (facility: string, open: Open[], today: string): ToDo[] => {
  const gaps = open.filter(({ kind }) => kind === 'gap').toSorted((a, b) => a.due.localeCompare(b.due))
  const [first] = gaps
  if (!first) return []
  const words = gaps.length === 1 ? `${first.name} chưa gửi bù` : `Giấy tờ thiếu hoặc lệch số ở ${gaps.length} tuần`
  return [{ facility, what: 'missing', due: first.due, link: flow_place(facility), is_red: first.due < today, words }]
}

const of_silence = (facility: string, open: Open[]): ToDo[] =>
  open
    .filter(({ kind }) => kind === 'silence')
    .map(({ due }) => ({
      ...{ facility, what: 'late', due, link: flow_place(facility), is_red: true },
      words: `Máy chủ của cơ sở không báo về trục từ ${format_date(due)}`,
    }))

/** A new certificate takes its time, a declaration its meeting. */
const soon_days_of: Record<string, number> = { certificate: 30, declaration: 31 }

/** Of what no register keeps. */
const place_of: Record<string, (facility: string) => string> = {
  declaration: () => '/so/muc-cntt',
  task: (facility) => place(facility, 'ke-hoach'),
}

/** As the rules call it, and as the register is called. */
const register_of: Record<string, string> = { certificate: 'certificates' }

/** Lines with a day, and the level to be declared; what waits for the Sở's word is not the facility's to do. */
const of_days = (facility: string, open: Open[], today: string): ToDo[] =>
  open
    .filter(({ kind, state, has_deadline }) => has_deadline && kind !== 'step' && state !== 'submitted')
    .filter(({ kind, due }) => days_between(today, due) <= (soon_days_of[kind] ?? soon_days))
    .map(({ kind, due, name }) => ({
      ...{ facility, due, is_red: due < today, what: due < today ? 'late' : 'soon' },
      link: place_of[kind]?.(facility) ?? page_of_kind(facility, register_of[kind] ?? kind),
      words: due < today ? `${name} quá hạn ${format_date(due)}` : `${name} đến hạn ${format_date(due)}`,
    }))

/** Unless one came back, which is said as such; one survey is enough for all programmes. */
const of_survey = (facility: string, open: Open[], entries: EntryLine[]): ToDo[] => {
  const is_back = entries.some(({ kind, state }) => kind === 'survey' && state === 'returned')
  if (is_back || !open.some(({ kind }) => kind === 'survey')) return []
  const line = { facility, what: 'missing', due: null, link: place(facility, 'khao-sat'), is_red: false }
  return [{ ...line, words: 'Chưa gửi Sở phiếu khảo sát hiện trạng' }]
}

/** The red first; then by their day, what has none last. */
const by_urgency = (a: ToDo, b: ToDo): number =>
  Number(b.is_red) - Number(a.is_red) || (a.due ?? '9999').localeCompare(b.due ?? '9999')

type Known = {
  facility: string
  doing: Doing[]
  entries: EntryLine[]
  /** Of this facility. */
  open: Open[]
  today: string
}

/** What a facility has to do next, the late first: worked out from what is kept, typed by nobody. */
export const to_do_of = ({ facility, doing, entries, open, today }: Known): ToDo[] =>
  [
    ...doing.flatMap((one) => of_plan(facility, one)),
    ...doing.flatMap((one) => of_steps(facility, one, today)),
    ...of_returned(facility, entries),
    ...of_survey(facility, open, entries),
    ...of_papers(facility, entries),
    ...of_silence(facility, open),
    ...of_gaps(facility, open, today),
    ...of_days(facility, open, today),
    ...of_answers(facility, entries),
  ].toSorted(by_urgency)
