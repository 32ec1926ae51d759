import { is_real_date } from '../time/index.ts'
import { fault, sentence, type Shape } from './shape.ts'

const text_length_max = 4_000

/** A shape of one value: `take` gives it back, or undefined when it is of another kind. */
const of_kind = <T>(label: string, kind: string, take: (value: unknown) => T | undefined): Shape<T> => ({
  label,
  read(value, path, faults) {
    const taken = take(value)
    if (taken === undefined) faults.push(fault(`${sentence(label)} phải là ${kind}`, path))
    return taken
  },
})

export const text = (label: string, length_max = text_length_max): Shape<string> => ({
  label,
  read(value, path, faults) {
    if (typeof value !== 'string') faults.push(fault(`${sentence(label)} phải là chữ`, path))
    else if (value.length > length_max)
      faults.push(fault(`${sentence(label)} quá dài (tối đa ${length_max} ký tự)`, path, 'too-long'))
    else return value
    return undefined
  },
})

export const one_of = <const T extends string>(label: string, values: readonly T[]): Shape<T> =>
  of_kind(label, `một trong: ${values.join(', ')}`, (value) => values.find((one) => one === value))

export const yes_or_no = (label: string): Shape<boolean> =>
  of_kind(label, 'true hoặc false', (value) => (typeof value === 'boolean' ? value : undefined))

export const number = (label: string, min = -Infinity, max = Infinity): Shape<number> => {
  const bounds = Number.isFinite(min) && Number.isFinite(max) ? `số từ ${min} đến ${max}` : 'số'
  return of_kind(label, bounds, (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined,
  )
}

/** A whole number; versions and revisions are such. */
export const whole = (label: string): Shape<number> =>
  of_kind(label, 'số nguyên', (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined))

/** A calendar day, "2026-11-21". */
export const day = (label: string): Shape<string> =>
  of_kind(label, 'ngày có thật (năm-tháng-ngày)', (value) => {
    const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
    return match && is_real_date(Number(match[1]), Number(match[2]), Number(match[3])) ? match[0] : undefined
  })

export const nothing: Shape<null> = of_kind('giá trị', 'null', (value) => (value === null ? null : undefined))
