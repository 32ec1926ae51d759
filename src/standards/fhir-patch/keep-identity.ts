import { fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../fhir/index.ts'

const is_resource = (value: unknown): value is Resource => is_object(value) && typeof value['resourceType'] === 'string'

/** A patch changes a resource; it never makes another one of it. */
export const keep_identity = (before: Resource, after: unknown): Resource => {
  if (!is_resource(after)) throw fail.value('Bản vá làm mất tài nguyên: kết quả không có resourceType', 'resourceType')
  if (after.resourceType !== before.resourceType)
    throw fail.rule(
      `Bản vá không được đổi kiểu tài nguyên từ ${before.resourceType} thành ${after.resourceType}`,
      'resourceType',
    )
  if (after.id !== before.id)
    throw fail.rule('Bản vá không được đổi hay bỏ id của tài nguyên', `${before.resourceType}.id`)
  return after
}
