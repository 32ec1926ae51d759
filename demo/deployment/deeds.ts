import { shift_days } from '../../src/base/time/index.ts'
import { province_units, type ProvinceUnit } from '../province.ts'
import { build_budget, due_of, plan_day, step_order } from './programme.ts'
import { small_pdf } from './small-pdf.ts'

type Body = Record<string, string | number | boolean>

/** Million đồng. */
type BudgetDeed = { year: number; source: string; amount: number; unit: 'million' } & {
  spent: number
  planned?: number
  contracted?: number
}

/** What somebody did on a day: the unit itself, or the Sở. A line that is acted upon later is known by `key`. */
export type Deed = { on: string; facility: string; by: 'unit' | 'so' } & (
  | { do: 'state'; state: Record<string, unknown> }
  | { do: 'budget'; line: BudgetDeed }
  | { do: 'plan'; milestones: { step: string; due: string; owner: string }[]; task_force: Record<string, string>[] }
  | { do: 'submit-plan' }
  | { do: 'approve-plan' }
  | { do: 'progress'; step: string; percent: number; evidence: string }
  | { do: 'add'; key: string; kind: string; body: Body }
  | { do: 'file'; key: string; name: string; text: string }
  | { do: 'act'; key: string; act: string; reason: string }
)

export type Course = {
  /** How long the way to 100 % is. */
  days: number
  /** A unit's own plan against the province's, and how it kept to that; 1 is on the day. */
  pace(stt: number): number
  keeping(stt: number): number
}

const tempo = [0.93, 0.99, 0.86, 1.03, 1, 0.97, 1.02, 0.91, 0.92, 1.01, 0.85, 0.94, 1.02, 0.87, 0.88, 1.03, 0.84]
const paces: Record<number, number> = { 2: 1.06, 4: 1.54, 5: 1.19, 6: 1.05, 7: 1.37, 10: 1.2, 13: 1.18, 16: 1.17 }

/** A year from the plan's day to 100 %: every unit on the province's days, each in its own tempo. */
export const one_year: Course = { days: 365, pace: () => 1, keeping: (stt) => tempo[stt - 1] ?? 1 }

/** As the province stands in the demonstration: until the end of 2026, some units with a later plan of their own. */
export const until_2026: Course = { days: 682, pace: (stt) => paces[stt] ?? 1, keeping: (stt) => tempo[stt - 1] ?? 1 }

const owners: Record<string, string> = {
  ...{
    survey: 'Phòng Kế hoạch tổng hợp',
    infrastructure: 'Tổ Công nghệ thông tin',
    signature: 'Tổ Công nghệ thông tin',
  },
  ...{ procurement: 'Phòng Vật tư, thiết bị', bylaws: 'Phòng Tổ chức hành chính', council: 'Phó Giám đốc chuyên môn' },
  ...{ pilot: 'Phòng Kế hoạch tổng hợp', operation: 'Giám đốc', exchange: 'Tổ Công nghệ thông tin' },
}

const papers = [
  ...['emr-bylaw', 'certificate-bylaw', 'security-bylaw', 'camera-rule', 'incident-plan', 'backup-procedure'],
  ...['apt-plan', 'dos-plan', 'fire-safety'],
]

/** The day a unit has a step done. */
export const done_of = (course: Course, stt: number, step: string): string => {
  const due = due_of(step, course.days, course.pace(stt))
  const days = (Date.parse(due) - Date.parse(plan_day)) / 86_400_000
  const done = Math.round(days * course.keeping(stt))
  return shift_days(plan_day, course.pace(stt) === 1 ? Math.min(done, course.days) : done)
}

const plan_deeds = (course: Course, { code, stt, name }: ProvinceUnit): Deed[] => {
  const by = { facility: code, by: 'unit' as const }
  const milestones = step_order.map((step) => ({
    ...{ step, due: due_of(step, course.days, course.pace(stt)), owner: owners[step] ?? 'Giám đốc' },
  }))
  const task_force = [
    { name: 'Giám đốc', role: 'Tổ trưởng', unit: name },
    { name: 'Phụ trách Công nghệ thông tin', role: 'Thư ký', unit: name },
  ]
  return [
    { ...by, on: shift_days(plan_day, 7), do: 'plan', milestones, task_force },
    { ...by, on: shift_days(plan_day, 10), do: 'submit-plan' },
    { ...by, by: 'so', on: shift_days(plan_day, 14), do: 'approve-plan' },
  ]
}

const begin_deeds = ({ code, kind, beds }: ProvinceUnit): Deed[] => [
  {
    ...{ on: plan_day, facility: code, by: 'so', do: 'state' },
    state: {
      ...{ from_day: '2024-01-01', level: '2', rank: null, beds: beds ?? null, ownership: 'public' },
      sort: kind === 'district' ? 'centre' : kind === 'general' ? 'general' : 'specialised',
      area: kind === 'district' ? `huyen-${code}` : 'bac-giang',
      ...{ codes: {}, contacts: [], source: 'Giả định của bản minh họa' },
    },
  },
  ...build_budget()
    .filter(({ facility }) => facility === code)
    .map(({ facility, ...line }) => ({
      ...{
        on: plan_day,
        facility,
        by: 'so' as const,
        do: 'budget' as const,
        line: { ...line, planned: line.amount, spent: 0 },
      },
    })),
]

