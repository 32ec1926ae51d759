import type { Day, Story } from './stories/index.ts'

/** When each told stage of an illness begins, as shares of the longest stay. */
const shares: Record<number, number[]> = { 1: [0], 2: [0, 0.4], 3: [0, 0.25, 0.6], 4: [0, 0.2, 0.45, 0.75] }

/** First day of each told stage; an operation sets the days by itself: before, the first two after, later. */
const stage_days = (story: Story): number[] => {
  const { course, procedure, days } = story
  if (procedure?.kind === 'surgery') return [0, procedure.day + 1, procedure.day + 3].slice(0, course.length)
  return (shares[course.length] ?? [0]).map((share, i) => Math.max(i, Math.round(days[1] * share)))
}

const fever = 37.8

/** Hours until the signs are those of a healthy person: when the sheets say that the fever has gone, or the worst is over. */
export const recovery_hours = (story: Story): number => {
  const days = stage_days(story)
  const without_fever = story.course.findIndex(({ s }) => /(hết|không) sốt/i.test(s))
  const stage = story.vitals.temperature >= fever && without_fever > 0 ? without_fever : story.course.length - 1
  return Math.max(20, (days[stage] ?? 1) * 24 - 6)
}

const still_sick = ['Triệu chứng như hôm qua.', 'Đỡ ít so với hôm qua.', 'Chưa đỡ nhiều.']
const better = ['Đỡ hơn hôm qua.', 'Không than phiền gì mới.', 'Ổn định so với hôm qua.']
const goes_on = [
  'Tiếp tục điều trị như y lệnh.',
  'Giữ phác đồ, đánh giá lại sáng mai.',
  'Tiếp tục phác đồ, theo dõi thêm.',
]
/** What is done once is not ordered again the next morning. */
const once =
  /xét nghiệm|nội soi|chụp|siêu âm|hội chẩn|lấy |cấy|mổ|phẫu thuật|lọc máu|điện tim|khí máu|rút |trước liều|test |thay băng/i

const in_turn = (words: string[], day: number): string => words[day % words.length] ?? ''

const said_again = (entry: Day, is_first: boolean, day: number): Day => {
  const orders = entry.orders.split('\n').filter((line) => !once.test(line))
  return {
    ...entry,
    s: `${in_turn(is_first ? still_sick : better, day)} ${entry.s}`,
    p: in_turn(goes_on, day),
    orders: orders.length > 0 ? orders.join('\n') : entry.orders,
  }
}

/** Who still lies there has not gone home. */
const not_yet = (text: string): string =>
  text.replace(/(?<!(dự kiến|chuẩn bị|trước khi|khi) )ra viện/gi, (words) =>
    words.startsWith('R') ? 'Dự kiến ra viện' : 'dự kiến ra viện',
  )

/** What the doctor writes on a day of the stay, counted from 0. */
export const entry_on = (story: Story, day: number): Day => {
  const days = stage_days(story)
  const stage = days.filter((first) => first <= day).length - 1
  const entry = story.course[stage] ?? story.course.at(-1)
  if (!entry) throw new Error(`demo: story ${story.id} has no course`)
  const told = (days[stage] ?? 0) < day ? said_again(entry, stage === 0, day) : entry
  return { ...told, p: not_yet(told.p), orders: not_yet(told.orders) }
}
