import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../../../standards/fhir/index.ts'
import { say_what } from '../../../../standards/ips/index.ts'
import { xml_moment } from '../../../transfer-letters/index.ts'
import { category_codes, key_of_visit, last_department, licence_of, type TableSource } from './source.ts'
import { diagnosis_fields, no_money } from './visit-row.ts'

const amounts = [
  ...['DON_GIA_BV', 'DON_GIA_BH', 'THANH_TIEN_BV', 'THANH_TIEN_BH', 'T_NGUONKHAC_NSNN', 'T_NGUONKHAC_VTNN'],
  ...['T_NGUONKHAC_VTTN', 'T_NGUONKHAC_CL', 'T_NGUONKHAC', 'T_BNTT', 'T_BNCCT', 'T_BHTT'],
]

/** MA_NHOM: 1 laboratory, 2 imaging, 8 surgery, 18 procedure; undefined: the record does not say. */
const group_of = (fact: Resource): string | undefined => {
  if (fact.resourceType === 'DiagnosticReport')
    return category_codes(fact).includes('LAB') ? '1' : category_codes(fact).includes('RAD') ? '2' : undefined
  const said = text_of(object_of(fact['category'])?.['text'])
  return said === 'Phẫu thuật' ? '8' : said === 'Thủ thuật' ? '18' : undefined
}

const performer_of = (source: TableSource, fact: Resource): string => {
  const actors = [
    ...list_of(fact['performer']).map((one) => one['actor'] ?? one),
    ...list_of(fact['resultsInterpreter']),
  ]
  return [...new Set(actors.map((actor) => licence_of(source, actor)).filter(Boolean))].join(';')
}

const done_at = (fact: Resource): string => {
  const period = object_of(fact['performedPeriod']) ?? object_of(fact['effectivePeriod'])
  const moments = [fact['performedDateTime'], fact['effectiveDateTime'], period?.['start'], fact['issued']]
  return xml_moment(moments.map(text_of).find((one) => one !== undefined))
}

const row_of = (source: TableSource, fact: Resource, group: string, at: number): Row => ({
  ...{ MA_LK: key_of_visit(source), STT: String(at + 1), MA_NHOM: group, TEN_DICH_VU: say_what(fact) },
  ...{ DON_VI_TINH: 'Lần', SO_LUONG: '1' },
  ...no_money(amounts),
  ...{ MA_KHOA: last_department(source), MA_BENH: diagnosis_fields(source)['MA_BENH_CHINH'] ?? '' },
  ...{ NGUOI_THUC_HIEN: performer_of(source, fact), NGAY_YL: done_at(fact), NGAY_TH_YL: done_at(fact) },
  NGAY_KQ: fact.resourceType === 'DiagnosticReport' ? xml_moment(text_of(fact['issued'])) : '',
})

/** XML3: tests, images, procedures and operations that were done; what the record does not sort is left out. */
export const service_rows = (source: TableSource): Row[] =>
  source.own
    .toReversed()
    .flatMap((fact) => {
      if (!['Procedure', 'DiagnosticReport'].includes(fact.resourceType)) return []
      const group = group_of(fact)
      return group === undefined ? [] : [{ fact, group }]
    })
    .map(({ fact, group }, at) => row_of(source, fact, group, at))
