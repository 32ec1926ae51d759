import type { Issue } from '../../base/outcome/index.ts'
import { is_object, printed } from '../fhir/index.ts'
import { type_of } from './compile.ts'
import { resource_types } from './definitions.ts'
import { check_profiles } from './profiles.ts'
import { check_resource } from './resource.ts'
import { locate, new_run } from './run.ts'

export type ValidateOptions = {
  /** `write` (default): an unknown URL in meta.profile is information. `check` ($validate): a warning. */
  purpose?: 'write' | 'check'
  /** Profiles to check beside those the resource names itself. */
  profiles?: readonly string[]
}

const unknown_profile = (url: string, type: string, severity: Issue['severity']): Issue => ({
  severity,
  code: 'not-supported',
  message: `Chưa biết hồ sơ chuẩn ${url}; chỉ kiểm tra theo FHIR R4 gốc`,
  expression: `${type}.meta.profile`,
})

/**
 * Everything of base R4 that needs no other resource, and the profiles we know: at most 20 issues, each with its place
 * (`Observation.component[1].valueQuantity.value`). No issue with severity error: the resource may be stored.
 */
export const validate_resource = (value: unknown, options: ValidateOptions = {}): Issue[] => {
  const asked = options.profiles ?? []
  let unknown: string[] = []
  const run = new_run((resource, inner) => {
    const missing = check_profiles(resource, resource === value ? asked : [], inner)
    if (resource === value) unknown = missing
  })
  check_resource(value, run, type_of)
  if (run.count === 0 && unknown.length === 0) return run.issues
  const said = is_object(value) ? printed(value['resourceType']) : ''
  const type = resource_types.has(said) ? said : 'Resource'
  locate(run, 0, type)
  const severity = options.purpose === 'check' ? 'warning' : 'information'
  return [...run.issues, ...unknown.slice(0, 20).map((url) => unknown_profile(url, type, severity))]
}