type Proof = (unit: ProvinceUnit, done: string) => Deed[]

const add = (code: string, on: string, kind: string, key: string, body: Body): Deed => ({
  ...{ on, facility: code, by: 'unit', do: 'add', kind, key: `${code}-${key}`, body },
})

/** The paper itself hangs on its line. */
const paper_of = (code: string, on: string, key: string): Deed => ({
  ...{ on, facility: code, by: 'unit', do: 'file', key: `${code}-${key}`, name: `${key}.pdf` },
  text: small_pdf(`${code} ${key} (ban minh hoa)`),
})

/** Certificates are issued for three years. */
const certificate_days = 1_095

const have = (value: string): Body =>
  Object.fromEntries(
    [
      ...['server_room', 'servers', 'lan', 'wan', 'firewall', 'backup', 'workstations', 'his', 'lis', 'ris_pacs'],
      ...['signing', 'staff'],
    ].map((id) => [id, value]),
  )

/** What a unit answers of TT 54's groups; the smaller ones leave some open. */
const grades_of = ({ stt }: ProvinceUnit, later: boolean): Body => ({
  his_level: String(Math.min(7, (later ? 4 : 2) + (stt % 3))),
  ...{ lis_grade: later ? 'advanced' : 'basic', pacs_grade: later && stt % 4 !== 0 ? 'basic' : 'none' },
  ...{ nfr_grade: 'basic', mgt_grade: stt % 5 === 0 ? 'none' : 'basic' },
  ...(stt % 6 === 0 ? {} : { sec_grade: later && stt % 3 === 0 ? 'advanced' : 'basic' }),
})

/** A survey is filled in, goes to the Sở and is approved. */
const survey_deeds = (code: string, done: string, key: string, body: Body): Deed[] => {
  const by = { facility: code, by: 'unit' as const, key: `${code}-${key}` }
  return [
    add(code, shift_days(done, -2), 'survey', key, { on: shift_days(done, -5), ...body }),
    { ...by, on: shift_days(done, -1), do: 'act', act: 'submit', reason: '' },
    { ...by, by: 'so', on: shift_days(done, 5), do: 'act', act: 'approve', reason: '' },
  ]
}

const paper_deeds: Proof = ({ code }, done) =>
  papers.flatMap((paper, i): Deed[] => {
    const key = `${code}-${paper}`
    const by = { facility: code, by: 'unit' as const, key }
    const day = shift_days(done, i - 14)
    return [
      add(code, day, 'document', paper, { paper, number: `${100 + i}/QĐ-BV`, issued_on: day }),
      { ...by, on: day, do: 'file', name: `${paper}.pdf`, text: small_pdf(`${key} (ban minh hoa)`) },
      { ...by, on: shift_days(day, 1), do: 'act', act: 'submit', reason: '' },
      { ...by, by: 'so', on: shift_days(day, 4), do: 'act', act: 'approve', reason: '' },
    ]
  })

