import type { Issue } from '../../base/outcome/index.ts'
import type { CodingFlag, Concept, DiagnosisContext, DiagnosisUse } from './contract.ts'

const law = 'TT 06/2026/TT-BYT'

const issue = (severity: 'error' | 'warning', message: string, source?: string): Issue => ({
  severity,
  code: 'business-rule',
  message,
  law: source,
})

/**
 * Flags that bar a code from a use; a code that is too broad stands nowhere, so it is barred without a use too. A search
 * shows such codes after those that may stand, with the reason.
 */
export const barring_flags = (use: DiagnosisUse | undefined): CodingFlag[] => {
  const flags: CodingFlag[] = ['has_more_specific']
  if (use === 'main') flags.push('never_main')
  if (use !== undefined && use !== 'cause_of_death') flags.push('only_cause_of_death')
  return flags
}

const year_days = 365.25

type AgeLimit = { min_days?: number; max_days?: number; text?: string }

const read_age_limit = (value: unknown): AgeLimit | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { min_days, max_days, text } = value as Record<string, unknown>
  return {
    ...(typeof min_days === 'number' ? { min_days } : {}),
    ...(typeof max_days === 'number' ? { max_days } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  }
}

const age_issue = (concept: Concept, context: DiagnosisContext): Issue | undefined => {
  const limit = read_age_limit(concept.properties['age'])
  if (!limit || (context.age_days === undefined && context.age_years === undefined)) return undefined
  // An age in years covers a whole year of days: warn only when no day of it fits
  const youngest = context.age_days ?? (context.age_years ?? 0) * year_days
  const oldest = context.age_days ?? ((context.age_years ?? 0) + 1) * year_days - 1
  if (oldest >= (limit.min_days ?? 0) && youngest <= (limit.max_days ?? Infinity)) return undefined
  return issue(
    'warning',
    `Mã ${concept.code} dùng cho tuổi ${limit.text ?? 'khác'}; xem lại tuổi người bệnh`,
    'QĐ 4469/QĐ-BYT',
  )
}

/**
 * Whether a code may stand in a place, by the list's own flags. Errors bar the code, warnings ask a person to confirm.
 * @param has_flags false for lists older than TT 06/2026: there a parent code is warned about, not barred
 */
export const judge_concept = (concept: Concept, context: DiagnosisContext, has_flags: boolean): Issue[] => {
  const { use, gender } = context
  const flags = new Set(concept.flags)
  const issues: Issue[] = []
  const { code } = concept
  if (flags.has('has_more_specific')) {
    issues.push(issue('error', `Mã ${code} chưa đủ chi tiết, đã có mã 4 hoặc 5 ký tự cụ thể hơn; chọn mã con`, law))
  } else if (concept.has_children && !has_flags) {
    issues.push(issue('warning', `Mã ${code} có mã con cụ thể hơn; nên chọn mã con`))
  }
  if (use === 'main' && flags.has('never_main')) {
    issues.push(issue('error', `Mã ${code} không được dùng làm bệnh chính`, has_flags ? law : 'QĐ 4469/QĐ-BYT'))
  }
  if (use === 'main' && flags.has('not_encouraged_main')) {
    issues.push(issue('warning', `Mã ${code} không khuyến khích dùng làm bệnh chính; cần bác sĩ xác nhận`, law))
  }
  if (use !== undefined && use !== 'cause_of_death' && flags.has('only_cause_of_death')) {
    issues.push(issue('error', `Mã ${code} chỉ dùng để mã hóa nguyên nhân tử vong`, law))
  }
  if (flags.has('mostly_women') && gender === 'male') {
    issues.push(issue('warning', `Mã ${code} chủ yếu gặp ở nữ, người bệnh là nam; xem lại`, law))
  }
  if (flags.has('mostly_men') && gender === 'female') {
    issues.push(issue('warning', `Mã ${code} chủ yếu gặp ở nam, người bệnh là nữ; xem lại`, law))
  }
  if (use === 'main' && concept.properties['mark'] === 'asterisk' && !flags.has('never_main')) {
    issues.push(issue('warning', `Mã ${code} là mã hoa thị (*), phải đi kèm mã kiếm (†) của bệnh căn nguyên`))
  }
  const age = age_issue(concept, context)
  if (age) issues.push(age)
  return issues
}
