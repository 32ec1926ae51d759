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

/** One gap as a sentence that stands after the facility's name. @param form how the kind of paper is named */
export const gap_sentence = (
  language: Language,
  { what, kind, count, day }: Gap,
  form: 'name' | 'short' = 'name',
): string => {
  const [n, at] = [say_count(count), say_short_day(day)]
  const paper = lower(say_kind(language, kind, form))
  if (language === 'en') {
    if (what === 'silent') return `silent for ${say_minutes(language, count)}`
    if (what === 'missing') return `${n} × ${paper} missing on ${at}`
    if (what === 'inflated') return `says it sent ${n} × ${paper} more than the hub took on ${at}`
    if (what === 'unsaid') return `says ${n} × ${paper} fewer than the hub took on ${at}`
    return kind === '' ? `${n} more claims than visits on ${at}` : `says ${n} fewer due than visits on ${at}`
  }
  if (what === 'silent') return `mất tín hiệu ${say_minutes(language, count)}`
  if (what === 'missing') return `thiếu ${n} ${paper} ngày ${at}`
  if (what === 'inflated') return `khai gửi thừa ${n} ${paper} ngày ${at}`
  if (what === 'unsaid') return `khai thiếu ${n} ${paper} trục đã nhận ngày ${at}`
  return kind === ''
    ? `hồ sơ BHYT nhiều hơn lượt khám ${n} ngày ${at}`
    : `khai phải gửi ít hơn lượt khám ${n} ngày ${at}`
}
