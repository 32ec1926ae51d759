import type { PrescriptionKind } from '../../../standards/e-prescription/index.ts'
import { printed_name } from '../../../standards/e-prescription/index.ts'
import type { DraftLine, Finding } from '../contract.ts'
import type { Check, CheckFacts } from './facts.ts'
import { kind_of_drug, quantity_of } from './quantity.ts'
import { get_rule, is_cancer, is_long_course, type RuleName } from './rules.ts'

const name_of = (line: DraftLine): string => printed_name(line.drug)

const stop = (key: string, message: string, lines: string[] = [], source?: string): Finding => ({
  ...{ key, check: 'rules', level: 'stop', message, lines },
  ...(source ? { source } : {}),
})

const days_rule = (kind: PrescriptionKind, facts: CheckFacts): RuleName => {
  if (kind === 'N') return is_cancer(facts.icd_codes) ? 'days_max_narcotic_cancer' : 'days_max_narcotic'
  if (kind === 'H') return 'days_max_psychotropic'
  if (kind === 'T') return 'days_max_decoction'
  return is_long_course(facts.icd_codes, facts.long_course_codes) ? 'days_max_long_course' : 'days_max'
}

/** RX-04. */
const days_findings = (line: DraftLine, facts: CheckFacts): Finding[] => {
  const kind = kind_of_drug(line.drug)
  const { days } = line
  if (days === null) return []
  const rule = get_rule(days_rule(kind, facts), facts.day)
  if (days > rule.value)
    return [
      stop(
        `days:${line.drug.code}`,
        `${name_of(line)}: ${days} ngày, tối đa ${rule.value} ngày`,
        [line.id],
        rule.source,
      ),
    ]
  const acute = get_rule('days_max_psychotropic_acute', facts.day)
  if (kind !== 'H' || days <= acute.value) return []
  return [
    {
      ...{ key: `acute:${line.drug.code}`, check: 'rules', level: 'red', lines: [line.id], source: acute.source },
      message: `${name_of(line)}: quá ${acute.value} ngày chỉ kê được cho bệnh mạn tính; ghi rõ lý do`,
    },
  ]
}

/** What is still wanted of a line before it can be printed. */
const line_findings = (line: DraftLine): Finding[] => {
  const name = name_of(line)
  if (line.drug.kind === 'supplement')
    return [
      stop(
        `supplement:${line.drug.code}`,
        `${name} là thực phẩm bảo vệ sức khỏe, không kê trong đơn thuốc`,
        [line.id],
        'TT 26/2025/TT-BYT',
      ),
    ]
  const found: Finding[] = []
  const missing = [
    line.dose === null ? 'liều mỗi lần' : '',
    line.times_per_day === null ? 'số lần trong ngày' : '',
    line.days === null ? 'số ngày' : '',
  ].filter(Boolean)
  if (missing.length > 0) found.push(stop(`line:${line.id}`, `${name}: còn thiếu ${missing.join(', ')}`, [line.id]))
  const quantity = quantity_of(line)
  if (missing.length === 0 && quantity === null)
    found.push(
      stop(
        `quantity:${line.id}`,
        `${name}: liều tính theo ${line.dose_unit}, hãy ghi số ${line.drug.unit.toLowerCase()} cấp`,
        [line.id],
      ),
    )
  if (quantity !== null && quantity <= 0)
    found.push(stop(`quantity:${line.id}`, `${name}: số lượng phải lớn hơn 0`, [line.id]))
  return found
}

const person_findings: Check = (draft, facts) => {
  if (facts.months === undefined)
    return draft.weight_kg === null && draft.guardian === ''
      ? [
          {
            key: 'not-run:age',
            check: 'rules',
            level: 'red',
            lines: [],
            message: 'Chưa rõ tuổi người bệnh: không biết có phải trẻ dưới 72 tháng để ghi cân nặng và người đưa trẻ',
          },
        ]
      : []
  const rule = get_rule('months_with_weight', facts.day)
  if (facts.months >= rule.value) return []
  const missing = [
    draft.weight_kg === null ? 'cân nặng' : '',
    draft.guardian.trim() === '' ? 'tên người đưa trẻ đến khám' : '',
  ].filter(Boolean)
  if (missing.length === 0) return []
  return [
    stop(
      'child',
      `Trẻ ${facts.months} tháng tuổi (dưới ${rule.value}): còn thiếu ${missing.join(' và ')}`,
      [],
      rule.source,
    ),
  ]
}

const controlled_findings: Check = (draft, facts) => {
  const kinds = new Set(draft.lines.map(({ drug }) => kind_of_drug(drug)))
  const found: Finding[] = []
  if (kinds.has('N') && facts.facility_kind !== 'hospital')
    found.push(stop('narcotic-place', 'Thuốc gây nghiện chỉ kê ở cơ sở có giường bệnh', [], 'TT 26/2025/TT-BYT'))
  const needs_recipient = kinds.has('N') || kinds.has('H')
  if (needs_recipient && (draft.recipient_name.trim() === '' || draft.recipient_identity.trim() === ''))
    found.push(
      stop('recipient', 'Đơn “N”, “H” phải ghi tên và số giấy tờ của người nhận thuốc', [], 'TT 26/2025/TT-BYT'),
    )
  return found
}

/** RX-01, 03, 04, 05: what must be put right before anybody can sign. */
export const check_rules: Check = (draft, facts) => [
  ...(draft.lines.length === 0 ? [stop('empty', 'Đơn chưa có thuốc nào')] : []),
  ...(facts.icd_codes.length === 0 ? [stop('diagnosis', 'Đơn chưa có chẩn đoán có mã ICD-10')] : []),
  ...(draft.replaces !== '' && draft.replace_reason.trim() === ''
    ? [stop('replace', `Ghi lý do thay đơn ${draft.replaces}`)]
    : []),
  ...draft.lines.flatMap((line) => [...line_findings(line), ...days_findings(line, facts)]),
  ...person_findings(draft, facts),
  ...controlled_findings(draft, facts),
]
