/**
 * Whose finding it is when the mother's record (05/BV1) speaks of her child. A table marked `about: "newborn"` has a row
 * for each child; `ma_tre`, `de_luc` and `gioi` say which. The child is found among the patients registered as hers.
 */
import type { Issue } from '../../base/outcome/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import {
  extension_url,
  find_extension,
  find_identifier,
  id_of_reference,
  identifier_system,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { AnswerRow, Answers } from './contract.ts'
import { fields_of, type FormDefinition, type TableItem } from './form-definition.ts'

/** Patient ids by row; undefined where no registered child is certainly meant. */
export type Newborns = { children: (string | undefined)[]; issues: Issue[] }

export const newborn_table = (form: FormDefinition): TableItem | undefined =>
  fields_of(form).find((field): field is TableItem => field.type === 'table' && field.about === 'newborn')

const children_of = async (unit: Unit, mother: string): Promise<Resource[]> => {
  const query = new URLSearchParams({ link: `Patient/${mother}`, _count: '100' })
  return (await unit.search('Patient', query)).entries
    .map(resource_of)
    .filter((one) => id_of_reference(find_extension(one, extension_url.mother)?.['valueReference']) === mother)
}

const code_in = (row: AnswerRow): string => String(row['ma_tre'] ?? '').trim()

const fits = (row: AnswerRow, child: Resource): boolean => {
  const born = String(row['de_luc'] ?? '').slice(0, 10)
  const gender = { '1': 'male', '2': 'female' }[String(row['gioi'] ?? '')]
  return born !== '' && child['birthDate'] === born && (gender === undefined || child['gender'] === gender)
}

/** Rows with a code are that child; of the others only a row that fits one child alone, which fits that row alone. */
const match = (rows: AnswerRow[], children: Resource[]): (Resource | undefined)[] => {
  const named = rows.map((row) =>
    children.find(
      (child) => code_in(row) !== '' && code_in(row) === find_identifier(child, identifier_system.patient_code),
    ),
  )
  const open = children.filter((child) => !named.includes(child))
  const unnamed = rows.filter((row) => code_in(row) === '')
  return rows.map((row, i) => {
    const candidates = code_in(row) === '' ? open.filter((child) => fits(row, child)) : []
    const [only] = candidates
    const is_certain = candidates.length === 1 && only && unnamed.filter((other) => fits(other, only)).length === 1
    return named[i] ?? (is_certain ? only : undefined)
  })
}

const wrong_codes = (table: TableItem, rows: AnswerRow[], found: (Resource | undefined)[]): Issue[] =>
  rows.flatMap((row, i): Issue[] => {
    const code = code_in(row)
    if (code === '') return []
    const twice = rows.findIndex((other) => code_in(other) === code) < i
    if (found[i] && !twice) return []
    const message = twice
      ? `Mã người bệnh ${code} đã ghi cho trẻ khác`
      : `Không có trẻ nào mang mã người bệnh ${code} là con của sản phụ này; hãy đăng ký trẻ và chọn đúng mẹ`
    return [{ severity: 'error', code: 'value', message, expression: table.id }]
  })

export const find_newborns = async (
  unit: Unit,
  form: FormDefinition,
  answers: Answers,
  mother: string,
): Promise<Newborns> => {
  const table = newborn_table(form)
  const value = table && answers[table.id]
  if (!table || !Array.isArray(value) || value.length === 0) return { children: [], issues: [] }
  const rows = value.filter((row): row is AnswerRow => typeof row === 'object' && row !== null)
  const found = match(rows, await children_of(unit, mother))
  return { children: found.map((child) => text_of(child?.id)), issues: wrong_codes(table, rows, found) }
}
