import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'

/** Elements without which the type says nothing (cardinality 1..1 in R4). Full profile validation is a room of its own. */
const required_elements: Record<string, string[]> = {
  Encounter: ['status', 'class'],
  Condition: ['subject'],
  Observation: ['status', 'code'],
  AllergyIntolerance: ['patient'],
  Coverage: ['status', 'beneficiary', 'payor'],
  DiagnosticReport: ['status', 'code'],
  ServiceRequest: ['status', 'intent', 'subject'],
  MedicationRequest: ['status', 'intent', 'subject'],
  Procedure: ['status', 'subject'],
  QuestionnaireResponse: ['status'],
  List: ['status', 'mode'],
  DocumentReference: ['status', 'content'],
  Provenance: ['target', 'recorded', 'agent'],
  RelatedPerson: ['patient'],
  Binary: ['contentType'],
  Composition: ['status', 'type', 'date', 'author', 'title'],
}

const id_pattern = /^[A-Za-z0-9.-]{1,64}$/
const depth_max = 60

export const check_type = (type: string): void => {
  if (!resource_types.has(type)) throw fail.not_supported(`Loại tài nguyên “${type}” không có trong FHIR R4`, type)
}

export const check_id = (id: unknown): string => {
  if (typeof id !== 'string' || !id_pattern.test(id))
    throw fail.invalid('Mã tài nguyên chỉ gồm chữ, số, “-”, “.” và dài không quá 64 ký tự', 'id')
  return id
}

/** R4 §2.24.2 JSON: no nulls but in primitive extension arrays, no empty strings, objects or arrays. */
const check_shape = (value: unknown, place: string, depth: number, issues: Issue[], nulls = false): void => {
  if (issues.length >= 20) return
  const wrong = (message: string) => issues.push({ severity: 'error', code: 'structure', message, expression: place })
  if (depth > depth_max) return void wrong('Dữ liệu lồng nhau quá sâu')
  if (value === null) return void wrong('Giá trị null không được phép ở đây')
  if (value === '') return void wrong('Chuỗi rỗng không được phép; hãy bỏ phần tử này')
  if (typeof value === 'string' && value.includes('\u0000'))
    return void wrong('Chuỗi chứa ký tự điều khiển không lưu được')
  if (Array.isArray(value)) {
    if (value.length === 0) wrong('Mảng rỗng không được phép; hãy bỏ phần tử này')
    value.forEach((item, i) => (nulls && item === null) || check_shape(item, `${place}[${i}]`, depth + 1, issues))
  } else if (is_object(value)) {
    const keys = Object.keys(value)
    if (keys.length === 0) wrong('Đối tượng rỗng không được phép')
    for (const key of keys) {
      const nulls_here = key.startsWith('_') || Array.isArray(value[`_${key}`])
      check_shape(value[key], `${place}.${key}`, depth + 1, issues, nulls_here)
    }
  }
}

/** Refuses what is not a resource of a type we hold. Throws a Failure that names every place found. */
export const check_resource = (value: unknown): Resource => {
  if (!is_object(value) || typeof value['resourceType'] !== 'string')
    throw fail.invalid('Nội dung phải là một tài nguyên FHIR (thiếu resourceType)', 'resourceType')
  check_type(value['resourceType'])
  const resource = value as Resource
  const issues: Issue[] = []
  for (const element of required_elements[resource.resourceType] ?? [])
    if (resource[element] === undefined)
      issues.push({
        severity: 'error',
        code: 'required',
        message: `Thiếu phần tử bắt buộc “${element}”`,
        expression: `${resource.resourceType}.${element}`,
      })
  check_shape(resource, resource.resourceType, 0, issues)
  if (issues.length > 0) throw new Failure(422, issues)
  return resource
}
