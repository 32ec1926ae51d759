import { format_date } from '../../../base/time/index.ts'
import type { EntryLine, Milestone, Plan, ToDo } from '../contract.ts'
import { papers } from '../programme/papers.ts'
import { name_of_step } from '../programme/steps.ts'
import { get_register } from '../registers/registers.ts'

const place = (facility: string, part: string): string => `/so/co-so/${facility}/${part}`

const of_plan = (facility: string, plan: Plan | undefined): ToDo[] => {
  const line = { facility, due: null, link: place(facility, 'ke-hoach') }
  if (!plan) return [{ ...line, what: 'missing', words: 'Chưa có kế hoạch triển khai', is_red: true }]
  if (plan.state === 'draft') return [{ ...line, what: 'missing', words: 'Kế hoạch chưa gửi Sở duyệt', is_red: false }]
  if (plan.state === 'returned')
    return [{ ...line, what: 'returned', words: `Sở trả lại kế hoạch: ${plan.reason}`, is_red: true }]
  return []
}

const soon_days = 14

const of_steps = (facility: string, milestones: Milestone[], today: string): ToDo[] =>
  milestones
    .filter(({ percent }) => percent < 100)
    .filter(({ due, late_days }) => late_days > 0 || Date.parse(due) - Date.parse(today) <= soon_days * 86_400_000)
    .map(({ step, due, late_days, percent }) => ({
      ...{ facility, due, link: place(facility, 'ke-hoach'), is_red: late_days > 0 },
      what: late_days > 0 ? 'late' : 'soon',
      words:
        late_days > 0
          ? `Bước ${name_of_step(step)} trễ ${late_days} ngày, mới ${percent} %`
          : `Bước ${name_of_step(step)} đến hạn ${format_date(due)}, đang ${percent} %`,
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
      ...{ facility, what: 'answer', due: null, link: place(facility, 'kho-khan'), is_red: false },
      words: `Sở đã trả lời “${String(body[get_register(kind).title] ?? '')}”: ${reason}`,
    }))

type Known = {
  facility: string
  plan: Plan | undefined
  milestones: Milestone[]
  entries: EntryLine[]
  today: string
}

/** What a facility has to do next, the red first: worked out from what is kept, typed by nobody. */
export const to_do_of = ({ facility, plan, milestones, entries, today }: Known): ToDo[] =>
  [
    ...of_plan(facility, plan),
    ...of_steps(facility, milestones, today),
    ...of_papers(facility, entries),
    ...of_answers(facility, entries),
  ].toSorted((a, b) => Number(b.is_red) - Number(a.is_red))
