import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { local_date } from '../../base/time/index.ts'
import type { SendingBasis } from '../../standards/documents/index.ts'

const ages = JSON.parse(readFileSync(join(import.meta.dirname, 'asking-ages.json'), 'utf8')) as {
  representative_below_years: number
  both_below_years: number
  source: string
}

const day_ms = 86_400_000

/** Who speaks when a person asks that her record be shown: she herself, who represents her by law, or both. */
export type AskedAs = NonNullable<SendingBasis['asked_as']>

/** What is asked, and of whom. `birth_date`: yyyy, yyyy-mm or yyyy-mm-dd; undefined: nobody knows it. */
export type Asking = {
  birth_date: string | undefined
  /** yyyy-mm-dd */
  on: string
  asked_as: AskedAs
  /** For another purpose than her care, or naming what is most private: both have to agree from the first age on. */
  is_side: boolean
}

/** Of whom only the year or the month is known, the youngest she may be: a child is not taken for a grown-up. */
const youngest = (birth_date: string): string =>
  birth_date.length === 4 ? `${birth_date}-12-31` : birth_date.length === 7 ? `${birth_date}-31` : birth_date

/** Completed years on a day (yyyy-mm-dd). undefined: nobody knows when she was born. */
export const years_on = (birth_date: string | undefined, on: string): number | undefined => {
  if (!birth_date || !/^\d{4}(-\d\d){0,2}$/.test(birth_date)) return undefined
  const born = youngest(birth_date)
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5, 10) < born.slice(5) ? 1 : 0)
  return Math.max(years, 0)
}

/** Who must speak at least (PDP-07). A grown-up may be represented, who cannot speak for herself. */
export const must_ask = ({ birth_date, on, is_side }: Omit<Asking, 'asked_as'>): AskedAs => {
  const years = years_on(birth_date, on)
  if (years === undefined || years >= ages.both_below_years) return 'person'
  return years >= ages.representative_below_years && is_side ? 'both' : 'representative'
}

/** @returns why this asking is none, in words for who takes it down; undefined: it stands */
export const asking_fault = (asking: Asking): string | undefined => {
  const needed = must_ask(asking)
  const { asked_as } = asking
  if (needed === 'person' || asked_as === 'both' || asked_as === needed) return undefined
  const years = years_on(asking.birth_date, asking.on) ?? 0
  const who =
    needed === 'both'
      ? 'cả người bệnh và người đại diện theo pháp luật phải cùng đồng ý với mục đích ngoài khám, điều trị hoặc với thông tin đặc biệt nhạy cảm'
      : 'người đại diện theo pháp luật phải là người yêu cầu'
  return `Người bệnh ${years} tuổi: ${who} (${ages.source})`
}

/**
 * The birthday from which somebody else must be asked: what was asked before it counts no longer on that day.
 * @returns yyyy-mm-dd; undefined: she is grown up, or nobody knows when she was born
 */
export const asked_anew_on = (birth_date: string | undefined, on: string): string | undefined => {
  const years = years_on(birth_date, on)
  if (years === undefined || birth_date === undefined) return undefined
  const next = [ages.representative_below_years, ages.both_below_years].find((limit) => years < limit)
  if (next === undefined) return undefined
  const born = youngest(birth_date)
  const birthday = `${Number(born.slice(0, 4)) + next}${born.slice(4)}`
  // Born on 29 February, or in a month of 30 days: the first day that there is.
  return local_date(
    new Date(Date.parse(`${birthday.slice(0, 8)}01T00:00:00+07:00`) + (Number(birthday.slice(8)) - 1) * day_ms),
  )
}
