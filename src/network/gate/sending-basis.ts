import { asking_fault, type AskedAs } from './asking.ts'
import type { Issue } from '../../base/outcome/index.ts'
import type { DocumentKind, SendingBasis, Submission } from '../../standards/documents/index.ts'

/**
 * What a paper stands on by its kind alone when one house addresses it to another (SHARE-08). A kind that is not here
 * (the whole record) is sent only for a reason that its sender names.
 */
const usual: Readonly<Partial<Record<DocumentKind, SendingBasis>>> = {
  'transfer-letter': { code: 'transfer', law: 'TT 01/2025/TT-BYT Điều 12' },
  'transfer-answer': { code: 'transfer', law: 'TT 01/2025/TT-BYT Điều 12' },
  'reexam-letter': { code: 'law', law: 'TT 01/2025/TT-BYT Điều 11' },
  prescription: { code: 'law', law: 'Luật 15/2023/QH15 Điều 62, 63; TT 26/2025/TT-BYT Điều 12' },
  'health-book': { code: 'law', law: 'QĐ 31/2026 Điều 2' },
  'lab-result': { code: 'law', law: 'Luật 51/2024/QH15 Điều 3 khoản 4' },
  'imaging-report': { code: 'law', law: 'Luật 51/2024/QH15 Điều 3 khoản 4' },
}

/** The basis a sending goes by: its own, or what its kind stands on. undefined: none, or nobody is addressed. */
export const basis_of_sending = ({
  basis,
  kind,
  recipients,
}: Pick<Submission, 'basis' | 'kind' | 'recipients'>): SendingBasis | undefined =>
  basis ?? (recipients.length > 0 ? usual[kind] : undefined)

export const basis_names: Readonly<Record<SendingBasis['code'], string>> = {
  transfer: 'Chuyển người bệnh',
  'patient-request': 'Yêu cầu của người bệnh',
  law: 'Quy định của pháp luật',
  emergency: 'Cấp cứu',
}

/** Who spoke, where it was not the person alone. */
const speakers: Readonly<Record<AskedAs, string>> = {
  person: '',
  representative: 'người đại diện yêu cầu',
  both: 'người bệnh và người đại diện cùng yêu cầu',
}

/** One line, for logs and Tasks. */
export const say_basis = ({ code, law, confirmed_by, asked_as, reason }: SendingBasis): string =>
  [basis_names[code], law, asked_as && speakers[asked_as], confirmed_by && `xác nhận: ${confirmed_by}`, reason]
    .filter(Boolean)
    .join('; ')

const reason_min = 5

/** What is missing from it; the same at the sender's and at the hub's door. */
export const basis_issues = (
  submission: Pick<Submission, 'basis' | 'kind' | 'recipients' | 'person' | 'labels' | 'created_at'>,
): Issue[] => {
  if (submission.recipients.length === 0) return []
  const wrong = (message: string): Issue[] => [
    { severity: 'error', code: 'value', message, expression: 'List.extension(disclosure-basis)' },
  ]
  const basis = basis_of_sending(submission)
  if (!basis)
    return wrong(
      'Gửi loại tài liệu này cần nêu căn cứ: yêu cầu của người bệnh, chuyển người bệnh, cấp cứu hoặc điều luật (Luật 91/2025/QH15 Điều 26)',
    )
  const { code, law, request_sha256, confirmed_by, asked_as, reason } = basis
  if (code === 'patient-request' && (!/^[0-9a-f]{64}$/.test(request_sha256 ?? '') || !confirmed_by))
    return wrong('Yêu cầu của người bệnh phải kiểm chứng được: cần SHA-256 của bản yêu cầu và cách xác nhận')
  if (code === 'patient-request') {
    const { person, labels, created_at } = submission
    const asking = { birth_date: person.birth_date, on: created_at.slice(0, 10), is_side: labels.length > 0 }
    const fault = asking_fault({ ...asking, asked_as: asked_as ?? 'person' })
    if (fault !== undefined) return wrong(fault)
  }
  if (code === 'law' && !law) return wrong('Cần ghi điều luật làm căn cứ')
  if (code === 'emergency' && (reason ?? '').trim().length < reason_min)
    return wrong('Gửi theo căn cứ cấp cứu cần ghi lý do')
  return []
}
