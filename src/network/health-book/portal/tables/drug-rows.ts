import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../../../standards/fhir/index.ts'
import { say_what } from '../../../../standards/ips/index.ts'
import { xml_moment } from '../../../transfer-letters/index.ts'
import { key_of_visit, last_department, licence_of, number_of, type TableSource } from './source.ts'
import { no_money } from './visit-row.ts'

const amounts = [
  ...['DON_GIA', 'THANH_TIEN_BV', 'THANH_TIEN_BH', 'T_NGUONKHAC_NSNN', 'T_NGUONKHAC_VTNN', 'T_NGUONKHAC_VTTN'],
  ...['T_NGUONKHAC_CL', 'T_NGUONKHAC', 'T_BNTT', 'T_BNCCT', 'T_BHTT'],
]

/** MA_NHOM of a medicine; blood is no MedicationRequest here. */
const drug_group = '4'

const row_of = (source: TableSource, drug: Resource, at: number): Row => {
  const [dose = {}] = list_of(drug['dosageInstruction'])
  const quantity = object_of(object_of(drug['dispenseRequest'])?.['quantity'])
  return {
    ...{ MA_LK: key_of_visit(source), STT: String(at + 1), MA_NHOM: drug_group, TEN_THUOC: say_what(drug) },
    ...{ DON_VI_TINH: text_of(quantity?.['unit']) ?? '', SO_LUONG: number_of(quantity) },
    ...{ LIEU_DUNG: text_of(dose['text']) ?? '', CACH_DUNG: text_of(dose['patientInstruction']) ?? '' },
    ...no_money(amounts),
    ...{ MA_KHOA: last_department(source), MA_BAC_SI: licence_of(source, drug['requester']) },
    NGAY_YL: xml_moment(text_of(drug['authoredOn'])),
  }
}

/** XML2: what was prescribed, without price and without the insurance’s codes. */
export const drug_rows = (source: TableSource): Row[] =>
  source.own
    .filter(({ resourceType }) => resourceType === 'MedicationRequest')
    .toReversed()
    .map((drug, at) => row_of(source, drug, at))
