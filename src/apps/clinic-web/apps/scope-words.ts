import { words_of } from '../../../base/ui/index.ts'
import type { ScopeLine } from '../../../platform/smart/contract.ts'

type Words = {
  types: Record<string, string>
  /** Observations of these categories have a name of their own. */
  observations: Record<string, string>
  codes: Record<string, string>
  read: string
  change: Record<string, string>
  of: Record<Whose, string>
  all: string
  only: (what: string) => string
}

/** Of the one it is about now, of those named, of everybody. */
type Whose = 'patient' | 'patients' | 'user'

/** Types by what people call them; the others by their FHIR name. */
const vi: Words = {
  types: {
    Patient: 'thông tin hành chính',
    Observation: 'kết quả và dấu hiệu sinh tồn',
    Condition: 'chẩn đoán',
    AllergyIntolerance: 'dị ứng',
    Encounter: 'các lượt khám, nằm viện',
    MedicationRequest: 'đơn thuốc, y lệnh thuốc',
    MedicationAdministration: 'thuốc đã dùng',
    MedicationStatement: 'thuốc đang dùng',
    Medication: 'tên thuốc',
    DiagnosticReport: 'phiếu trả kết quả',
    ServiceRequest: 'chỉ định',
    Procedure: 'phẫu thuật, thủ thuật',
    Immunization: 'tiêm chủng',
    DocumentReference: 'giấy tờ đã ký',
    QuestionnaireResponse: 'các phiếu của bệnh án',
    Coverage: 'thẻ BHYT',
    RelatedPerson: 'người thân',
    CarePlan: 'kế hoạch chăm sóc',
    Practitioner: 'tên nhân viên y tế',
    Organization: 'tên khoa, đơn vị',
    Location: 'buồng, giường',
  },
  observations: {
    laboratory: 'kết quả xét nghiệm',
    'vital-signs': 'dấu hiệu sinh tồn',
    imaging: 'kết quả chẩn đoán hình ảnh',
    'social-history': 'lối sống',
  },
  codes: {
    'encounter-diagnosis': 'của lượt khám',
    'problem-list-item': 'mạn tính',
  },
  read: 'Đọc',
  change: { c: 'thêm', u: 'sửa', d: 'xóa' },
  of: {
    patient: 'của người bệnh này',
    patients: 'của người bệnh ghi dưới đây',
    user: 'của mọi người bệnh mà bạn được xem',
  },
  all: 'toàn bộ bệnh án',
  only: (what) => `chỉ ${what}`,
}
const en: Words = {
  types: {
    Patient: 'demographics',
    Observation: 'results and vital signs',
    Condition: 'diagnoses',
    AllergyIntolerance: 'allergies',
    Encounter: 'visits and stays',
    MedicationRequest: 'prescriptions',
    MedicationAdministration: 'medicines given',
    MedicationStatement: 'medicines taken',
    Medication: 'names of medicines',
    DiagnosticReport: 'reports',
    ServiceRequest: 'orders',
    Procedure: 'procedures',
    Immunization: 'immunisations',
    DocumentReference: 'signed documents',
    QuestionnaireResponse: 'sheets of the record',
    Coverage: 'insurance card',
    RelatedPerson: 'relatives',
    CarePlan: 'care plans',
    Practitioner: 'names of staff',
    Organization: 'names of departments',
    Location: 'rooms and beds',
  },
  observations: {
    laboratory: 'laboratory results',
    'vital-signs': 'vital signs',
    imaging: 'imaging results',
    'social-history': 'social history',
  },
  codes: {
    'encounter-diagnosis': 'of the visit',
    'problem-list-item': 'long-term',
  },
  read: 'Read',
  change: { c: 'add', u: 'change', d: 'delete' },
  of: { patient: 'of this patient', patients: 'of the patients below', user: 'of every patient you may see' },
  all: 'the whole record',
  only: (what) => `${what} only`,
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

const codes_in = (value: string): string[] => value.split(',').map((one) => one.split('|').pop() ?? one)

const say_filter = (words: Words, [name, value]: [string, string]): string =>
  words.only(
    codes_in(value)
      .map((code) => words.codes[code] ?? words.observations[code] ?? `${name} ${code}`)
      .join(', '),
  )

/** With what: results of the laboratory are called so, not “observations, laboratory only”. */
const say_what = (words: Words, { type, filters }: ScopeLine): string => {
  const [first, ...more] = filters
  const kinds = type === 'Observation' && first?.[0] === 'category' ? codes_in(first[1]) : []
  const names = kinds.flatMap((kind) => words.observations[kind] ?? [])
  const is_named = names.length > 0 && names.length === kinds.length
  const name = is_named ? names.join(', ') : type === '*' ? words.all : (words.types[type] ?? type)
  const further = (is_named ? more : filters).map((one) => say_filter(words, one))
  return further.length === 0 ? name : `${name} (${further.join('; ')})`
}

/** They tell of no patient: it would mean nothing to say whose they are. */
const of_nobody = new Set(['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication'])

/** One right in plain words: what is done, with what, and whose it is. */
export const say_scope = (words: Words, line: ScopeLine, of_several = false): { what: string; whose: string } => {
  const reads = /[rs]/.test(line.rights)
  const changes = [...line.rights].flatMap((right) => words.change[right] ?? [])
  const acts = capital([...(reads ? [words.read.toLowerCase()] : []), ...changes].join(', '))
  const whose = line.context === 'patient' && of_several ? 'patients' : line.context
  return { what: `${acts} ${say_what(words, line)}`, whose: of_nobody.has(line.type) ? '' : words.of[whose] }
}

export const use_scope_words = words_of(vi, en)
