import { Failure, type Issue } from '../outcome/index.ts'

/**
 * Reads one value. What is wrong is noted with its path and the reading goes on, so that all faults are told at once;
 * undefined comes back only after a fault was noted. `label` names the thing in Vietnamese, as a sentence goes on.
 */
export type Shape<T> = { label: string; read(value: unknown, path: string, faults: Issue[]): T | undefined }

/** A field that may be left out of its group. */
export type Optional<T> = Shape<T> & { is_optional: true }

/** A field that may be left out and then means `absent`. */
export type Defaulted<T> = Shape<T> & { absent: T }

/** One shape for each field of a contract's type: a field forgotten, or one of another kind, does not compile. */
export type Fields<T> = {
  [Key in keyof T]-?: object extends Pick<T, Key> ? Optional<Exclude<T[Key], undefined>> : Shape<T[Key]>
}

export const fault = (message: string, path: string, code: Issue['code'] = 'value'): Issue => ({
  severity: 'error',
  code,
  message,
  expression: path,
})

export const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ ...shape, is_optional: true })

export const when_absent = <T>(shape: Shape<T>, absent: T): Defaulted<T> => ({ ...shape, absent })

/** @throws 422 with every fault and its path */
export const read_shape = <T>(shape: Shape<T>, value: unknown): T => {
  const faults: Issue[] = []
  const read = shape.read(value, '', faults)
  if (faults.length > 0 || read === undefined) throw new Failure(422, faults)
  return read
}
