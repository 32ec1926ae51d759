/** The access log said in a reader's words: one line for what one person did in one minute. */

export type Look = { at: string; actor: string; role: string; what: string; outcome: string | number }
export type LookLine = { at: string; actor: string; role: string; what: string; is_refused: boolean }

/** Acts that are named as a whole. */
const acts: Record<string, string> = {
  'answer-document': 'trả lời văn bản đến',
  'app-ended': 'rút quyền ứng dụng',
  'app-launch': 'mở ứng dụng',
  'app-allowed': 'cho phép ứng dụng',
  'confirm-request': 'xác nhận yêu cầu của người bệnh',
  'consent-sheet': 'in phiếu hỏi đồng ý',
  disclosed: 'xem nhật ký gửi đi',
  'find-person': 'tìm người bệnh',
  'list-merges': 'xem hồ sơ đã gộp',
  merge: 'gộp hồ sơ',
  notify: 'báo cho hệ thống đăng ký',
  'post-document': 'gửi đi bản đã ký',
  'privacy-acknowledge': 'phản hồi yêu cầu về dữ liệu',
  'privacy-answer': 'trả lời yêu cầu về dữ liệu',
  'privacy-extend': 'gia hạn yêu cầu về dữ liệu',
  'privacy-find-person': 'tìm người bệnh theo số',
  'privacy-request': 'nhận yêu cầu về dữ liệu',
  'read-request-paper': 'xem giấy yêu cầu',
  'receive-document': 'nhận văn bản nơi khác gửi',
  register: 'đăng ký người bệnh',
  'release-health-book': 'cho đưa lên sổ sức khỏe',
  'repeat-test': 'chỉ định lại xét nghiệm',
  seal: 'đóng dấu cơ sở',
  'send-code': 'gửi mã xác nhận',
  'take-request': 'nhận yêu cầu của người bệnh',
  timeline: 'xem sổ sức khỏe nơi khác',
  'timeline-basis': 'ghi căn cứ xem nơi khác',
  'timeline-basis-ended': 'kết thúc căn cứ xem nơi khác',
  'timeline-open': 'mở tài liệu nơi khác',
  unmerge: 'tách hồ sơ',
  'withdraw-request': 'rút yêu cầu của người bệnh',
}

const verbs: [RegExp, string][] = [
  [/^draft/, 'lưu nháp'],
  [/^sign/, 'ký'],
  [/^print/, 'in'],
  [/^(export|package)/, 'xuất'],
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
  MedicationRequest: 'thuốc đã kê',
  MedicationAdministration: 'thuốc đã dùng',
  MedicationDispense: 'thuốc đã cấp',
  MedicationStatement: 'thuốc đang dùng',
  Procedure: 'thủ thuật',
  ServiceRequest: 'chỉ định',
  Appointment: 'lịch hẹn',
  Immunization: 'tiêm chủng',
  Provenance: 'chữ ký',
  RelatedPerson: 'người nhà',
  Consent: 'đồng ý',
  Task: 'việc phải làm',
  AuditEvent: 'nhật ký truy cập',
}

type Said = { verb: string; thing: string }

/** "read Patient/1" → xem, hành chính; what is not known stays as it was written. */
const say_look = (what: string): Said => {
  const [interaction = '', reference = ''] = what.split(' ')
  const act = Object.hasOwn(acts, interaction) ? acts[interaction] : undefined
  if (act !== undefined) return { verb: act, thing: '' }
  const verb = verbs.find(([shape]) => shape.test(interaction))?.[1]
  const type = reference.split(/[/?]/)[0] ?? ''
  return verb ? { verb, thing: things[type] ?? type } : { verb: what, thing: '' }
}

/** "xem chỉ số, dị ứng; ghi phiếu": a verb once, with all it was done to. */
const say_looks = (whats: readonly string[]): string => {
  const things_of = new Map<string, Set<string>>()
  for (const { verb, thing } of whats.map(say_look)) things_of.set(verb, (things_of.get(verb) ?? new Set()).add(thing))
  return [...things_of].map(([verb, done]) => `${verb} ${[...done].filter(Boolean).join(', ')}`.trim()).join('; ')
}

/** Outcomes of R4: 0 success, 4, 8, 12 failures. */
const is_refused = (outcome: Look['outcome']): boolean => !/^(0|success|ok)$/i.test(String(outcome))

export const group_looks = (looks: Look[]): LookLine[] => {
  const lines = new Map<string, LookLine & { whats: Set<string> }>()
  for (const look of looks) {
    const refused = is_refused(look.outcome)
    const key = [look.at.slice(0, 16), look.actor, refused].join('|')
    const line = lines.get(key) ?? { ...look, what: '', is_refused: refused, whats: new Set<string>() }
    line.whats.add(look.what)
    lines.set(key, line)
  }
  return [...lines.values()].map(({ at, actor, role, is_refused: refused, whats }) => ({
    at,
    actor,
    role,
    is_refused: refused,
    what: say_looks([...whats]),
  }))
}
