import { code_system, extension_url } from '../../../standards/fhir/index.ts'
import { type_names, visit_types } from '../visit-types.ts'

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')

const by_code = type_names.map((type) => `WHEN code IN (${quoted(visit_types[type].codes)}) THEN '${type}'`).join(' ')

/** Of a visit: the code of its kind where one is written (MA_LOAI_KCB), or what its class and its days say. */
export const visit_type_sql = (body: string, start: string, end: string): string => `(SELECT CASE ${by_code}
    WHEN class = 'IMP' THEN 'inpatient' WHEN class = 'SS' THEN 'day' WHEN class = 'VR' THEN 'remote'
    WHEN class = 'AMB' AND counters.day_of(${start}) < counters.day_of(${end} - interval '1 microsecond') THEN 'outpatient'
    ELSE 'exam' END
  FROM (SELECT jsonb_path_query_first(${body}, '$.type[*].coding[*] ? (@.system == "${code_system.visit_type}").code') #>> '{}' AS code,
    ${body} #>> '{class,code}' AS class) AS kind)`

/** 1 is the health insurance (docs/fhir-conventions.md, payer-kind). */
export const payer_sql = (body: string): string => `(SELECT CASE WHEN code = '1' THEN 'insured'
    WHEN code IS NULL THEN 'unstated' ELSE 'uninsured' END
  FROM (SELECT jsonb_path_query_first(${body},
    '$.extension[*] ? (@.url == "${extension_url.payer_kind}").valueCoding.code') #>> '{}' AS code) AS paid)`
