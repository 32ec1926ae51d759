import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'

/** `Patient/x` that took this patient's place (R4 Patient.link, replaced-by); undefined for everything else. */
export const successor_of = (resource: unknown): string | undefined => {
  const link = list_of(object_of(resource)?.['link']).find((one) => one['type'] === 'replaced-by')
  const reference = text_of(object_of(link?.['other'])?.['reference'])
  return reference?.startsWith('Patient/') ? reference.replace(/\/_history\/.*$/, '') : undefined
}
