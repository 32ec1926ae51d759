/** The access log said in a reader's words: one line for what one person did in one minute. */

export type Look = { at: string; actor: string; role: string; what: string; outcome: string | number }
export type LookLine = { at: string; actor: string; role: string; what: string; is_refused: boolean }

const verbs: [RegExp, string][] = [
  [/^draft/, 'lưu nháp'],
  [/^sign/, 'ký'],
  [/^print/, 'in'],
  [/^(export|package)/, 'xuất'],
  [/^post-document/, 'gửi đi'],
  [/^receive-document/, 'nhận'],
  [/^(create|update|patch|batch|transaction)/, 'ghi'],
  [/^delete/, 'xóa'],
  [/^(read|vread|search|history)/, 'xem'],
]

const things: Record<string, string> = {
  Patient: 'hành chính',
  Encounter: 'đợt điều trị',
  QuestionnaireResponse: 'phiếu',
  Observation: 'chỉ số',
  DiagnosticReport: 'kết quả',
  Condition: 'chẩn đoán',
  AllergyIntolerance: 'dị ứng',
  Coverage: 'thẻ BHYT',
  DocumentReference: 'bản đã ký',
  List: 'hồ sơ bệnh án',
}

/** "read Patient/1" → "xem hành chính"; what is not known stays as it was written. */
export const say_look = (what: string): string => {
  const [interaction = '', reference = ''] = what.split(' ')
  const verb = verbs.find(([shape]) => shape.test(interaction))?.[1]
  const type = reference.split(/[/?]/)[0] ?? ''
  return verb ? `${verb} ${things[type] ?? type}`.trim() : what
}

/** Outcomes of R4: 0 success, 4, 8, 12 failures. */
const is_refused = (outcome: Look['outcome']): boolean => !/^(0|success|ok)$/i.test(String(outcome))

export const group_looks = (looks: Look[]): LookLine[] => {
  const lines = new Map<string, LookLine & { whats: Set<string> }>()
  for (const look of looks) {
    const refused = is_refused(look.outcome)
    const key = [look.at.slice(0, 16), look.actor, refused].join('|')
    const line = lines.get(key) ?? { ...look, what: '', is_refused: refused, whats: new Set<string>() }
    line.whats.add(say_look(look.what))
    lines.set(key, line)
  }
  return [...lines.values()].map(({ at, actor, role, is_refused: refused, whats }) => ({
    at,
    actor,
    role,
    is_refused: refused,
    what: [...whats].join(', '),
  }))
}
