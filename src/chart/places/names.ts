import { fail } from '../../base/outcome/index.ts'
import { fold, tidy_spaces } from '../../base/text/index.ts'
import { text_of } from '../../standards/fhir/index.ts'
import type { Kept } from './layout.ts'
import { is_active } from './place-resource.ts'

export const tidy_name = (typed: string): string => {
  const name = tidy_spaces(typed.normalize('NFC'))
  if (name === '') throw fail.value('Tên không được để trống', 'name')
  return name
}

/** Two beds of one name in a room, two rooms in a department: somebody would be laid in the wrong one. */
export const check_free = (siblings: Kept[], name: string, what: string, own_id?: string): void => {
  const same = siblings.find(
    ({ resource }) => resource.id !== own_id && fold(text_of(resource['name']) ?? '') === fold(name),
  )
  if (!same) return
  const closed = is_active(same.resource) ? '' : ' (đã ngừng dùng; hãy dùng lại thay vì thêm mới)'
  throw fail.conflict(`Ở đây đã có ${what} tên ${String(same.resource['name'])}${closed}`, { same: same.resource.id })
}
