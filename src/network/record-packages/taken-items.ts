import type { PackageItem } from '../../standards/record-package/index.ts'
import type { TakenPaper } from '../shared-results/index.ts'

const sender_of = ({ taken: { sender } }: TakenPaper): string => `từ cơ sở ${sender.code}`

/** Judged by who sent them, so they come along as they came: paper, data, and the seal over the data. */
const parts_of = (one: TakenPaper): PackageItem[] =>
  one.parts.map(({ content_type, bytes }) => ({
    ...{ what: 'other', title: `Kết quả dùng lại: ${one.taken.test} (${sender_of(one)})`, bytes, content_type },
  }))

const line_of = ({ taken, signatures, parts, link }: TakenPaper) => ({
  ...{ test: taken.test, code: taken.code, said: taken.said, title: taken.title, sender: taken.sender },
  ...{ performer: taken.performer, taken_at: taken.taken_at, valid_until: taken.valid_until, rule: taken.rule },
  ...{ taken_over_by: taken.by, taken_over_at: taken.at, dropped: taken.dropped, changed: taken.changed },
  ...{ document: link['masterIdentifier'], digest: link['identifier'], signatures, kept_parts: parts.length },
})

/** Results of other houses the stay went by: where each is from and whose signatures held, then the papers themselves. */
export const taken_items = (taken: TakenPaper[]): PackageItem[] => {
  if (taken.length === 0) return []
  const list = Buffer.from(JSON.stringify({ results: taken.map(line_of) }, null, 2))
  return [
    {
      ...{ what: 'other', title: 'Kết quả dùng lại, nguồn và chữ ký', bytes: list },
      content_type: 'application/json',
    },
    ...taken.flatMap(parts_of),
  ]
}
