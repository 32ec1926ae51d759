/**
 * What the typed resources cannot hold of a record we received is kept beside them, field by field, in one
 * QuestionnaireResponse: nothing a sender wrote is lost. It also remembers of each group the hash of what the typed
 * resources said, so that in a group somebody has changed the kept words only fill blanks and never override the newer fact.
 */
import { canonical } from '../../fhir/index.ts'
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

/** `shape_hsba` gives every field in the order of the schema: the same group gives the same text. */
const hash_of = (tree: Tree, group: string): string => `${group}:${sha256_hex(JSON.stringify(tree[group] ?? ''))}`

/** The sheet of what is left over, or undefined when the typed resources say it all. */
export const find_residue = (
  hsba: HoSoBenhAn,
  typed: HoSoBenhAn,
  patient: string,
  encounter: string,
): Sheet | undefined => {
  const found: Differences = new Map()
  const said = as_tree(typed)
  differ(group_fields, as_tree(hsba), said, '', found)
  if (found.size === 0) return undefined
  const item = (linkId: string, text: string): Item => ({ linkId, answer: [{ valueString: text }] })
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire: residue_questionnaire,
    subject: { reference: patient },
    encounter: { reference: encounter },
    item: [
      item(hash_link, group_fields.map(({ name }) => hash_of(said, name)).join(' ')),
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
  const hashes = new Set(texts.get(hash_link)?.split(' '))
  const kept = new Map(Array.from(texts, ([path, text]) => [path, parsed(text)]))
  const tree = as_tree(typed)
  const groups = group_fields.map((group) => merge([group], tree, '', kept, hashes.has(hash_of(tree, group.name))))
  return shape_hsba(Object.assign({}, ...groups))
}
