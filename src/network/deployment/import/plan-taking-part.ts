import { format_date } from '../../../base/time/index.ts'
import { check_member } from '../programme/programmes.ts'
import { keep_member, type Taking } from '../programme/take-part.ts'
import { attempt, number_in, text_in, type Planned, type Planner, type Room } from './deeds.ts'
import type { Values } from './read-rows.ts'

const say = (before: Taking | undefined, after: Taking): string[] => [
  ...(before ? [] : [`tham gia từ ${format_date(after.joined_on)}`]),
  ...(before?.place === after.place ? [] : [`số thứ tự ${before ? `${before.place} → ` : ''}${after.place}`]),
  ...(after.left_on === null || before?.left_on === after.left_on
    ? []
    : [`thôi tham gia từ ${format_date(after.left_on)}`]),
]

/** Who takes part in the programme; the first day stays as it was said, the last may follow. */
export const plan_taking_part = (known: Taking[], { programme }: Room): Planner => {
  const members = new Map(known.map((one) => [one.facility, one]))
  let last = Math.max(0, ...known.map(({ place }) => place))
  const row = (facility: string, values: Values): Planned => {
    const subjects = [{ key: facility, words: '' }]
    const before = members.get(facility)
    const [joined, left] = [text_in(values, 'joined_on'), text_in(values, 'left_on')]
    if (before && joined !== undefined && joined !== before.joined_on) {
      const words = `cơ sở tham gia từ ngày ${format_date(before.joined_on)}; ngày đó không đổi được`
      return { deeds: [], faults: [{ column: 'joined_on', words }], subjects }
    }
    const after: Taking = {
      ...{ facility, joined_on: before?.joined_on ?? joined ?? programme.from_day },
      place: number_in(values, 'place') ?? before?.place ?? ++last,
      left_on: left ?? before?.left_on ?? null,
    }
    const changes = say(before, after)
    if (changes.length === 0) return { deeds: [], faults: [], subjects }
    const { faults } = attempt(() => check_member(programme, after))
    return {
      deeds: [{ words: changes.join(', '), run: (sql, caller) => keep_member(sql, caller, programme, after) }],
      ...{ faults, subjects },
    }
  }
  return { row }
}
