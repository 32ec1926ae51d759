import type { IssueCode } from '../../base/outcome/index.ts'

/** Takes note of a fault of the definition; reading goes on, so that all faults are told at once. */
export type Report = (code: IssueCode, message: string, place: string) => void

/** SQL on FHIR, invariant sql-name: a name every database takes without quotes. */
const sql_name = /^[A-Za-z][A-Za-z0-9_]{0,62}$/

export const check_name = (value: unknown, place: string, report: Report): string => {
  if (typeof value === 'string' && sql_name.test(value)) return value
  if (value === undefined) report('required', 'thiếu “name”', place)
  else
    report(
      'value',
      'tên phải bắt đầu bằng chữ cái, chỉ gồm chữ cái không dấu, chữ số và “_”, dài không quá 63',
      `${place}.name`,
    )
  return ''
}
