import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { say_clock, type Submission } from '../../standards/documents/index.ts'
import { judge_enclosed } from '../../standards/record-package/index.ts'
import { basis_issues, label_issues, type Rulings } from '../gate/index.ts'
import type { Office, Recipient, SenderTrust } from './office.ts'

/** The others may lie in the person's timeline only, for whoever has a basis to look. */
const must_be_addressed = new Set<Submission['kind']>(['transfer-letter', 'transfer-answer'])

const future_max_ms = 10 * 60_000

const future_issue = (said: Date): Issue =>
  value(
    `Thời điểm lập tài liệu ở tương lai: ${say_clock(said, new Date(), future_max_ms)}. Quản trị (IT) của cơ sở gửi chỉnh đồng hồ máy chủ (NTP), rồi lập lại`,
    'DocumentReference.date',
  )

const value = (message: string, expression: string): Issue => ({
  severity: 'error',
  code: 'value',
  message,
  expression,
})

/** @throws 403 not a member any more, or under another's name */
export const check_sender = (caller: Caller, { sender }: Submission, { membership }: SenderTrust): void => {
  if (membership !== 'approved')
    throw fail.forbidden(
      membership === 'suspended'
        ? 'Cơ sở đang bị Sở Y tế tạm ngừng liên thông; liên hệ Sở để biết lý do'
        : 'Cơ sở chưa được Sở Y tế duyệt tham gia trục',
    )
  if (sender !== caller.facility)
    throw fail.forbidden(`Khóa đăng nhập của cơ sở ${caller.facility} không gửi được dưới tên cơ sở ${sender}`)
}

/** A whole record is judged file by file at the door: who sent it can still put the one file right. */
const package_issues = (submission: Submission, { roots_pem, seals }: SenderTrust): Issue[] =>
  judge_enclosed(submission, {
    roots_pem,
    seals: seals.map(({ certificate_pem, revoked_at }) => ({
      certificate_pem,
      revoked_at: revoked_at === null ? null : new Date(revoked_at),
    })),
    at: new Date(),
  })?.issues ?? []

const recipient_issue = (code: string, found: Recipient | undefined): Issue[] => {
  const place = 'List.extension(intendedRecipient)'
  if (!found) return [value(`Danh bạ không có cơ sở nhận ${code}; kiểm tra lại mã`, place)]
  if (!found.is_open) return [value(`Cơ sở nhận ${code} (${found.name}) đã ngừng hoạt động`, place)]
  // Away for days is no reason; never joined is: nobody would ever come for it.
  if (found.membership === 'none' || found.membership === 'applied')
    return [value(`Cơ sở nhận ${code} (${found.name}) chưa tham gia trục; gửi bản giấy hoặc báo Sở Y tế`, place)]
  return []
}

/** Whom a code leads to today: a facility that was merged away hands its mail on. */
const follow = async (
  office: Office,
  codes: string[],
  found: Recipient[],
): Promise<{ code: string; found: Recipient | undefined }[]> => {
  const successors = found.flatMap(({ successor }) => successor ?? [])
  const later =
    successors.length === 0 ? [] : await office.database.in_site((sql) => office.find_recipients(sql, successors))
  const of = (code: string): Recipient | undefined => [...found, ...later].find((one) => one.code === code)
  return codes.map((code) => {
    const first = of(code)
    return { code, found: first?.successor ? of(first.successor) : first }
  })
}

/**
 * To whom, when, on which basis: what can be judged without opening the papers.
 * @returns the codes it is delivered to, successors in place of facilities that were merged
 * @throws 422 with every fault
 */
export const check_before_taking = async (
  office: Office,
  submission: Submission,
  { trust, found, rulings }: { trust: SenderTrust; found: Recipient[]; rulings: Rulings },
): Promise<string[]> => {
  if (submission.recipients.length === 0 && must_be_addressed.has(submission.kind))
    throw fail.value('Tài liệu loại này phải có nơi nhận', 'List.extension(intendedRecipient)')
  const recipients = await follow(office, [...new Set(submission.recipients)], found)
  const issues = recipients.flatMap((one) => recipient_issue(one.code, one.found))
  issues.push(...basis_issues(submission), ...label_issues(submission, rulings))
  issues.push(...package_issues(submission, trust))
  const at_ms = Date.parse(submission.created_at)
  if (Number.isNaN(at_ms)) issues.push(value('Thời điểm lập tài liệu không đọc được', 'DocumentReference.date'))
  // A sender's clock may be wrong by minutes; a paper of tomorrow is wrong.
  else if (at_ms > Date.now() + future_max_ms) issues.push(future_issue(new Date(at_ms)))
  if (submission.person.identifiers.length === 0 && submission.person.name.trim() === '')
    issues.push(value('Tài liệu không nói là của ai', 'DocumentReference.subject'))
  if (issues.length === 0 && office.scan) issues.push(...(await office.scan(submission)))
  if (issues.length > 0) throw new Failure(422, issues)
  return [...new Set(recipients.flatMap((one) => one.found?.code ?? []))]
}
