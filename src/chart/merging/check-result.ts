import { fail } from '../../base/outcome/index.ts'
import { list_of, object_of, type Resource } from '../../standards/fhir/index.ts'
import type { Pair } from './merge-patients.ts'

const has_number = (patient: Resource, wanted: Record<string, unknown>): boolean =>
  list_of(patient['identifier']).some((one) => one['system'] === wanted['system'] && one['value'] === wanted['value'])

/**
 * The chart that stays as the caller wants it (R6 Patient-merge, result-patient): the same id, the link to the source, and
 * every number of both, because no number leaves the list (EMR-05).
 */
export const check_result = (result: Resource, { source_body, target_body }: Pair): Resource => {
  if (result.resourceType !== 'Patient' || result.id !== target_body.id)
    throw fail.invalid('result-patient phải là hồ sơ giữ lại (cùng id)', 'result-patient')
  const replaces = list_of(result['link']).some(
    (link) =>
      link['type'] === 'replaces' && object_of(link['other'])?.['reference'] === `Patient/${source_body.id ?? ''}`,
  )
  if (!replaces) throw fail.invalid('result-patient thiếu link “replaces” tới hồ sơ gộp đi', 'result-patient.link')
  for (const number of [...list_of(target_body['identifier']), ...list_of(source_body['identifier'])])
    if (!has_number(result, number))
      throw fail.value(`result-patient thiếu số ${String(number['value'])}`, 'result-patient.identifier')
  return result
}
