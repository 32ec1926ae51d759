import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'
import { validate_resource } from '../../standards/fhir-validation/index.ts'

const id_pattern = /^[A-Za-z0-9.-]{1,64}$/

export const check_type = (type: string): void => {
  if (!resource_types.has(type)) throw fail.not_supported(`Loại tài nguyên “${type}” không có trong FHIR R4`, type)
}

export const check_id = (id: unknown): string => {
  if (typeof id !== 'string' || !id_pattern.test(id))
    throw fail.invalid('Mã tài nguyên chỉ gồm chữ, số, “-”, “.” và dài không quá 64 ký tự', 'id')
  return id
}

/** Refuses what is not a resource of R4 as it should be. Throws a Failure that names every place found. */
export const check_resource = (value: unknown): Resource => {
  if (!is_object(value) || typeof value['resourceType'] !== 'string')
    throw fail.invalid('Nội dung phải là một tài nguyên FHIR (thiếu resourceType)', 'resourceType')
  check_type(value['resourceType'])
  if (value['id'] !== undefined) check_id(value['id'])
  const wrong = validate_resource(value).filter((issue) => issue.severity === 'error')
  if (wrong.length > 0) throw new Failure(422, wrong)
  return { ...value, resourceType: value['resourceType'] }
}
