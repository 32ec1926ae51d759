import { fail } from '../../base/outcome/index.ts'
import { format_date, shift_days } from '../../base/time/index.ts'

/** Settings of a system outside as they are kept: those of now, and those that take their place on a day. */
export type Dated<Settings extends object> = Settings & {
  coming?: { valid_from: string; settings: Settings } | undefined
}

const now_of = <Settings extends object>({ coming: _coming, ...now }: Dated<Settings>): Settings =>
  // What is left of Dated<Settings> is Settings; the compiler does not subtract from a parameter.
  now as unknown as Settings

/** @param today yyyy-mm-dd in Vietnam */
export const endpoint_in_force = <Settings extends object>(stored: Dated<Settings>, today: string): Settings =>
  stored.coming && stored.coming.valid_from <= today ? stored.coming.settings : now_of(stored)

export const endpoint_coming = <Settings extends object>(
  { coming }: Dated<Settings>,
  today: string,
): { valid_from: string; settings: Settings } | undefined => (coming && coming.valid_from > today ? coming : undefined)

const ahead_max_days = 5 * 366

/**
 * What is to be kept after somebody said settings: from today on, or beside those of now from a day on. Settings of today leave
 * what comes; a second word on what comes takes its place.
 * @throws 422 a day that has passed or is years ahead, or settings to come where there are none now
 */
export const put_dated_endpoint = <Settings extends object>(
  before: Dated<Settings> | undefined,
  settings: Settings,
  valid_from: string | undefined,
  today: string,
): Dated<Settings> => {
  const coming = before && endpoint_coming(before, today)
  if (valid_from === undefined || valid_from === today) return { ...settings, ...(coming ? { coming } : {}) }
  if (valid_from < today)
    throw fail.value(`Ngày ${format_date(valid_from)} đã qua; kết nối chỉ đổi từ hôm nay trở đi`, 'valid_from')
  if (valid_from > shift_days(today, ahead_max_days))
    throw fail.value(`Ngày ${format_date(valid_from)} còn hơn 5 năm nữa; kiểm tra lại năm`, 'valid_from')
  if (!before) throw fail.value('Chưa có kết nối đang dùng: đặt kết nối dùng từ hôm nay trước', 'valid_from')
  return { ...endpoint_in_force(before, today), coming: { valid_from, settings } }
}
