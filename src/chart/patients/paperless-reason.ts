import {
  extension_url,
  find_extension,
  identifier_system,
  list_of,
  object_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Registration } from './contract.ts'

type Reason = NonNullable<Registration['reason_without_id']>

/** Why there is no paper stands on the temporary code that takes its place. */
export const reason_words: Record<Reason, string> = {
  newborn: 'Trẻ mới sinh',
  'unknown-emergency': 'Cấp cứu, chưa rõ là ai',
  other: 'Lý do khác',
}
const reasons: readonly Reason[] = ['newborn', 'unknown-emergency', 'other']

/** Charts made before the reason was kept tell it by what they have: a mother, or not even a birth date. */
export const reason_of = (patient: Resource): Reason => {
  const code = list_of(patient['identifier']).find((one) => one['system'] === identifier_system.temporary)
  const kept = reasons.find((reason) => reason_words[reason] === object_of(code?.['type'])?.['text'])
  if (kept) return kept
  if (find_extension(patient, extension_url.mother)) return 'newborn'
  return patient['birthDate'] === undefined ? 'unknown-emergency' : 'other'
}
