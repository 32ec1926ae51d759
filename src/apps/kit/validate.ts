import { is_object } from '../../standards/fhir/index.ts'
import { judge_national } from '../../standards/e-prescription/index.ts'
import { contains_malware_test, verify_submission, type Submission } from '../../standards/documents/index.ts'
import { from_json, from_xml, root_name, validate } from '../../standards/hsba-exchange/index.ts'
import { read_provide_bundle } from '../../standards/mhd/index.ts'
import { verify_package } from '../../standards/record-package/index.ts'
import { read_plain_letter } from '../../network/mailbox/index.ts'
import { check_dossier, is_dossier } from './check-dossier.ts'
import { error, issues_of, type Finding } from './faults.ts'

import { unjudged, type Belief } from './belief.ts'

const malware_words = 'Chứa tệp thử vi-rút (EICAR)'

const judge = (submission: Submission, { roots_pem, seals_pem, facility, at }: Belief): Finding['issues'] => {
  const sender_issues =
    facility !== '' && submission.sender !== facility
      ? [error(`Nơi gửi ghi ${submission.sender}; khóa đăng nhập của ${facility} không gửi được dưới tên ấy`, 'sender')]
      : []
  if (roots_pem.length === 0) {
    const malware = submission.parts.filter(({ bytes }) => contains_malware_test(bytes))
    return [...sender_issues, ...malware.map(({ kind }) => error(malware_words, kind))]
  }
  const verdict = verify_submission(submission, { roots_pem, seals: seals_pem, at, pdf_only: true })
  return [...sender_issues, ...verdict.issues]
}

const check_submission = (kind: string, read: () => Submission, belief: Belief): Finding => ({
  kind,
  issues: issues_of(() => judge(read(), belief)),
  notes: belief.roots_pem.length === 0 ? [unjudged] : [],
})

const check_national = (value: Record<string, unknown>, facility: string): Finding['issues'] => {
  const { prescription, issues } = judge_national(value)
  if (prescription === undefined || facility === '' || prescription.facility.code === facility) return issues
  return [error(`Mã đơn thuốc không bắt đầu bằng mã cơ sở ${facility}`, 'ma_don_thuoc')]
}

const check_json = (value: unknown, text: string, belief: Belief): Finding => {
  if (!is_object(value)) return { kind: 'JSON', issues: [error('Cần một đối tượng JSON')], notes: [] }
  if (value['resourceType'] === 'Bundle')
    return check_submission(
      'ITI-65 Bundle',
      () => read_provide_bundle({ ...value, resourceType: 'Bundle' }).submission,
      belief,
    )
  if (root_name in value)
    return { kind: 'HoSoBenhAn JSON', issues: issues_of(() => validate(from_json(text))), notes: [] }
  if ('ma_don_thuoc' in value || 'thong_tin_don_thuoc' in value)
    return { kind: 'Đơn thuốc QĐ 808', issues: check_national(value, belief.facility), notes: [] }
  if ('pdf' in value && 'kind' in value)
    return check_submission(
      'Thư JSON (POST /lien-thong/documents)',
      () => read_plain_letter(value, belief.facility),
      belief,
    )
  return {
    kind: 'JSON',
    issues: [error('Không nhận ra: không phải Bundle, HoSoBenhAn, đơn thuốc QĐ 808 hay thư của trục')],
    notes: [],
  }
}

const check_package = (bytes: Buffer, { roots_pem, at }: Belief): Finding => {
  const verdict = verify_package(bytes, { roots_pem, at })
  const of_files = verdict.files.flatMap(({ name, problems }) => problems.map((message) => error(message, name)))
  const of_package = verdict.problems.map(({ name, message }) => error(message, name))
  const warnings = verdict.remarks.map(({ name, message }) => ({
    severity: 'warning' as const,
    message,
    expression: name,
  }))
  return { kind: 'Gói hồ sơ (ZIP)', issues: [...of_package, ...of_files, ...warnings], notes: [] }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const judge_file = (bytes: Buffer, belief: Belief): Finding => {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return check_package(bytes, belief)
  let text = ''
  try {
    text = utf8.decode(bytes)
  } catch {
    return { kind: 'không rõ', issues: [error('Không phải ZIP, và không phải chữ viết bằng UTF-8')], notes: [] }
  }
  if (is_dossier(text)) return check_dossier(bytes, text, belief)
  if (text.trimStart().startsWith('<'))
    return { kind: 'HoSoBenhAn XML', issues: issues_of(() => validate(from_xml(text))), notes: [] }
  let value: unknown
  const broken = issues_of(() => void (value = JSON.parse(text)))
  return broken.length > 0 ? { kind: 'JSON', issues: broken, notes: [] } : check_json(value, text, belief)
}

/** Which kind a file is, by its bytes and not by its name, and everything wrong with it, by the very checks of the hub. */
export const validate_file = (bytes: Buffer, belief: Belief): Finding => {
  const found = judge_file(bytes, belief)
  const is_told = found.issues.some(({ message }) => message.includes('EICAR'))
  const issues = contains_malware_test(bytes) && !is_told ? [...found.issues, error(malware_words)] : found.issues
  return { ...found, issues }
}
