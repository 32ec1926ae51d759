import { fold, initials } from '../../base/text/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'

const texts = (list: unknown, key: string): string[] =>
  Array.isArray(list)
    ? list.flatMap((item) => (is_object(item) && typeof item[key] === 'string' ? [item[key]] : []))
    : []

/**
 * The words by which the one search field finds a patient: each word of the name without diacritics, the initials
 * ("nvd"), the year of birth, every identifier and phone number without blanks.
 */
export const person_words = (resource: Resource): string[] => {
  if (resource.resourceType !== 'Patient') return []
  const words = new Set<string>()
  for (const name of texts(resource['name'], 'text')) {
    for (const word of fold(name).split(' ')) words.add(word)
    words.add(initials(name))
  }
  for (const number of [...texts(resource['identifier'], 'value'), ...texts(resource['telecom'], 'value')])
    words.add(fold(number).replace(/[\s.-]/g, ''))
  if (typeof resource['birthDate'] === 'string') words.add(resource['birthDate'].slice(0, 4))
  words.delete('')
  return [...words]
}
