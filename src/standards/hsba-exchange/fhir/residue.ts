/**
 * What the typed resources cannot hold of a record we received is kept beside them, field by field, in one
 * QuestionnaireResponse: nothing a sender wrote is lost. It also remembers the hash of what the typed resources said, so
 * that after anybody has changed them the kept words only fill blanks and never override the newer fact.
 */
import { canonical } from '../../fhir/index.ts'
import { to_json } from '../json.ts'
import { group_fields, schema_version } from '../schema-2025-06.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import type { Field } from '../schema-field.ts'
import { is_tree, shape_hsba } from '../shape.ts'
import type { Tree } from '../shape.ts'
import { sha256_hex } from './digest.ts'
import type { Item, Sheet } from './shapes.ts'

export const residue_questionnaire = `${canonical.questionnaire}/hsba-cv365|${schema_version}`
const hash_link = 'sha256'

export const is_residue = (sheet: Sheet): boolean => sheet.questionnaire === residue_questionnaire

const as_tree = (hsba: HoSoBenhAn): Tree => {
  const { PhanMoRong: _extension, ...groups } = hsba
  const tree: unknown = groups
  return is_tree(tree) ? tree : {}
}

type Differences = Map<string, string | Tree[]>

const differ = (fields: readonly Field[], wanted: Tree, typed: Tree, path: string, found: Differences): void => {
  for (const field of fields) {
    const here = path === '' ? field.name : `${path}.${field.name}`
    const [left, right] = [wanted[field.name] ?? '', typed[field.name] ?? '']
    if (typeof left === 'string') {
      if (left !== right) found.set(here, left)
    } else if (Array.isArray(left)) {
      const rows = Array.isArray(right) ? right : []
      if (rows.length !== left.length) found.set(here, left)
      else if (field.kind !== 'leaf')
        left.forEach((row, i) => differ(field.fields, row, rows[i] ?? {}, `${here}[${i}]`, found))
    } else if (field.kind !== 'leaf' && is_tree(right)) differ(field.fields, left, right, here, found)
  }
}

const merge = (fields: readonly Field[], typed: Tree, path: string, kept: Map<string, unknown>, exact: boolean): Tree =>
  Object.fromEntries(
    fields.map((field) => {
      const here = path === '' ? field.name : `${path}.${field.name}`
      const value = typed[field.name] ?? ''
      const other = kept.get(here)
      if (typeof value === 'string')
        return [field.name, typeof other === 'string' && (exact || value === '') ? other : value]
      if (field.kind === 'leaf') return [field.name, value]
      if (!Array.isArray(value)) return [field.name, merge(field.fields, value, here, kept, exact)]
      if (Array.isArray(other) && (exact || value.length === 0)) return [field.name, other.filter(is_tree)]
      return [field.name, exact ? value.map((row, i) => merge(field.fields, row, `${here}[${i}]`, kept, exact)) : value]
    }),
  )

/** The sheet of what is left over, or undefined when the typed resources say it all. */
export const find_residue = (
  hsba: HoSoBenhAn,
  typed: HoSoBenhAn,
  patient: string,
  encounter: string,
): Sheet | undefined => {
  const found: Differences = new Map()
  differ(group_fields, as_tree(hsba), as_tree(typed), '', found)
  if (found.size === 0) return undefined
  const item = (linkId: string, text: string): Item => ({ linkId, answer: [{ valueString: text }] })
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: residue_questionnaire,
    subject: { reference: patient },
    encounter: { reference: encounter },
    item: [
      item(hash_link, sha256_hex(to_json(typed))),
      ...Array.from(found, ([path, value]) => item(path, JSON.stringify(value))),
    ],
  }
}

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** The typed record with the kept words put back. */
export const apply_residue = (typed: HoSoBenhAn, sheets: readonly Sheet[]): HoSoBenhAn => {
  const sheet = sheets.findLast((one) => is_residue(one) && one.status !== 'entered-in-error')
  if (sheet === undefined) return typed
  const texts = new Map((sheet.item ?? []).map((one) => [one.linkId ?? '', one.answer?.[0]?.valueString]))
  const exact = texts.get(hash_link) === sha256_hex(to_json(typed))
  const kept = new Map(Array.from(texts, ([path, text]) => [path, parsed(text)]))
  return shape_hsba(merge(group_fields, as_tree(typed), '', kept, exact))
}
