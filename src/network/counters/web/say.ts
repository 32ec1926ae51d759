import type { Language } from '../../../base/ui/index.ts'
import type { CountedKind, FigureName, Gap } from '../contract.ts'
import { figures, is_counted_kind, kinds } from '../figures.ts'

/** 1.234; a figure nobody can say is no 0. */
export const say_count = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toLocaleString('vi-VN')

export const say_day = (day: string): string => day.split('-').reverse().join('/')
export const say_short_day = (day: string): string => say_day(day).slice(0, 5)

const days_vi = ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']
const days_en = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']

export const say_weekday = (language: Language, day: string): string =>
  (language === 'en' ? days_en : days_vi)[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''

/** "3 giờ", "2 ngày": how long it has been silent. */
export const say_minutes = (language: Language, minutes: number): string => {
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return language === 'en' ? `${minutes} min` : `${minutes} phút`
  if (hours < 72) return language === 'en' ? `${hours} h` : `${hours} giờ`
  return language === 'en' ? `${Math.floor(hours / 24)} days` : `${Math.floor(hours / 24)} ngày`
}

export const say_kind = (language: Language, kind: string, form: 'name' | 'short' = 'name'): string => {
  if (kind === '') return language === 'en' ? 'All' : 'Tất cả'
  if (!is_counted_kind(kind)) return kind
  const facts = kinds[kind as Exclude<CountedKind, ''>]
  if (form === 'short') return language === 'en' ? facts.short_en : facts.short
  return language === 'en' ? facts.name_en : facts.name
}

export const say_figure = (language: Language, name: FigureName): string =>
  language === 'en' ? figures[name].name_en : figures[name].name

/** What exactly a number counts and who says it, for a tooltip. */
export const explain_figure = (language: Language, name: FigureName): string => {
  const facts = figures[name]
  return language === 'en' ? `${facts.says_en} Source: ${facts.source_en}.` : `${facts.says} Nguồn: ${facts.source}.`
}

/** An abbreviation stays as it is. */
const lower = (text: string): string => (/^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))

type Said = { n: string; at: string; paper: string; total: string; kind: string; count: number; never: boolean }
type Sentence = (gap: Said) => string

const said_vi: Record<Gap['what'], Sentence> = {
  silent: ({ count, never }) => `${never ? 'chưa từng gửi số liệu,' : 'mất tín hiệu'} ${say_minutes('vi', count)}`,
  missing: ({ n, paper, at }) => `thiếu ${n} ${paper} ngày ${at}`,
  removed: ({ n, total, at }) => `mất ${n} ${total} ngày ${at}, không có lý do`,
  inflated: ({ n, paper, at }) => `khai gửi thừa ${n} ${paper} ngày ${at}`,
  unbacked: ({ n, paper, at }) => `đã gửi nhiều hơn phải gửi ${n} ${paper} ngày ${at}`,
  unsaid: ({ n, paper, at }) => `khai thiếu ${n} ${paper} trục đã nhận ngày ${at}`,
  outdone: ({ n, total, at }) => `nguồn khác đếm nhiều hơn ${n} ${total} ngày ${at}`,
  unproven: ({ n, paper, at }) => `không giữ trả lời của ${n} ${paper} ngày ${at}`,
  understated: ({ kind, n, at }) =>
    kind === '' ? `hồ sơ BHYT nhiều hơn lượt khám ${n} ngày ${at}` : `khai phải gửi ít hơn lượt khám ${n} ngày ${at}`,
}

const said_en: Record<Gap['what'], Sentence> = {
  silent: ({ count, never }) => `${never ? 'never sent figures,' : 'silent for'} ${say_minutes('en', count)}`,
  missing: ({ n, paper, at }) => `${n} × ${paper} missing on ${at}`,
  removed: ({ n, total, at }) => `${n} × ${total} gone from ${at} without a reason`,
  inflated: ({ n, paper, at }) => `says it sent ${n} × ${paper} more than the hub took on ${at}`,
  unbacked: ({ n, paper, at }) => `${n} × ${paper} more sent than due on ${at}`,
  unsaid: ({ n, paper, at }) => `says ${n} × ${paper} fewer than the hub took on ${at}`,
  outdone: ({ n, total, at }) => `others counted ${n} × ${total} more on ${at}`,
  unproven: ({ n, paper, at }) => `holds no answer to ${n} × ${paper} of ${at}`,
  understated: ({ kind, n, at }) =>
    kind === '' ? `${n} more claims than visits on ${at}` : `says ${n} fewer due than visits on ${at}`,
}

/** A total in the middle of a sentence. */
const totals_vi: Record<string, string> = {
  ...{ visits: 'lượt', admissions: 'đợt vào viện', discharges: 'lượt ra viện', claims: 'hồ sơ BHYT' },
}
const totals_en: Record<string, string> = {
  ...{ visits: 'visits', admissions: 'admissions', discharges: 'discharges', claims: 'claims' },
}

/** One gap as a sentence that stands after the facility's name. @param form how the kind of paper is named */
export const gap_sentence = (
  language: Language,
  { what, kind, count, day, figure, never }: Gap,
  form: 'name' | 'short' = 'name',
): string => {
  const [said, totals] = language === 'en' ? [said_en, totals_en] : [said_vi, totals_vi]
  return said[what]({
    ...{ n: say_count(count), at: say_short_day(day), kind, count, never: never ?? false },
    ...{ paper: lower(say_kind(language, kind, form)), total: totals[figure ?? ''] ?? '' },
  })
}

type SourceWord = Gap['says'][number]
const sources_vi = { facility: 'cơ sở', hub: 'trục', outside: 'nguồn khác' } as const
const sources_en = { facility: 'facility', hub: 'hub', outside: 'others' } as const

/** What explains a difference is left out where there is none of it; the numbers that differ never are, also when one is 0. */
const explaining = new Set<string>(['excused', 'overdue', 'stray', 'voided', 'moved', 'admissions_changed'])

/** What each source says of a gap: "Lượt kết thúc 100 (cơ sở, đã ký trước đó)". */
export const gap_sources = (language: Language, { says }: Gap): string[] => {
  const is_en = language === 'en'
  const who = ({ source, before, of }: SourceWord): string => {
    const name = of ?? (is_en ? sources_en : sources_vi)[source]
    if (!before) return name
    return `${name}, ${is_en ? 'signed before' : 'đã ký trước đó'}`
  }
  return says
    .filter(({ figure, value }) => value !== 0 || !explaining.has(figure))
    .map((one) => `${say_figure(language, one.figure)} ${say_count(one.value)} (${who(one)})`)
}
