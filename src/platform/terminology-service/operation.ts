import { fail, Failure } from '../../base/outcome/index.ts'
import { is_real_date, local_date } from '../../base/time/index.ts'
import type { Sql } from '../database/index.ts'
import type { Operation, OperationCall } from '../records/index.ts'
import type { Library, Shelf, Versions } from './library.ts'
import { read_parameters, type Kinds, type Parameters } from './parameters.ts'

/** The shape of a terminology operation; each is a look with its own line in the audit log. */
export type Terminology = {
  name: string
  type: 'CodeSystem' | 'ValueSet' | 'ConceptMap'
  definition: string
  on: Operation['on']
  kinds: Kinds
  bare?: Readonly<Record<string, string>>
  versions?: (asked: Parameters) => Versions
  answer(question: Question): Promise<string>
}

export type Question = { call: OperationCall; asked: Parameters; shelf: Shelf; sql: Sql; on_date: string | undefined }

/** The local day of a date or an instant; a month or a year alone does not say which list was in force. */
export const read_day = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const day = text.length > 10 && !Number.isNaN(Date.parse(text)) ? local_date(text) : text
  const [year, month, date] = day.split('-').map(Number)
  const is_day = /^\d{4}-\d\d-\d\d$/.test(day) && is_real_date(year ?? 0, month ?? 0, date ?? 0)
  if (!is_day) throw fail.invalid(`Ngày “${text.slice(0, 40)}” không đủ ngày, tháng, năm`, 'date')
  return day
}

const ref_of = ({ type, id, query }: OperationCall, name: string, asked: Parameters): string => {
  const of_body = ['url', 'system', 'code'].flatMap((one) => {
    const value = query.has(one) ? undefined : asked.given.find((given) => given.name === one)?.value
    return value === undefined ? [] : [`${one}=${value}`]
  })
  const words = [query.toString(), ...of_body].filter(Boolean).join('&')
  return `${[type, id, name].filter(Boolean).join('/')}${words === '' ? '' : `?${words}`}`.slice(0, 1_000)
}

/** A terminology operation as the REST face wants it. */
export const to_operation = (library: Library, terminology: Terminology): Operation => ({
  ...{ name: terminology.name, definition: terminology.definition, on: terminology.on, types: [terminology.type] },
  needs: () => [{ right: 'r', type: terminology.type }],
  async run(call) {
    const asked = read_parameters(call, terminology.kinds, terminology.bare)
    const on_date = terminology.kinds['date'] ? read_day(asked.text('date')) : undefined
    const versions = terminology.versions?.(asked)
    const act = {
      ...{ interaction: terminology.name, type: terminology.type },
      ref: ref_of(call, terminology.name, asked),
    }
    const text = await call.store.look(call.caller, act, (sql) => {
      const { facility } = call.caller
      const shelf = library.open({ sql, facility, on_date, ...(versions ? { versions } : {}) })
      return terminology.answer({ call, asked, shelf, sql, on_date })
    })
    return { text }
  },
})

/** What a question is about is not here; `name` is the parameter that named it. */
export const unknown_definition = (kind: string, name: string, value: string): Failure =>
  new Failure(404, [
    {
      ...{ severity: 'error', code: 'not-found', expression: name },
      message: `Không tìm thấy ${kind} “${value.slice(0, 300)}” tại cơ sở này`,
    },
  ])

/** Exactly one of several ways to say what is meant. */
export const refuse_unless_one = (names: readonly string[], present: readonly unknown[]): void => {
  const count = present.filter((one) => one !== undefined).length
  if (count === 1) return
  const choice = names.map((name) => `“${name}”`).join(', ')
  throw fail.invalid(
    count === 0 ? `Cần một trong các tham số ${choice}` : `Chỉ gửi một trong các tham số ${choice}`,
    names[0],
  )
}

/** `vi-VN,en;q=0.8` → vi-VN. */
export const language_of = (asked: Parameters): string | undefined =>
  asked.text('displayLanguage')?.split(/[,;]/)[0]?.trim() || undefined
