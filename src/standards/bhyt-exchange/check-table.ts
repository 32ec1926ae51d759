import { judge_field } from './check-field.ts'
import { is_due } from './conditions.ts'
import { table_definitions, type FieldDefinition, type TableId } from './definitions.ts'
import type { Fault, Profile, Row } from './dossier.ts'
import { why_unfilled } from './profiles.ts'

export type Judging = { table: TableId; row: Row; at: number; visit: Row; profile: Profile }

export const fault_in = (
  { table, at }: Pick<Judging, 'table' | 'at'>,
  field: Pick<FieldDefinition, 'name' | 'vi'>,
  rule: string,
  message: string,
  severity: Fault['severity'] = 'error',
): Fault => ({ rule, severity, table, row: at, field: field.name, label: field.vi, message })

const is_missing = ({ table, row, visit, profile }: Judging, field: FieldDefinition): boolean =>
  (row[field.name] ?? '') === '' &&
  (field.required === true || (field.required === 'conditional' && is_due(table, field.name, row, visit, profile)))

/** Types, lengths, lists and what has to be there, of one row (R001–R003). */
export const check_row = (judging: Judging): Fault[] => {
  const { table, row, visit, profile } = judging
  return table_definitions[table].fields.flatMap((field) => {
    const value = row[field.name] ?? ''
    if (value !== '') {
      const found = judge_field(field, value)
      return found ? fault_in(judging, field, found.rule, found.message) : []
    }
    if (!is_missing(judging, field)) return []
    const excuse = why_unfilled(profile, table, field.name, visit['MA_LOAI_KCB'] ?? '')
    return excuse
      ? fault_in(judging, field, 'R001', `để trống: ${excuse.why}`, 'warning')
      : fault_in(judging, field, 'R001', 'bắt buộc nhưng đang trống')
  })
}
