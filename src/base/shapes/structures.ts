import type { Issue } from '../outcome/index.ts'
import { fault, sentence, type Fields, type Shape } from './shape.ts'

const is_record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const step = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

type Field = Shape<unknown> & { is_optional?: boolean; absent?: unknown }

/** What the sender thinks he said and nobody would hear. */
const unknown_fields = (value: Record<string, unknown>, fields: Record<string, Field>, path: string): Issue[] =>
  Object.keys(value)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => fault(`Không có trường “${name.slice(0, 60)}” ở đây`, step(path, name.slice(0, 60)), 'structure'))

export const group = <T extends object>(label: string, fields: Fields<T>): Shape<T> => {
  const known: Record<string, Field> = fields
  return {
    label,
    read(value, path, faults) {
      if (!is_record(value)) {
        faults.push(fault(`${sentence(label)} phải là một nhóm trường`, path))
        return undefined
      }
      faults.push(...unknown_fields(value, known, path))
      const read: Record<string, unknown> = {}
      for (const [name, field] of Object.entries(known)) {
        if (Object.hasOwn(value, name)) read[name] = field.read(value[name], step(path, name), faults)
        else if (field.absent !== undefined) read[name] = field.absent
        else if (!field.is_optional) faults.push(fault(`Thiếu ${field.label}`, step(path, name), 'required'))
      }
      // Every field was read by the shape that `Fields<T>` holds against T.
      return read as T
    },
  }
}

export const list = <T>(label: string, item: Shape<T>, length_max = 1_000): Shape<T[]> => ({
  label,
  read(value, path, faults) {
    if (!Array.isArray(value) || value.length > length_max) {
      faults.push(fault(`${sentence(label)} phải là một danh sách (tối đa ${length_max} dòng)`, path))
      return undefined
    }
    const read: T[] = []
    for (const [i, one] of value.entries()) {
      const taken = item.read(one, `${path}[${i}]`, faults)
      if (taken !== undefined) read.push(taken)
    }
    return read
  },
})

/** Values under names that the data bring along, e.g. answers by item id. */
export const keyed = <T>(label: string, item: Shape<T>): Shape<Record<string, T>> => ({
  label,
  read(value, path, faults) {
    if (!is_record(value)) {
      faults.push(fault(`${sentence(label)} phải là một nhóm trường`, path))
      return undefined
    }
    const read: [string, T][] = []
    for (const [name, one] of Object.entries(value)) {
      const taken = item.read(one, step(path, name), faults)
      if (taken !== undefined) read.push([name, taken])
    }
    return Object.fromEntries(read)
  },
})

/** The first of several shapes that takes the value; its faults are told in the words of `kind`. */
export const any_of = <T>(label: string, kind: string, shapes: readonly Shape<T>[]): Shape<T> => ({
  label,
  read(value, path, faults) {
    for (const shape of shapes) {
      const tried: Issue[] = []
      const read = shape.read(value, path, tried)
      if (tried.length === 0) return read
    }
    faults.push(fault(`${sentence(label)} phải là ${kind}`, path))
    return undefined
  },
})
