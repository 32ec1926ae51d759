import { format_date } from '../../../base/time/index.ts'
import type { EntryLine, Milestone, Plan, ProgrammeChoice, ToDo } from '../contract.ts'
import { papers } from '../programme/papers.ts'
import { name_of_step } from '../programme/steps.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import { get_register } from '../registers/registers.ts'

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

const of_papers = (facility: string, entries: EntryLine[]): ToDo[] => {
  const documents = entries.filter(({ kind }) => kind === 'document')
  const missing = papers.filter(({ id }) => !documents.some(({ body }) => body['paper'] === id))
  const line = { facility, due: null, link: place(facility, 'ho-so') }
  return [
    ...documents
      .filter(({ state }) => state === 'returned')
      .map(({ body, reason }) => ({
        ...line,
        ...{ what: 'returned', is_red: true },
        words: `Sở trả lại “${papers.find(({ id }) => id === body['paper'])?.name ?? ''}”: ${reason}`,
      })),
    ...(missing.length > 0
      ? [{ ...line, what: 'missing', words: `Còn ${missing.length} văn bản chưa có`, is_red: false }]
      : []),
  ]
}

const of_answers = (facility: string, entries: EntryLine[]): ToDo[] =>
  entries
    .filter(({ state }) => state === 'answered')
    .map(({ kind, body, reason }) => ({
      ...{ facility, what: 'answer', due: null, link: page_of_kind(facility, kind), is_red: false },
      words: `Sở đã trả lời “${String(body[get_register(kind).title] ?? '')}”: ${reason}`,
    }))

type Known = {
  facility: string
  doing: Doing[]
  entries: EntryLine[]
  today: string
}

/** What a facility has to do next, the red first: worked out from what is kept, typed by nobody. */
export const to_do_of = ({ facility, doing, entries, today }: Known): ToDo[] =>
  [
    ...doing.flatMap((one) => of_plan(facility, one)),
    ...doing.flatMap((one) => of_steps(facility, one, today)),
    ...of_papers(facility, entries),
    ...of_answers(facility, entries),
  ].toSorted((a, b) => Number(b.is_red) - Number(a.is_red))