/** What a step leaves behind in the registers before it may be called done. */
const proofs: Record<string, Proof> = {
  survey: (unit, done) =>
    survey_deeds(unit.code, done, 'survey', { ...have('part'), his: 'full', ...grades_of(unit, false) }),
  infrastructure: ({ code, beds = 300 }, done) => [
    add(code, done, 'equipment', 'servers', { item: 'Máy chủ', need: 3, have: 1, ordered: 2, installed: 2 }),
    add(code, done, 'equipment', 'switches', { item: 'core_switch', need: 2, have: 1, ordered: 1, installed: 1 }),
    add(code, done, 'equipment', 'storage', { item: 'san', need: 1, have: 0, ordered: 1, installed: 1 }),
    add(code, done, 'equipment', 'pcs', { item: 'Máy trạm', need: beds, have: beds - 40, ordered: 40, installed: 40 }),
  ],
  signature: ({ code, beds = 300 }, done) => [
    add(code, done, 'certificates', 'doctors', {
      group: 'Bác sĩ',
      need: Math.round(beds / 4),
      issued: Math.round(beds / 4),
      ends_on: shift_days(done, certificate_days),
    }),
    add(code, done, 'certificates', 'seal', {
      ...{ group: 'Dấu của cơ sở', need: 1, issued: 1, ends_on: shift_days(done, certificate_days) },
    }),
  ],
  procurement: ({ code, budget }, done) => [
    ...build_budget()
      .filter(({ facility }) => facility === code)
      .map(({ facility, ...line }) => ({
        ...{ on: done, facility, by: 'so' as const, do: 'budget' as const },
        line: {
          ...{ ...line, planned: line.amount, contracted: Math.round(line.amount * 0.92) },
          spent: Math.round(line.amount * 0.64),
        },
      })),
    add(code, done, 'package', 'package', {
      ...{ name: 'Hạ tầng và phần mềm bệnh án điện tử', way: 'buy', stage: 'accepted', due_on: done },
      dong: Math.round(budget.total * 0.92) * 1_000_000,
    }),
  ],
  bylaws: paper_deeds,
  council: ({ code }, done) => [
    add(code, done, 'council', 'council', {
      ...{ on: done, members: 'Chủ tịch và 8 ủy viên', replaces_record: true, replaces_film: true },
      conclusion: 'Đồng ý dùng bệnh án điện tử thay bệnh án giấy',
    }),
    paper_of(code, done, 'council'),
  ],
  pilot: (unit, done) => {
    const { code, stt } = unit
    const again = { ...have('full'), servers: stt % 7 === 0 ? 'part' : 'full', staff: stt % 4 === 0 ? 'part' : 'full' }
    const more = stt % 2 === 0 ? { bedside: 'none', watch: 'part' } : { bedside: 'part' }
    return [
      ...survey_deeds(code, done, 'survey-2', { ...again, ...grades_of(unit, true), ...more }),
      add(code, done, 'network', 'line', { provider: 'Nhà mạng A (giả định)', mbps: 300, use: 'main' }),
      ...(stt % 3 === 0
        ? []
        : [add(code, done, 'network', 'spare', { provider: 'Nhà mạng B (giả định)', mbps: 150, use: 'spare' })]),
      add(code, done, 'security', 'dossier', {
        ...{
          system: 'Hệ thống bệnh án điện tử',
          level: 2,
          stage: ['appraised', 'approved', 'measured'][stt % 3] ?? '',
        },
      }),
    ]
  },
  operation: ({ code }, done) => [
    add(code, done, 'decision', 'decision', { number: `${code.slice(2)}/QĐ-BV`, on: done, from_day: done }),
    paper_of(code, done, 'decision'),
  ],
}

const evidence: Record<string, string> = {
  ...{ survey: 'Phiếu khảo sát đã gửi Sở', infrastructure: 'Biên bản lắp đặt', signature: 'Danh sách chứng thư' },
  ...{ procurement: 'Biên bản nghiệm thu', bylaws: 'Chín văn bản được duyệt', council: 'Biên bản họp hội đồng' },
  ...{ pilot: 'Báo cáo tổng kết thí điểm', operation: 'Quyết định dùng bệnh án điện tử', exchange: 'Số liệu của trục' },
}

const step_deeds = (course: Course, unit: ProvinceUnit): Deed[] =>
  step_order.flatMap((step, i): Deed[] => {
    const done = done_of(course, unit.stt, step)
    const before = i === 0 ? shift_days(plan_day, 14) : done_of(course, unit.stt, step_order[i - 1] ?? step)
    const between = (part: number): string =>
      shift_days(before, Math.round(((Date.parse(done) - Date.parse(before)) / 86_400_000) * part))
    const said = { facility: unit.code, by: 'unit' as const, do: 'progress' as const, step }
    return [
      { ...said, on: between(0.3), percent: 30, evidence: '' },
      { ...said, on: between(0.7), percent: 70, evidence: '' },
      ...(proofs[step]?.(unit, done) ?? []),
      { ...said, on: done, percent: 100, evidence: evidence[step] ?? '' },
    ]
  })

const difficulty = (code: string, on: string, problem: string, answer: string): Deed[] => [
  add(code, on, 'difficulty', `difficulty-${on}`, { problem, due_on: shift_days(on, 10) }),
  ...(answer === ''
    ? []
    : [
        {
          ...{ on: shift_days(on, 6), facility: code, by: 'so' as const, do: 'act' as const },
          ...{ key: `${code}-difficulty-${on}`, act: 'answer', reason: answer },
        },
      ]),
]

/** Everything that happens on the way, in the order of its days. */
export const build_deeds = (course: Course): Deed[] =>
  [
    ...province_units.flatMap((unit) => [
      ...[...begin_deeds(unit), ...plan_deeds(course, unit), ...step_deeds(course, unit)],
    ]),
    ...difficulty('24304', '2025-05-12', 'Thiếu vốn mua máy chủ', 'Sở đã trình UBND bổ sung trong đợt 2'),
    ...difficulty('24309', '2025-06-20', 'Đường truyền chập chờn', 'Nhà mạng kéo đường dự phòng trước 15/07'),
    ...difficulty('24312', '2025-09-02', 'HIS cũ chưa xuất được dữ liệu', ''),
    ...difficulty('24304', '2026-11-02', 'Nhân viên chưa đủ chữ ký số', ''),
    ...difficulty('24307', '2026-11-16', 'Chưa họp được hội đồng vì thay lãnh đạo', ''),
  ].toSorted((a, b) => a.on.localeCompare(b.on))
