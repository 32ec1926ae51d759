import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { extension_url, find_extension, object_of, text_of } from '../../../../standards/fhir/index.ts'
import { xml_day } from '../../../transfer-letters/index.ts'
import type { TableSource } from './source.ts'

/** Đối tượng of the visit (extension payer-kind): 1 BHYT. */
const insured = '1'

/**
 * The card she came with, and the class of the visit where it is beyond doubt: at her own registered facility (1.1, the first row
 * of the list), or without insurance (9). Everything between is for the insurance desk.
 */
export const card_fields = ({ visit }: TableSource): Row => {
  const { coverage, stay, facility } = visit
  if (stay.payer_kind !== insured) return { MA_DOITUONG_KCB: stay.payer_kind === undefined ? '' : '9' }
  if (!coverage) return {}
  const care = object_of(find_extension(coverage, extension_url.primary_care_facility)?.['valueReference'])
  const registered = text_of(object_of(care?.['identifier'])?.['value']) ?? ''
  const period = object_of(coverage['period'])
  return {
    MA_THE_BHYT: text_of(coverage['subscriberId']) ?? '',
    MA_DKBD: registered,
    GT_THE_TU: xml_day(text_of(period?.['start'])),
    GT_THE_DEN: xml_day(text_of(period?.['end'])),
    MA_DOITUONG_KCB: registered === facility.code ? '1.1' : '',
  }
}
