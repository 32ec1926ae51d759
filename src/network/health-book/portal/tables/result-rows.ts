import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { code_system, list_of, object_of, text_of, type Resource } from '../../../../standards/fhir/index.ts'
import { say_more, say_what } from '../../../../standards/ips/index.ts'
import { xml_moment } from '../../../transfer-letters/index.ts'
import { category_codes, coded_in, key_of_visit, licence_of, number_of, type TableSource } from './source.ts'

const is_result = (fact: Resource): boolean =>
  fact.resourceType === 'Observation' && category_codes(fact).some((code) => ['laboratory', 'imaging'].includes(code))

const moment_of = (fact: Resource): string =>
  xml_moment([fact['issued'], fact['effectiveDateTime']].map(text_of).find((one) => one !== undefined))

/** A number keeps its comparator; what is not a number is said as it is. */
const value_of = (fact: Resource): Row => {
  const quantity = object_of(fact['valueQuantity'])
  if (!quantity) return { GIA_TRI: say_more({ ...fact, interpretation: undefined, note: undefined }) }
  return {
    GIA_TRI: `${text_of(quantity['comparator']) ?? ''}${number_of(quantity)}`,
    DON_VI_DO: text_of(quantity['unit']) ?? text_of(quantity['code']) ?? '',
  }
}

const of_finding = (source: TableSource, fact: Resource): Row => ({
  ...{ MA_CHI_SO: coded_in(fact['code'], code_system.ministry_test), TEN_CHI_SO: say_what(fact) },
  ...value_of(fact),
  ...{ NGAY_KQ: moment_of(fact), MA_BS_DOC_KQ: licence_of(source, list_of(fact['performer'])[0]) },
})

const of_report = (source: TableSource, fact: Resource): Row => ({
  ...{ TEN_CHI_SO: say_what(fact), KET_LUAN: text_of(fact['conclusion']) ?? '', NGAY_KQ: moment_of(fact) },
  MA_BS_DOC_KQ: licence_of(source, list_of(fact['resultsInterpreter'])[0]),
})

/** XML4: each finding of laboratory and imaging, and each report with its conclusion. */
export const result_rows = (source: TableSource): Row[] =>
  source.own
    .toReversed()
    .flatMap((fact) => {
      if (is_result(fact)) return [of_finding(source, fact)]
      const concludes = fact.resourceType === 'DiagnosticReport' && text_of(fact['conclusion']) !== undefined
      return concludes ? [of_report(source, fact)] : []
    })
    .map((row, at) => ({ MA_LK: key_of_visit(source), STT: String(at + 1), ...row }))
