import { nearest_name } from './nearest-name.ts'
import { issues_max, locate, quote, report, type Run } from './run.ts'

/**
 * The hot path: an element is walked once, key by key, against the fields of its type. Nothing is allocated for what
 * is right; places are put together only for what is wrong (run.ts).
 */
export type Json = Readonly<Record<string, unknown>>

export type Check = (value: unknown, run: Run) => void

export type Field = {
  /** As in JSON: valueQuantity, and _birthDate for the id and extensions of a primitive. */
  name: string
  many: boolean
  check: Check
  /** Set for required elements and choices, shared by the members of a choice; 0 where nobody asks. */
  bit: number
  is_choice: boolean
  /** Of `_name`: the primitive it accompanies. */
  companion_of: string | undefined
}

/** A constraint of the standard as a plain function over an element whose shape is right. */
export type Rule = { key: string; holds: (element: Json) => boolean; says: string }

export type Type = {
  name: string
  fields: ReadonlyMap<string, Field> | undefined
  /** Bits of the required elements. */
  required: number
  rules: readonly Rule[]
  /** What `_name` holds: an id alone is enough there. */
  is_companion: boolean
  /** Fills the above on first use. */
  prepare: () => ReadonlyMap<string, Field>
}

/** Deeper than any real record; protects the stack. */
const depth_max = 60

/** A null in a list only keeps the place of what the partner (`_given` of given, given of `_given`) says at that index. */
const keeps_place = (field: Field, owner: Json, index: number): boolean => {
  const partner = owner[field.companion_of ?? `_${field.name}`]
  return Array.isArray(partner) && partner[index] !== undefined && partner[index] !== null
}

const check_list = (value: unknown, field: Field, owner: Json, run: Run): void => {
  if (!Array.isArray(value)) return report(run, 'structure', `Cần mảng [ … ], nhận được ${quote(value)}`)
  if (value.length === 0) return report(run, 'structure', 'Mảng rỗng không được phép; hãy bỏ phần tử này')
  for (let i = 0; i < value.length; i += 1) {
    const before = run.count
    const item: unknown = value[i]
    if (item !== null || !keeps_place(field, owner, i)) field.check(item, run)
    if (run.count === before) continue
    locate(run, before, `[${i}]`)
    if (run.count >= issues_max) return
  }
}

/** `_name`: id and extensions of a primitive; alone it stands for the primitive and must then say something (ele-1). */
const check_companion = (field: Field, base: string, owner: Json, run: Run): void => {
  const value = owner[field.name]
  const partner = owner[base]
  const before = run.count
  if (field.many) check_list(value, field, owner, run)
  else field.check(value, run)
  if (run.count !== before) return
  if (field.many && Array.isArray(partner) && (value as unknown[]).length > partner.length)
    report(run, 'structure', `Dài hơn mảng ${base} đi cùng`)
  const stands_alone = partner === undefined && !field.many
  if (stands_alone && (value as Json)['extension'] === undefined)
    report(run, 'structure', `Không có ${base} thì cần extension (ele-1)`)
}

const report_unknown = (key: string, type: Type, fields: ReadonlyMap<string, Field>, run: Run): void => {
  if (key === 'rawJSON') return report(run, 'structure', `Cần đối tượng ${type.name}, nhận được số`)
  const near = nearest_name(key, [...fields.keys()])
  const hint = near === undefined ? '' : `; có phải “${near}”?`
  report(run, 'structure', `${type.name} không có phần tử ${quote(key)}${hint}`)
}

/** Is the element itself there, or does a `_name` stand for it alone? */
const is_counted = (field: Field, owner: Json): boolean =>
  field.companion_of === undefined || owner[field.companion_of] === undefined

const report_choice = (field: Field, fields: ReadonlyMap<string, Field>, owner: Json, run: Run): void => {
  const given = Object.keys(owner).filter((key) => fields.get(key)?.bit === field.bit)
  report(run, 'structure', `Chỉ được chọn một trong: ${given.join(', ')}`)
}

const report_missing = (type: Type, missing: number, fields: ReadonlyMap<string, Field>, run: Run): void => {
  const bits = new Set<number>()
  for (const field of fields.values()) {
    if ((field.bit & missing) === 0 || bits.has(field.bit)) continue
    bits.add(field.bit)
    const names = [...fields.values()].filter((one) => one.bit === field.bit && one.companion_of === undefined)
    const shown = names.slice(0, 4).map((one) => one.name)
    const words =
      names.length === 1 ? `“${field.name}”` : `một trong ${shown.join(', ')}${names.length > 4 ? ', …' : ''}`
    report(run, 'required', `${type.name} thiếu phần tử bắt buộc ${words}`, names.length === 1 ? `.${field.name}` : '')
  }
}

const check_rules = (rules: readonly Rule[], element: Json, run: Run): void => {
  for (const rule of rules) if (!rule.holds(element)) report(run, 'invariant', `${rule.says} (${rule.key})`)
}

const walk = (element: Json, type: Type, run: Run): void => {
  const fields = type.fields ?? type.prepare()
  const start = run.count
  let seen = 0
  let content = 0
  for (const key in element) {
    // Read first thing in the loop: V8 then takes it from where the key stands; after any other call it looks it up anew,
    // which doubled the time of a whole validation.
    const item = element[key]
    if (item === undefined) continue
    const field = fields.get(key)
    const before = run.count
    if (field === undefined) report_unknown(key, type, fields, run)
    else {
      if (field.bit !== 0 && is_counted(field, element)) {
        if (field.is_choice && (seen & field.bit) !== 0) report_choice(field, fields, element, run)
        seen |= field.bit
      }
      if (field.companion_of !== undefined) check_companion(field, field.companion_of, element, run)
      else if (field.many) check_list(item, field, element, run)
      else field.check(item, run)
    }
    if (key !== 'id') content += 1
    if (run.count === before) continue
    locate(run, before, `.${key}`)
    if (run.count >= issues_max) return
  }
  if (content === 0 && !(type.is_companion && element['id'] !== undefined))
    report(run, 'structure', `${type.name} rỗng: cần ít nhất một phần tử ngoài id (ele-1)`)
  const missing = type.required & ~seen
  if (missing !== 0) report_missing(type, missing, fields, run)
  if (run.count === start && type.rules.length > 0) check_rules(type.rules, element, run)
}

export const check_element = (value: unknown, type: Type, run: Run): void => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return report(run, 'structure', `Cần đối tượng ${type.name}, nhận được ${quote(value)}`)
  if (run.depth >= depth_max) return report(run, 'too-long', `Lồng nhau quá ${depth_max} tầng`)
  run.depth += 1
  walk(value as Json, type, run)
  run.depth -= 1
}
