import { fail } from '../../../base/outcome/index.ts'
import { is_object, parse_exact, printed } from '../../../standards/fhir/index.ts'
import { validate_invariants, validate_resource } from '../../../standards/fhir-validation/index.ts'
import { operation_outcome } from '../../http/index.ts'
import type { Operation, OperationCall } from './operation.ts'

/** The resource to look at: sent itself, inside Parameters, or the stored one the address names. */
const subject_of = async ({ store, caller, type, id, body }: OperationCall): Promise<unknown> => {
  if (is_object(body) && body['resourceType'] === 'Parameters') {
    const parts = Array.isArray(body['parameter']) ? body['parameter'] : []
    const part: unknown = parts.find((one: unknown) => is_object(one) && one['name'] === 'resource')
    if (is_object(part)) return part['resource']
  }
  if (body !== undefined) return body
  if (id !== '') return parse_exact((await store.read(caller, type, id)).body)
  throw fail.invalid('Thiếu tài nguyên cần kiểm tra', 'resource')
}

/** Profiles asked for in the address or inside Parameters. */
const profiles_of = ({ query, body }: OperationCall): string[] => {
  const parts = is_object(body) && Array.isArray(body['parameter']) ? body['parameter'] : []
  const named = parts.flatMap((one: unknown) =>
    is_object(one) && one['name'] === 'profile' ? [one['valueUri'] ?? one['valueCanonical']] : [],
  )
  return [...query.getAll('profile'), ...named].filter((one): one is string => typeof one === 'string')
}

/** Computed where requests are answered: nobody else is served meanwhile. */
const constraints_max_ms = 2_000

/** Resource/$validate (R4 operation-resource-validate): always 200, the verdict stands in the OperationOutcome. */
export const validate: Operation = {
  name: '$validate',
  definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
  on: ['system', 'type', 'instance'],
  needs: ({ type, id }) => (id === '' ? [] : [{ right: 'r', type }]),
  async run(call) {
    const subject = await subject_of(call)
    const issues = validate_resource(subject, { purpose: 'check', profiles: profiles_of(call) })
    // Constraints in FHIRPath are asked of what has the right shape.
    if (!issues.some((issue) => issue.severity === 'error') && is_object(subject))
      issues.push(
        ...validate_invariants({ ...subject, resourceType: printed(subject['resourceType']) }, constraints_max_ms),
      )
    if (call.type !== '' && is_object(subject) && subject['resourceType'] !== call.type)
      issues.push({
        severity: 'error',
        code: 'invalid',
        message: `Cần một ${call.type}, không phải ${printed(subject['resourceType'])}`,
        expression: 'resourceType',
      })
    if (issues.length === 0)
      issues.push({ severity: 'information', code: 'informational', message: 'Tài nguyên đúng với FHIR R4' })
    return { text: JSON.stringify(operation_outcome(issues)) }
  },
}
