/**
 * Judges a record before it is sent (SHARE-06): names, types, lengths, the join key. Where the limit is quoted from the
 * annex the issue is an error; where the limit is ours it is a warning, because the receiver may well allow more.
 */
import type { Issue } from '../../base/outcome/index.ts'
import { find_type_error, length_of } from './lexical.ts'
import { extension_namespace } from './schema-2025-06/extension.ts'
import { group_fields, root_fields } from './schema-2025-06.ts'
import type { Field, Leaf } from './schema-field.ts'
import { try_shape } from './shape.ts'
import type { Tree } from './shape.ts'

const judge_leaf = (leaf: Leaf, text: string, path: string): Issue[] => {
  const issues: Issue[] = []
  const wanted = find_type_error(leaf.type, text)
  if (wanted !== undefined)
    issues.push({ severity: 'error', code: 'value', message: `${path}: phải là ${wanted}`, expression: path })
  const length = leaf.max === null ? 0 : length_of(text)
  if (leaf.max !== null && length > leaf.max) {
    const severity = leaf.length_from === 'annex' ? 'error' : 'warning'
    issues.push({
      severity,
      code: 'too-long',
      message: `${path}: dài ${length} ký tự, tối đa ${leaf.max}`,
      expression: path,
    })
  }
  return issues
}

const judge = (fields: readonly Field[], tree: Tree, path: string): Issue[] =>
  fields.flatMap((field) => {
    const here = `${path}.${field.name}`
    const value = tree[field.name] ?? ''
    if (field.kind === 'leaf') return typeof value === 'string' ? judge_leaf(field, value, here) : []
    if (Array.isArray(value)) return value.flatMap((row, index) => judge(field.fields, row, `${here}[${index}]`))
    return typeof value === 'string' ? [] : judge(field.fields, value, here)
  })

const key_of = (tree: Tree, group: string): string => {
  const value = tree[group]
  const key = typeof value === 'object' && !Array.isArray(value) ? value.sovaovien : ''
  return typeof key === 'string' ? key : ''
}

/** Every group is joined by `sovaovien`: it must be there and the same everywhere. */
const judge_join_key = (tree: Tree): Issue[] => {
  const key = key_of(tree, 'ThongTinBenhNhan')
  if (key === '') {
    const path = 'HoSoBenhAn.ThongTinBenhNhan.sovaovien'
    return [{ severity: 'error', code: 'required', message: `${path}: thiếu số vào viện`, expression: path }]
  }
  return group_fields
    .filter((group) => key_of(tree, group.name) !== key)
    .map((group) => {
      const path = `HoSoBenhAn.${group.name}.sovaovien`
      return {
        severity: 'error',
        code: 'invariant',
        message: `${path}: khác số vào viện của người bệnh`,
        expression: path,
      }
    })
}

const judge_extension = (tree: Tree): Issue[] => {
  const extension = tree.PhanMoRong
  if (typeof extension !== 'object' || Array.isArray(extension)) return []
  const path = 'HoSoBenhAn.PhanMoRong'
  const message = `${path}: phần mở rộng của Bệnh Án Mở, không thuộc phụ lục công văn 365; hệ thống khác có thể bỏ qua`
  const issues: Issue[] = [{ severity: 'information', code: 'not-supported', message, expression: path }]
  if (extension.khonggianten !== extension_namespace)
    issues.push({ severity: 'error', code: 'value', message: `${path}: không gian tên lạ`, expression: path })
  return issues
}

/** All issues of a record (or of any value that claims to be one). An empty answer means: ready to send. */
export const validate = (hsba: unknown): Issue[] => {
  const { tree, issues } = try_shape(hsba)
  if (issues.length > 0) return issues
  const fields = tree.PhanMoRong === undefined ? group_fields : root_fields
  return [...judge_join_key(tree), ...judge(fields, tree, 'HoSoBenhAn'), ...judge_extension(tree)]
}
