import { is_object } from '../fhir/index.ts'
import { number_at, text_at, values_of, type Dataset } from './dicom-json.ts'

/** What STOW-RS did not store (PS3.18 §10.5.3, FailedSOPSequence 0008,1198), in words; '' where all was. */
export const refused_in = (body: unknown): string => {
  const answer: Dataset = is_object(body) ? body : {}
  return values_of(answer, '00081198')
    .filter(is_object)
    .map((one) => `${text_at(one, '00081155')} (mã lỗi ${number_at(one, '00081197') ?? '?'})`)
    .join('; ')
}
