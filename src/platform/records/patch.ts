import { fail } from '../../base/outcome/index.ts'
import { is_object, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { apply_fhirpath_patch, apply_json_patch } from '../../standards/fhir-patch/index.ts'
import type { Stored } from './stored.ts'
import type { Unit } from './unit.ts'

/** A list of JSON Patch operations (RFC 6902), or the Parameters of a FHIRPath Patch (R4 fhirpatch.html). */
export type Patch = { kind: 'json'; operations: unknown } | { kind: 'fhirpath'; parameters: unknown }

export const read_patch = (value: unknown): Patch => {
  if (Array.isArray(value)) return { kind: 'json', operations: value }
  if (is_object(value) && value['resourceType'] === 'Parameters') return { kind: 'fhirpath', parameters: value }
  throw fail.invalid('PATCH cần một danh sách JSON Patch, hoặc một Parameters của FHIRPath Patch')
}

const patched = (stored: Stored, patch: Patch): Resource => {
  const before = parse_exact(stored.body) as Resource
  return patch.kind === 'json'
    ? apply_json_patch(before, patch.operations)
    : apply_fhirpath_patch(before, patch.parameters)
}

/** Changes a part of what is there: the version seen is the version replaced. */
export const patch_one = async (
  unit: Unit,
  type: string,
  id: string,
  patch: Patch,
  options: { if_match?: number | undefined } = {},
): Promise<Stored> => {
  const before = await unit.get(type, id)
  return unit.update(patched(before, patch), { if_match: options.if_match ?? before.version })
}
