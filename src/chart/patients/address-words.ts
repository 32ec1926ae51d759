import { list_of, text_of, type Resource } from '../../standards/fhir/index.ts'

/** Where somebody lives, in one line as papers have it. */
export const address_words = (patient: Resource): string => {
  const address = list_of(patient['address'])[0] ?? {}
  const lines = Array.isArray(address['line'])
    ? address['line'].filter((one): one is string => typeof one === 'string')
    : []
  return [...lines, text_of(address['city']), text_of(address['district']), text_of(address['state'])]
    .filter(Boolean)
    .join(', ')
}
