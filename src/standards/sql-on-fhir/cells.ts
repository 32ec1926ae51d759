import { fail } from '../../base/outcome/index.ts'
import { is_exact_number } from '../fhir/index.ts'
import type { Column } from './definition.ts'

/** Primitives have small first letters, System types are System.Boolean. */
const is_primitive = (type: string): boolean => /^(?:[a-z]|System\.)/.test(type) && !type.includes('/')

const cell_value = (value: unknown, column: Column): unknown => {
  if (typeof value !== 'object' || value === null || is_exact_number(value)) return value
  if (column.type === undefined || is_primitive(column.type))
    throw fail.value(
      `Cột “${column.name}” cho một phần tử phức hợp, không phải một giá trị đơn; hãy khai báo “type” của nó hoặc chọn một phần tử bên trong`,
      column.place,
    )
  return value
}

/** A value or null; a list, perhaps empty, for a collection. */
export const make_cell = (values: unknown[], column: Column): unknown => {
  if (column.collection) return values.map((value) => cell_value(value, column))
  if (values.length > 1)
    throw fail.value(
      `Cột “${column.name}” có ${values.length} giá trị trong một dòng; hãy đặt “collection” là true, dùng first() hoặc forEach`,
      column.place,
    )
  return values.length === 0 ? null : cell_value(values[0], column)
}
