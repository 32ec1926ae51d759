import type { HubBooks } from './hub-books.ts'
import type { Working } from './member.ts'
import type { Posted } from './outbox.ts'
import type { Trouble } from './plan.ts'

/** What the hub has to say to each; and to a correction that came before what it corrects. */
const words_of: Record<Exclude<Trouble, 'dead'>, { status: number; words: RegExp }> = {
  clock: { status: 422, words: /lập tài liệu ở tương lai: .*chỉnh đồng hồ máy chủ/ },
  'signature-clock': { status: 422, words: /ghi thời điểm ở tương lai: .*chỉnh đồng hồ máy ký/ },
  unsigned: { status: 422, words: /Bản PDF chưa được ký số/ },
  stranger: { status: 422, words: /không phải chữ ký đã đăng ký của nơi gửi/ },
  changed: { status: 422, words: /thay đổi|sửa|không khớp|không đọc được|mã băm/i },
  nobody: { status: 422, words: /Danh bạ không có cơ sở nhận 24999/ },
  reused: { status: 409, words: /đã dùng cho một nội dung khác/ },
  'no-original': { status: 422, words: /chưa từng qua trục/ },
}
const early = { status: 422, words: /chưa từng qua trục/ }

/** A clock's lead is no lead any more when the letter waited long enough. */
const signing_lead_ms = 5 * 60_000

const taken_at = (jws: string): number =>
  (JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iat: number }).iat * 1_000

const waited_off = ({ receipt, signed_at }: Posted): boolean =>
  receipt !== undefined && signed_at.getTime() - taken_at(receipt) <= signing_lead_ms

const wanted_of = ({ sending }: Posted) => {
  const { trouble } = sending
  if (trouble === undefined) return sending.is_early ? early : undefined
  return trouble === 'dead' ? undefined : words_of[trouble]
}

const is_as_planned = (one: Posted, is_gone: boolean): boolean => {
  const { trouble } = one.sending
  if (is_gone && one.state === 'waiting') return true
  if (trouble === undefined) return one.state === 'taken'
  if (trouble === 'dead') return one.state === 'held'
  if (one.state === 'taken') return /clock/.test(trouble) && waited_off(one)
  return one.state === 'refused' && one.refusals.length > 0
}

/** Each paper ended as planned, and whatever was refused was refused for the reason that was planned. */
export const check_sent = (working: Working[], { refusals }: HubBooks): string[] => {
  const faults: string[] = []
  const posted = working.flatMap(({ outbox, member }) =>
    [...outbox.posted.values()].map((one) => ({ one, is_gone: member.plan.gone_at !== undefined })),
  )
  for (const { one, is_gone } of posted) {
    const { key, trouble = 'none' } = one.sending
    if (!is_as_planned(one, is_gone))
      faults.push(`${key} (${trouble}) ended ${one.state}: ${one.refusals.at(-1)?.words ?? 'no answer'}`)
    const wanted = wanted_of(one)
    for (const { status, words } of one.refusals)
      if (!wanted || wanted.status !== status || !wanted.words.test(words))
        faults.push(`${key} (${trouble}) was refused with ${status}: ${words}`)
  }
  return [
    ...faults,
    ...check_refusals(
      posted.map(({ one }) => one),
      refusals,
    ),
  ]
}

/** In the hub's book: as often as it was heard, no more often than it was sent, each for its own reason. */
const check_refusals = (posted: Posted[], refusals: HubBooks['refusals']): string[] => {
  const faults: string[] = []
  const of_document = Map.groupBy(posted, ({ document }) => document)
  const refused = refusals.filter(({ state }) => state === 'refused')
  const counted = Map.groupBy(refused, ({ document }) => document)
  for (const [document, rows] of counted) {
    const papers = of_document.get(document) ?? []
    const wanted = papers.flatMap((one) => wanted_of(one) ?? [])
    for (const { reason, sender } of rows)
      if (!wanted.some(({ words }) => words.test(reason)))
        faults.push(`${sender} ${document}: the hub refused it: ${reason}`)
  }
  const custody = Map.groupBy(
    refusals.filter(({ state }) => state !== 'refused'),
    ({ document }) => document,
  )
  for (const [document, rows] of custody) if (rows.length > 1) faults.push(`${document}: held ${rows.length} times`)
  for (const [document, papers] of of_document) {
    const [heard, attempts] = [
      papers.reduce((sum, one) => sum + one.refusals.length, 0),
      papers.reduce((sum, one) => sum + one.attempts, 0),
    ]
    const count = counted.get(document)?.length ?? 0
    if (count < heard || count > attempts)
      faults.push(`${document}: ${count} refusals in the hub's book, ${heard} heard, ${attempts} times sent`)
  }
  return faults
}
